package world

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
)

//go:embed demo.yaml
var demoYAML string

// DemoContact is who writes in a chat with the demo where nobody is named: a
// contact linked to one patient, 徐小雨, who has been treated before and has no
// appointment yet.
const DemoContact molar.ContactID = "u_demo"

// demoDays is how many days of schedules the demo has from its first day on.
const demoDays = 30

// Demo returns a chain of clinics with a year behind it and weeks ahead, laid
// around now: the same moment gives the same world.
func Demo(now time.Time) *molar.World {
	w, err := Load(strings.NewReader(demoYAML))
	if err != nil {
		panic("world: demo.yaml: " + err.Error())
	}
	d := demo{World: w, today: molar.StartOfDay(now, w.Org.Zone), week: demoWeek()}
	d.Now = now.In(w.Org.Zone)
	d.schedule()
	d.history()
	d.appointments()
	for i := range d.Bots {
		d.Bots[i].OnlineSince = d.Now.AddDate(0, 0, -3)
	}
	return w
}

// demo is the demo world while it is laid around a day.
type demo struct {
	*molar.World
	today time.Time
	week  map[molar.DoctorID][7]molar.StoreID // from Sunday; empty is a day off
}

// weekTable says where each doctor works on which day of the week.
const weekTable = `
doctor  Sun        Mon        Tue        Wed        Thu        Fri        Sat
zhang   -          zhangjiang zhangjiang zhangjiang xuhui      zhangjiang zhangjiang
li      jingan     jingan     jingan     -          hongqiao   hongqiao   jingan
wang    zhangjiang -          zhangjiang zhangjiang zhangjiang zhangjiang zhangjiang
chen    -          xuhui      xuhui      jingan     jingan     xuhui      xuhui
ouyang  zhangjiang zhangjiang -          zhangjiang zhangjiang zhangjiang zhangjiang
liu     xuhui      xuhui      xuhui      xuhui      -          xuhui      xuhui
zhou    suzhou     xuhui      -          xuhui      xuhui      suzhou     suzhou
zhao    hongqiao   hongqiao   hongqiao   -          hongqiao   hongqiao   -
wangsy  jingan     -          jingan     jingan     jingan     jingan     jingan
he      zhangjiang zhangjiang hongqiao   hongqiao   -          zhangjiang hongqiao
xuke    hongqiao   hongqiao   -          hongqiao   hongqiao   hongqiao   hongqiao
sun     suzhou     -          suzhou     suzhou     suzhou     suzhou     suzhou
`

func demoWeek() map[molar.DoctorID][7]molar.StoreID {
	week := map[molar.DoctorID][7]molar.StoreID{}
	for row := range strings.Lines(weekTable) {
		words := strings.Fields(row)
		if len(words) == 0 || words[0] == "doctor" {
			continue
		}
		var days [7]molar.StoreID
		for i, store := range words[1:] {
			if store != "-" {
				days[i] = molar.StoreID(store)
			}
		}
		week[molar.DoctorID(words[0])] = days
	}
	return week
}

// storeHours are a doctor's hours at each store, with the lunch break between.
var storeHours = map[molar.StoreID][]string{
	"zhangjiang": {"09:00-12:00", "13:30-17:30"},
	"xuhui":      {"09:00-12:00", "13:30-19:30"},
	"jingan":     {"10:00-12:30", "13:30-19:30"},
	"hongqiao":   {"09:00-12:00", "13:00-17:30"},
	"suzhou":     {"09:00-12:00", "13:30-17:30"},
}

func (d *demo) schedule() {
	for n := range demoDays {
		day := d.today.AddDate(0, 0, n)
		for _, doctor := range d.Doctors {
			store := d.week[doctor.ID][day.Weekday()]
			for _, h := range storeHours[store] {
				from, to, _ := strings.Cut(h, "-")
				d.Shifts = append(d.Shifts, molar.Shift{
					Doctor: doctor.ID, Store: store,
					Interval: molar.Interval{Start: at(day, from), End: at(day, to)},
				})
			}
		}
	}
}

