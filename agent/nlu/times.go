package nlu

import (
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

// readTimes reads the wishes about time. Digits of phones are blanked out
// first, since no number of them is an hour.
func readTimes(text string, phones phoneReading, now time.Time) zhtime.Result {
	blanked := []byte(text)
	for _, span := range phones.spans {
		for i := span[0]; i < span[1]; i++ {
			blanked[i] = '#'
		}
	}
	return zhtime.Parse(string(blanked), now, nil)
}
