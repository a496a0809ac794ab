package nlu

import "strings"

// confirmQuestions are pieces of the question whether a patient will come to
// an appointment, as staff and reminders put it. Each line needs all its
// pieces.
var confirmQuestions = [][]string{
	{"能来"}, {"能按时"}, {"能准时"}, {"可以来"}, {"来得了"}, {"来得及"}, {"会来"}, {"能到"}, {"能过来"}, {"方便来"}, {"方便过来"},
	{"确认", "预约"}, {"确认", "时间"}, {"确认", "到诊"}, {"回复", "确认"}, {"是否", "到诊"}, {"是否", "就诊"}, {"按时", "就诊", "吗"}, {"准时", "到", "吗"},
}

// AsksToConfirm reports whether a message by staff, or a reminder, asks the
// patient to confirm an appointment.
func AsksToConfirm(text string) bool {
	text = normalise(text).text
	for _, pieces := range confirmQuestions {
		all := true
		for _, p := range pieces {
			all = all && strings.Contains(text, p)
		}
		if all {
			return true
		}
	}
	return false
}