// workday finds the doctor's first day of work n days from today or, for a
// past day, the last one before it.
func (d *demo) workday(doctor molar.DoctorID, n int) (time.Time, molar.StoreID) {
	step := 1
	if n < 0 {
		step = -1
	}
	for day := d.today.AddDate(0, 0, n); ; day = day.AddDate(0, 0, step) {
		if store := d.week[doctor][day.Weekday()]; store != "" {
			return day, store
		}
	}
}

// demoHistory is the past year: who was treated for what, about how many days
// ago. A doctor has no two rows of the same hour, so that no two meet when
// they move to a day of work.
var demoHistory = []struct {
	daysAgo   int
	clock     string
	patient   molar.PatientID
	doctor    molar.DoctorID
	treatment molar.Treatment
	amount    string
}{
	{2, "10:00", "p_ma_kid1", "he", "涂氟", "180.00"},
	{3, "14:00", "p_gao", "wangsy", "根管治疗", "1200.00"},
	{4, "16:00", "p_song", "sun", "基础治疗", "298.00"},
	{6, "11:00", "p_feng", "liu", "充填治疗", "520.00"},
	{9, "15:00", "p_luo", "zhao", "种植手术", "6800.00"},
	{12, "14:30", "p_cheng", "xuke", "固定矫正", "3000.00"},
	{20, "10:00", "p_tang", "wang", "拔牙手术", "680.00"},
	{28, "10:30", "p_xie", "zhou", "隐形矫正", "12000.00"},
	{40, "15:00", "p_xu", "zhang", "充填治疗", "480.00"},
	{55, "14:00", "p_dong", "li", "牙齿美白", "1680.00"},
	{70, "11:00", "p_lin", "liu", "根管治疗", "1500.00"},
	{85, "16:00", "p_gao_ma", "chen", "固定修复", "3800.00"},
	{110, "10:00", "p_ouyang", "chen", "贴面修复", "2600.00"},
	{130, "14:00", "p_tang_wife", "ouyang", "激光治疗", "900.00"},
	{150, "11:00", "p_yu", "zhou", "固定矫正", "9000.00"},
	{200, "10:00", "p_xu", "ouyang", "基础治疗", "298.00"},
	{230, "16:30", "p_gao_ba", "wangsy", "活动修复", "2200.00"},
	{260, "10:30", "p_ma", "li", "基础治疗", "298.00"},
	{300, "11:00", "p_yuan", "zhao", "种植治疗", "200.00"},
	{340, "13:30", "p_lin_kid", "liu", "口腔检查", "50.00"},
}

func (d *demo) history() {
	for _, row := range slices.Backward(demoHistory) { // the oldest first
		day, store := d.workday(row.doctor, -row.daysAgo)
		start := at(day, row.clock)
		project := d.Ruleset.Mapping[row.treatment]
		d.Visits = append(d.Visits, molar.Visit{Patient: row.patient, Doctor: row.doctor, Store: store, Project: project, At: start})
		d.Charges = append(d.Charges, molar.Charge{
			Patient: row.patient, Category: row.treatment.Category(), Treatment: row.treatment, Doctor: row.doctor, Store: store,
			At: start.Add(d.minutes(project)), Amount: row.amount,
		})
		if row.daysAgo <= 30 {
			d.appointment(row.patient, row.doctor, store, project, start, molar.Arrived, molar.ByStaff)
		}
	}
}

// demoToday is the front desk's board: who comes today, where the doctor works.
var demoToday = []struct {
	clock   string
	patient molar.PatientID
	doctor  molar.DoctorID
	project molar.ProjectID
	by      molar.Operator
}{
	{"10:00", "p_cai", "zhang", "filling", molar.ByStaff},
	{"10:00", "p_shen", "wang", "exam", molar.ByBot},
	{"10:30", "p_du", "liu", "rootcanal", molar.ByStaff},
	{"11:00", "p_pan", "xuke", "orthocheck", molar.ByBot},
	{"14:00", "p_ye", "wangsy", "perio", molar.ByBot},
	{"14:00", "p_jiang", "sun", "scaling", molar.ByStaff},
	{"15:00", "p_tang_wife", "ouyang", "scaling", molar.ByBot},
	{"16:00", "p_ren", "chen", "veneer", molar.ByStaff},
}

