package nlu

import (
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

// Intent is one thing that the writer wants, in the order raised.
// Code is one of the 24 codes of `molar understand`: book, reschedule,
// confirm, cancel, store_info, greet, thanks, bye, human_request and the 15
// question categories.
type Intent struct {
	Code       string  `json:"code"`
	Confidence float64 `json:"confidence"` // calibrated, 0..1
	Span       [2]int  `json:"-"`          // the clause, in bytes of the normalised text
}

// Act is a move in the dialogue that only makes sense beside what was asked
// or offered.
type Act string

const (
	ActAffirm  Act = "affirm"  // an unambiguous yes
	ActAck     Act = "ack"     // 哦, 知道了: heard, but no consent
	ActDeny    Act = "deny"    // 不行, 都不合适, 不是
	ActWrong   Act = "wrong"   // 不对, 弄错了: something in what was read back is wrong
	ActAny     Act = "any"     // 都行, 随便, 你看着办
	ActAbandon Act = "abandon" // 算了, 不约了, 再想想, 再说吧: gives the task up
	ActRepeat  Act = "repeat"  // 你说什么, 没看懂, 再说一遍
	ActUnknown Act = "unknown" // 不知道, 不清楚, 记不得: cannot answer what was asked
	ActOther   Act = "other"   // 换一个, 还有别的吗: another one of the kind that was offered
	ActCannot  Act = "cannot"  // 来不了, 去不成: cannot come to an existing appointment
	ActRight   Act = "right"   // 没错, 是对的: what was read back is right
)

// ForWhom values.
const (
	Self     = "self"
	Other    = "other"
	Family   = "family"   // 家里人: somebody of the family, not said who
	Multiple = "multiple" // several people at once
	Unknown  = "unknown"
)

// TreatmentState values.
const (
	Known    = "known"
	Unclear  = "unclear"
	Severe   = "severe"
	Several  = "multiple"
	NoneSaid = "none"
)

// Mention is a store, doctor or project that the text names, resolved
// against the vocabulary. IDs is empty when the clinic has no such thing
// ("找王大锤医生"); it holds several where the words fit several.
type Mention struct {
	Text string   `json:"text"` // the surface words
	IDs  []string `json:"ids"`
	// FullName is true for a doctor named by the whole name or display name.
	FullName bool `json:"full_name,omitempty"`
	// Refused is true where the writer does not want it ("不要李医生").
	Refused bool   `json:"refused,omitempty"`
	Span    [2]int `json:"-"`
}

// Understanding is everything read out of one burst.
type Understanding struct {
	Text    string // normalised
	Intents []Intent
	Acts    []Act // in order

	Times zhtime.Result

	PatientName string // full name, else ""
	GivenName   string // a name that is not full or not certain: 小雨, 王女士
	Phone       string // 11 digits of a mainland mobile, else ""
	BadPhone    string // digits meant as a phone that are not one, as written
	// Names and Phones are all that were found, in order; PatientName and
	// Phone are the ones of the patient.
	Names, Phones []string

	ForWhom  string // Self, Other, Family, Multiple or Unknown
	Relation string // what the patient is to the writer: 妈妈, 孩子; "" when not said

	Doctors   []Mention
	AnyDoctor bool // 哪个医生都行
	Stores    []Mention
	AnyStore  bool
	Nearest   bool   // asks for the store that is nearest
	City      string // a city named where the clinic may have no store: 杭州

	Projects       []Mention // projects named by display name or alias
	Treatment      string    // preset treatment, e.g. 充填治疗
	Treatments     []string  // all that the text asks for
	TreatmentState string
	FollowUp       bool // 复查, 复诊 said

	// Changes are the parts of an existing appointment that the writer wants
	// changed: "time", "doctor", "store", "project".
	Changes []string

	StoreFacts []string // of: count, list, address, hours, phone, city
	Ordinals   []int    // 1-based choices: 第二个 → 2; -1 the last

	Urgent   bool     // red-flag rail
	RedFlags []string // which lines of the rail fired
	Noise    bool     // no words, or words that mean nothing here
	None     bool     // meaningful, but none of the codes is sure
}

// Context is what the dialogue knows when a burst arrives.
type Context struct {
	Now       time.Time // in the clinic's zone
	Expecting string    // the open question, "" for none
	// People are the full names of the patients linked to this chat, so that
	// 小雨 alone is understood as 徐小雨.
	People []string
}
