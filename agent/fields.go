package agent

import (
	"fmt"
	"time"

	"github.com/molarhq/molar"
)

// planFields are the facts of a plan: patient, store with address, project,
// doctor, date with weekday, time.
func (p *planner) planFields(t *Task) Fields {
	f := p.taskFields(t)
	hold := t.Plan.Hold
	f["doctor"] = t.Plan.Doctor.Title()
	p.addTime(f, hold.Start)
	return f
}

// taskFields are the facts that are settled so far.
func (p *planner) taskFields(t *Task) Fields {
	f := Fields{}
	if t.Patient != nil {
		f["patient"] = string(t.Patient.Name)
	}
	if t.Project != nil {
		f["project"] = t.Project.Title()
	}
	if t.Store != nil {
		f["store"], f["address"] = t.Store.Name, storeAddress(*t.Store)
	}
	if t.Doctor != nil {
		f["doctor"] = t.Doctor.Title()
	}
	if t.Appointment != nil {
		old := t.Appointment.Start.In(p.env.Zone)
		f["old_date"], f["old_time"] = date(old), old.Format("15:04")
	}
	return f
}

// slotFields are the facts of one offered slot.
func (p *planner) slotFields(s molar.Slot) Fields {
	f := Fields{}
	if doctors, err := p.doctorsCached(); err == nil {
		for _, d := range doctors {
			if d.ID == s.Doctor {
				f["doctor"] = d.Title()
			}
		}
	}
	p.addTime(f, s.Start)
	return f
}

// bookedFields are the facts of an existing appointment.
func (p *planner) bookedFields(b Booked) Fields {
	f := Fields{
		"patient": string(b.PatientName), "store": b.StoreName, "address": b.Address,
		"doctor": b.DoctorName, "project": b.ProjectName,
	}
	p.addTime(f, b.Start)
	return f
}

func (p *planner) addTime(f Fields, t time.Time) {
	local := t.In(p.env.Zone)
	f["date"], f["time"] = date(local), local.Format("15:04")
	f["day"] = relativeDay(local, p.env.Now.In(p.env.Zone))
}

var weekdayNames = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// date writes 11月24日（周二）.
func date(t time.Time) string {
	return fmt.Sprintf("%d月%d日（%s）", int(t.Month()), t.Day(), weekdayNames[t.Weekday()])
}

// relativeDay is 今天, 明天 or 后天, or "" for any other day.
func relativeDay(t, now time.Time) string {
	for n, name := range []string{"今天", "明天", "后天"} {
		if molar.StartOfDay(now, now.Location()).AddDate(0, 0, n).Equal(molar.StartOfDay(t, t.Location())) {
			return name
		}
	}
	return ""
}
