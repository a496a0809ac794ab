package agent

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar/tools"
)

func TestDate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{at(23, 9, 0), "11月23日（周一）"},
		{at(28, 0, 0), "11月28日（周六）"},
		{at(29, 23, 59), "11月29日（周日）"},
		{at(31, 9, 0), "12月1日（周二）"},
	} {
		if got := date(c.at); got != c.want {
			t.Errorf("date(%v) = %s, want %s", c.at, got, c.want)
		}
	}
}

// TestAddTime_ClinicsDays tells days by the clinic's midnight, whatever zone
// the moments come in.
func TestAddTime_ClinicsDays(t *testing.T) {
	t.Parallel()
	utc := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	for _, c := range []struct {
		name      string
		now, slot time.Time
		want      Fields
	}{
		{"the same day", noon, at(23, 15, 0), Fields{"date": "11月23日（周一）", "time": "15:00", "day": "今天"}},
		{"a minute before midnight", utc(23, 15, 59), utc(24, 1, 0), Fields{"date": "11月24日（周二）", "time": "09:00", "day": "明天"}},
		{"at midnight", utc(23, 16, 0), utc(24, 1, 0), Fields{"date": "11月24日（周二）", "time": "09:00", "day": "今天"}},
		{"just after midnight, the day after", utc(23, 16, 1), utc(24, 16, 30), Fields{"date": "11月25日（周三）", "time": "00:30", "day": "明天"}},
		{"the day after tomorrow", noon, at(25, 0, 0), Fields{"date": "11月25日（周三）", "time": "00:00", "day": "后天"}},
		{"three days on", noon, at(26, 9, 0), Fields{"date": "11月26日（周四）", "time": "09:00", "day": ""}},
		{"yesterday", noon, at(22, 9, 0), Fields{"date": "11月22日（周日）", "time": "09:00", "day": ""}},
		{"over the end of a month", at(30, 20, 0), at(31, 9, 0), Fields{"date": "12月1日（周二）", "time": "09:00", "day": "明天"}},
		{"over the end of a year", at(61, 20, 0), at(62, 9, 30), Fields{"date": "1月1日（周五）", "time": "09:30", "day": "明天"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := &planner{env: &tools.Env{Now: c.now, Zone: shanghai}}
			got := Fields{}
			p.addTime(got, c.slot)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
