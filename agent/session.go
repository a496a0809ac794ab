package agent

import (
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// Expecting is the open question of a dialogue, "" for none.
type Expecting string

const (
	ExpectNothing     Expecting = ""
	ExpectWho         Expecting = "who"         // for whom
	ExpectNamePhone   Expecting = "name_phone"  // full name and mobile number
	ExpectProject     Expecting = "project"     // what to book
	ExpectProblem     Expecting = "problem"     // more about an unclear problem
	ExpectStore       Expecting = "store"       // which store
	ExpectDoctor      Expecting = "doctor"      // which doctor, or whether another will do
	ExpectTime        Expecting = "time"        // when
	ExpectChoice      Expecting = "choice"      // which of the offered slots
	ExpectConfirm     Expecting = "confirm"     // a yes to what was read back
	ExpectAppointment Expecting = "appointment" // which of the existing appointments
)

// Session is the dialogue with one speaker of a conversation: in a group each
// member has their own, so that two patients' tasks never mix.
type Session struct {
	// Tasks is a stack: a digression lies on top of what it interrupted.
	Tasks     []*Task       `json:"tasks,omitempty"`
	Expecting Expecting     `json:"expecting,omitempty"`
	Offers    []tools.Offer `json:"offers,omitempty"` // what stands offered
	// OfferedBooking is true after "you have no appointment; shall I book
	// one?".
	OfferedBooking bool `json:"offered_booking,omitempty"`
	// Typed are the records that this speaker matched by name and phone.
	Typed []molar.PatientID `json:"typed,omitempty"`
	// Self is the record that the speaker gave for themselves in this chat.
	Self   *tools.FoundPatient `json:"self,omitempty"`
	Misses int                 `json:"misses,omitempty"` // messages not understood, in a row
	Media  int                 `json:"media,omitempty"`  // messages of a kind that cannot be read, in a row
	Said   []Act               `json:"said,omitempty"`   // the last reply, for "what did you say"
}

// Top returns the task at hand, or nil.
func (s *Session) Top() *Task {
	if len(s.Tasks) == 0 {
		return nil
	}
	return s.Tasks[len(s.Tasks)-1]
}

// Task is one flow with the things that it has to settle, in whatever order
// they are said.
type Task struct {
	Flow Flow `json:"flow"`

	// Who.
	For      string              `json:"for,omitempty"`       // self, other, family, multiple; "" not said
	SureSelf bool                `json:"sure_self,omitempty"` // self was said of the patient, not just of the writer
	Relation string              `json:"relation,omitempty"`
	Name     string              `json:"name,omitempty"`
	Given    string              `json:"given,omitempty"` // part of a name
	Phone    string              `json:"phone,omitempty"`
	Patient  *tools.FoundPatient `json:"patient,omitempty"`

	// What.
	Treatment molar.Treatment `json:"treatment,omitempty"`
	ProjectID molar.ProjectID `json:"project_id,omitempty"` // named by the patient
	Problem   string          `json:"problem,omitempty"`    // unclear, multiple, severe
	Project   *molar.Project  `json:"project,omitempty"`    // settled

	// Where, with whom.
	City         string           `json:"city,omitempty"`
	StoreIDs     []molar.StoreID  `json:"store_ids,omitempty"` // as named; several while unclear
	AnyStore     bool             `json:"any_store,omitempty"`
	RefuseStore  []molar.StoreID  `json:"refuse_store,omitempty"` // 张江太远了
	StoreList    []molar.StoreID  `json:"store_list,omitempty"`   // as listed when asked
	Store        *molar.Store     `json:"store,omitempty"`        // settled
	DoctorIDs    []molar.DoctorID `json:"doctor_ids,omitempty"`
	DoctorText   string           `json:"doctor_text,omitempty"`   // as named
	DoctorExact  bool             `json:"doctor_exact,omitempty"`  // named in full
	DoctorAsked  string           `json:"doctor_asked,omitempty"`  // the trouble with the named doctor that was told
	RefuseDoctor []molar.DoctorID `json:"refuse_doctor,omitempty"` // 不要李医生
	Doctor       *molar.Doctor    `json:"doctor,omitempty"`        // settled because named
	Prefer       molar.DoctorID   `json:"prefer,omitempty"`        // last saw this category

	// When.
	Wishes    []zhtime.Wish `json:"wishes,omitempty"`
	Soonest   bool          `json:"soonest,omitempty"`
	Shift     zhtime.Shift  `json:"shift,omitzero"`       // from the appointment that is moved: 推迟一天
	NotStarts []time.Time   `json:"not_starts,omitempty"` // offered and turned down
	AnyTime   bool          `json:"any_time,omitempty"`   // asked, and nothing usable said
	Proposed  bool          `json:"proposed,omitempty"`   // something was proposed
	Rounds    int           `json:"rounds,omitempty"`     // proposals turned down for their time
	Plan      *Plan         `json:"plan,omitempty"`       // read back, waits for a yes

	// An existing appointment, to be moved or confirmed.
	Appointment *Booked       `json:"appointment,omitempty"`
	Listed      []Booked      `json:"listed,omitempty"`    // the patient was asked which
	Mentioned   []zhtime.Wish `json:"mentioned,omitempty"` // times that tell which one
	Changes     []string      `json:"changes,omitempty"`
	ReadBack    bool          `json:"read_back,omitempty"` // the appointment was read back for confirmation
	Told        bool          `json:"told,omitempty"`      // because the patient had asked for it

	Asks map[Expecting]int `json:"asks,omitempty"`
}

// Plan is what was read back: exactly this is booked on a yes, or nothing.
type Plan struct {
	Hold   molar.Hold   `json:"hold"`
	Offer  tools.Offer  `json:"offer"`
	Doctor molar.Doctor `json:"doctor"`
	// From are the offers that it was picked from; another of them may still be.
	From []tools.Offer `json:"from,omitempty"`
	// Doubted is set when the patient said that it is wrong, and not what.
	Doubted bool `json:"doubted,omitempty"`
}

// Booked is an existing appointment with the names that a patient knows it by.
type Booked struct {
	molar.Appointment
	PatientName molar.PersonName `json:"patient_name"`
	StoreName   string           `json:"store_name"`
	Address     string           `json:"address"`
	DoctorName  string           `json:"doctor_name"`
	ProjectName string           `json:"project_name"`
}
