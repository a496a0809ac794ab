package nlu

import (
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

// readTimes reads the wishes about time. What is read as something else, such
// as the digits of a phone or the name 周一鸣, is blanked out first: taken are
// its byte ranges in the text.
func readTimes(text string, taken [][2]int, now time.Time, calendar *zhtime.Calendar) zhtime.Result {
	blanked := []byte(text)
	for _, span := range taken {
		for i := span[0]; i < span[1]; i++ {
			blanked[i] = '#'
		}
	}
	return zhtime.Parse(string(blanked), now, calendar)
}
