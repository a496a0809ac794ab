package molar

import (
	"cmp"
	"slices"
	"time"
)

// Slot is a time at which a doctor can see a patient at a store.
type Slot struct {
	Doctor DoctorID `json:"doctor"`
	Store  StoreID  `json:"store"`
	Interval
}

// SlotQuery says what [FreeSlots] looks for.
type SlotQuery struct {
	Duration time.Duration  // how long the project takes
	Now      time.Time      // the turn's moment
	Lead     time.Duration  // a slot starts at least this long after Now
	Step     time.Duration  // slots start on the clock at multiples of Step from midnight
	Zone     *time.Location // whose midnight
	Horizon  time.Time      // slots start before this moment
}

// FreeSlots subtracts what is busy from the working hours and returns the
// slots that are left: long enough for the project, on the grid, far enough
// ahead and inside one shift. They come ordered by start, doctor and store.
// Its cost grows with the days and bookings of the shifts given, not with the
// size of the clinic (no slot is ever stored).
func FreeSlots(shifts []Shift, busy []Busy, q SlotQuery) []Slot {
	if q.Duration <= 0 || q.Step <= 0 {
		return nil
	}
	taken := make(map[DoctorID][]Interval)
	for _, b := range busy {
		taken[b.Doctor] = append(taken[b.Doctor], b.Interval)
	}
	for doctor, list := range taken {
		taken[doctor] = merged(list)
	}
	earliest := q.Now.Add(q.Lead)
	starts := 0
	for _, shift := range shifts {
		starts += int(shift.End.Sub(shift.Start)/q.Step) + 1
	}
	free := make([]candidate, 0, starts)
	ranks := shiftRanks(shifts)
	for n, shift := range shifts {
		if !shift.End.After(earliest) || !shift.Start.Before(q.Horizon) {
			continue
		}
		from := shift.Start
		if earliest.After(from) {
			from = earliest
		}
		list := taken[shift.Doctor]
		for start := onGrid(from, q.Step, q.Zone); start.Before(q.Horizon); {
			slot := Interval{start, start.Add(q.Duration)}
			if slot.End.After(shift.End) {
				break
			}
			if until, ok := blockedUntil(list, slot); ok {
				start = onGrid(until, q.Step, q.Zone)
				continue
			}
			free = append(free, candidate{start.UnixNano(), int32(ranks[n]), int32(n)})
			start = start.Add(q.Step)
		}
	}
	slices.SortFunc(free, func(a, b candidate) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Compare(a.rank, b.rank)
	})
	free = slices.CompactFunc(free, func(a, b candidate) bool { return a.start == b.start && a.rank == b.rank })
	if len(free) == 0 {
		return nil
	}
	slots := make([]Slot, len(free))
	for i, c := range free {
		shift := shifts[c.shift]
		start := time.Unix(0, c.start).In(q.Zone)
		slots[i] = Slot{Doctor: shift.Doctor, Store: shift.Store, Interval: Interval{start, start.Add(q.Duration)}}
	}
	return slots
}

// candidate is a free start of a shift, small because thousands are sorted.
type candidate struct {
	start int64 // Unix nanoseconds
	rank  int32 // of doctor and store
	shift int32
}

// shiftRanks numbers the shifts by doctor, then store; the same doctor at the
// same store has the same number.
func shiftRanks(shifts []Shift) []int {
	byName := make([]int, len(shifts))
	for i := range byName {
		byName[i] = i
	}
	compare := func(a, b int) int {
		return cmp.Or(cmp.Compare(shifts[a].Doctor, shifts[b].Doctor), cmp.Compare(shifts[a].Store, shifts[b].Store))
	}
	slices.SortFunc(byName, compare)
	ranks, rank := make([]int, len(shifts)), 0
	for i, n := range byName {
		if i > 0 && compare(byName[i-1], n) != 0 {
			rank++
		}
		ranks[n] = rank
	}
	return ranks
}

// onGrid returns the first moment at or after t that lies a whole number of
// steps after midnight.
func onGrid(t time.Time, step time.Duration, zone *time.Location) time.Time {
	midnight := StartOfDay(t, zone)
	since := t.Sub(midnight)
	return midnight.Add((since + step - 1) / step * step)
}

// merged orders stretches of time and joins those that overlap (a hold beside
// the booking that it is to replace) or touch. It reuses the list.
func merged(list []Interval) []Interval {
	slices.SortFunc(list, func(a, b Interval) int { return a.Start.Compare(b.Start) })
	out := list[:0]
	for _, i := range list {
		if n := len(out) - 1; n < 0 || i.Start.After(out[n].End) {
			out = append(out, i)
		} else if i.End.After(out[n].End) {
			out[n].End = i.End
		}
	}
	return out
}

// blockedUntil finds the stretch of a merged list that overlaps the slot and
// returns its end.
func blockedUntil(list []Interval, slot Interval) (time.Time, bool) {
	n, _ := slices.BinarySearchFunc(list, slot.Start, func(i Interval, start time.Time) int {
		if i.End.After(start) {
			return 1
		}
		return -1
	})
	if n < len(list) && list[n].Overlaps(slot) {
		return list[n].End, true
	}
	return time.Time{}, false
}
