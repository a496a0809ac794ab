// Package zhtime reads what a Chinese chat message says about time: from a
// text and the moment it was written to wishes about when.
//
// A message goes through five steps, one file each:
//
//	text.go     fold: full-width, traditional, invisible characters
//	lex.go      cut into words, by the tables of words.go
//	phrase.go   join words into mentions (day.go, week.go, month.go,
//	            holiday.go, lunar.go, beside.go, clock.go, length.go)
//	meaning.go  tell wishes from refusals, past events, reasons, corrections,
//	            and what holds every week (taste.go)
//	wishes.go   turn mentions into moments
//
// with pieces.go, context.go and again.go in between, where mentions are parts
// of one time, share days and hours, and say each other again. Everything is
// linear in the length of the text, allocates little, never fails and never
// panics, whatever the bytes.
//
// Conventions. Weeks run from Monday to Sunday; a bare weekday is the next such
// day after today, a bare day of the month the coming one, today included. A
// bare hour of 1–7 is in the afternoon, 8–12 as written; without a day it is
// the next such moment. 下午三四点 is [15:00, 16:00), 这几天 three days from
// today, or the days just named, 三天内 the three days that start today, 最晚周三
// includes Wednesday. A festival is its days off, those of the notice or, before it is
// out, the usual ones, else its own day.
package zhtime

import "time"

// Parse reads one message. now is the moment of writing, in the clinic's zone,
// which all times of the result carry. A nil cal is the embedded calendar.
// Text beyond the first 16 KiB is not read. Parse is safe for concurrent use.
func Parse(text string, now time.Time, cal *Calendar) Result {
	if cal == nil {
		cal = defaultCalendar()
	}
	s := fold(text)
	now = now.Truncate(time.Second)
	p := &parser{s: &s, toks: lex(&s, cal), now: now, today: midnight(now), cal: cal}
	ms := p.mentions()
	ms = p.link(ms)
	p.judge(ms)
	p.settle(ms)

	var r Result
	for k := range ms {
		switch m := ms[k]; m.meaning {
		case wanted, refused:
			r.Wishes = p.appendWishes(r.Wishes, ms, k, text)
		case mentioned:
			r.Mentioned = p.appendWishes(r.Mentioned, ms, k, text)
		}
	}
	for _, b := range p.broken {
		span := s.span(b[0], b[1])
		r.Impossible = append(r.Impossible, text[span[0]:span[1]])
	}
	p.flags(ms, &r)
	return r
}

// flags finds the wishes that name no time: as soon as possible, later,
// earlier. 晚一点 beside a time belongs to that time, so that only clauses
// without one count; 越快越好 counts everywhere.
func (p *parser) flags(ms []mention, r *Result) {
	for from, k := 0, 0; from < len(p.toks); {
		to := from
		for to < len(p.toks) && !p.endsClause(to) {
			to++
		}
		timed := false
		for ; k < len(ms) && ms[k].start < to; k++ {
			timed = timed || ms[k].meaning != mentioned
		}
		if k > 0 && ms[k-1].end > from && ms[k-1].meaning != mentioned {
			timed = true
		}
		p.clauseFlags(tokens{from, to}, timed, r)
		from = to + 1
	}
}

func (p *parser) clauseFlags(clause tokens, timed bool, r *Result) {
	for i := clause.from; i < clause.to; i++ {
		switch t := p.toks[i]; {
		case t.kind == tSoon:
			r.Soonest = true
		case timed:
		case t.kind == tSoonIf, t.kind == tNotBefore && t.n == 1:
			r.Soonest = r.Soonest || p.asksForTime(tokens{i + 1, clause.to})
		case t.kind == tLater:
			r.Later = true
		case t.kind == tEarlier:
			r.Earlier = true
		}
		if s, ok := p.step(i); ok {
			r.Shift = s
		}
	}
}

// step reads a step from a time that is not named at token i: 晚半小时, 推迟一天,
// and not 我晚半小时到.
func (p *parser) step(i int) (s Shift, ok bool) {
	switch p.at(i + 1).kind {
	case tNum, tHalf, tPiece:
	default:
		return s, false
	}
	sign := 0
	switch t := p.at(i); {
	case t.kind == tLater, p.oneOf(i, "晚", "推", "延", "延期", "顺延", "往后", "迟"):
		sign = 1
	case t.kind == tEarlier, p.oneOf(i, "早", "提早"):
		sign = -1
	}
	j := i + 1
	if p.at(j).kind == tPiece {
		j++
	}
	halves, u, next := p.length(j)
	if sign == 0 || next == j || p.oneOf(next, "到", "来", "过来", "过去", "能到", "才到") {
		return s, false
	}
	switch moved := p.shift(p.today, halves, u); {
	case u.wholeDays():
		s.Days = sign * int(moved.Sub(p.today).Hours()/24+0.5)
	default:
		s.Minutes = sign * int(moved.Sub(p.today).Minutes())
	}
	return s, s != Shift{}
}

// asksForTime is true where the words behind 最近 or 现在 ask for a slot.
func (p *parser) asksForTime(behind tokens) bool {
	behind = behind.firstN(lookBack)
	for j := behind.from; j < behind.to; j++ {
		if p.oneOf(j, "什么时候", "哪天", "几号", "几点", "周几", "啥时候", "号", "时间", "档期") {
			return true
		}
		switch p.toks[j].kind {
		case tCan, tWant:
			return true
		case tSymptom, tPast, tPlace, tReason, tCare:
			return false
		}
		if p.oneOf(j, "店", "门店", "站", "地铁站", "医院", "诊所", "活动") {
			return false
		}
	}
	return false
}