// demoAhead are the appointments of the days to come.
var demoAhead = []struct {
	days    int
	clock   string
	patient molar.PatientID
	doctor  molar.DoctorID
	project molar.ProjectID
	status  molar.AppointmentStatus
	by      molar.Operator
	asked   bool // "can you come?" is asked and open
}{
	{1, "10:00", "p_lin", "liu", "rootcanal", molar.Unconfirmed, molar.ByStaff, true},
	{1, "11:00", "p_feng", "zhang", "crown", molar.Confirmed, molar.ByStaff, false},
	{1, "14:00", "p_cheng", "xuke", "orthocheck", molar.Unconfirmed, molar.ByBot, false},
	{2, "10:30", "p_gao", "wangsy", "rootcanal", molar.Unconfirmed, molar.ByStaff, true},
	{2, "15:00", "p_gao_ma", "chen", "crown", molar.Confirmed, molar.ByStaff, false},
	{3, "10:00", "p_ma_kid2", "he", "fluoride", molar.Unconfirmed, molar.ByBot, false},
	{3, "14:00", "p_song", "sun", "filling", molar.Unconfirmed, molar.ByStaff, false},
	{4, "16:00", "p_dong", "li", "whitening", molar.Unconfirmed, molar.ByBot, false},
	{5, "10:00", "p_luo", "zhao", "implant", molar.Unconfirmed, molar.ByStaff, false},
	{5, "13:30", "p_xie", "zhou", "orthocheck", molar.Confirmed, molar.ByStaff, false},
	{6, "14:00", "p_yu", "zhou", "orthocheck", molar.Unconfirmed, molar.ByStaff, false},
	{7, "11:00", "p_tang", "wang", "implant", molar.Unconfirmed, molar.ByBot, false},
	{8, "15:00", "p_ouyang", "chen", "veneer", molar.Cancelled, molar.ByStaff, false},
	{9, "10:30", "p_gao", "li", "scaling", molar.Unconfirmed, molar.ByBot, false},
}

func (d *demo) appointments() {
	for _, row := range demoToday {
		store := d.week[row.doctor][d.today.Weekday()]
		if store == "" {
			continue
		}
		status := molar.Confirmed
		if start := at(d.today, row.clock); !start.After(d.Now) {
			status = molar.Arrived
		}
		d.appointment(row.patient, row.doctor, store, row.project, at(d.today, row.clock), status, row.by)
	}
	for _, row := range demoAhead {
		day, store := d.workday(row.doctor, row.days)
		a := d.appointment(row.patient, row.doctor, store, row.project, at(day, row.clock), row.status, row.by)
		a.ConfirmationAsked = row.asked
	}
}

// appointment adds an appointment and returns it, valid until the next is
// added.
func (d *demo) appointment(patient molar.PatientID, doctor molar.DoctorID, store molar.StoreID, project molar.ProjectID,
	start time.Time, status molar.AppointmentStatus, by molar.Operator) *molar.Appointment {
	d.Appointments = append(d.Appointments, molar.Appointment{
		ID:      molar.AppointmentID(fmt.Sprintf("a%02d", len(d.Appointments)+1)),
		Patient: patient, Store: store, Doctor: doctor, Project: project,
		Interval: molar.Interval{Start: start, End: start.Add(d.minutes(project))},
		Status:   status, By: by,
	})
	return &d.Appointments[len(d.Appointments)-1]
}

func (d *demo) minutes(project molar.ProjectID) time.Duration {
	i := slices.IndexFunc(d.Projects, func(p molar.Project) bool { return p.ID == project })
	return d.Projects[i].Duration()
}

// at is the moment of the day at which the clock shows hh:mm.
func at(day time.Time, clock string) time.Time {
	since, _ := timeOfDay(clock)
	return onClock(day, since)
}
