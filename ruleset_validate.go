package molar

import (
	"fmt"
	"slices"
	"time"
)

// ScriptChecker tells whether a clinic's own wording of a script can be
// rendered. It returns an error whose message names the unknown variable, or
// says that there is no script of that key. "category.<code>" is the key of a
// question category's fixed reply.
type ScriptChecker interface {
	CheckScript(key, text string) error
}

// Validate reports everything that keeps the ruleset from going live for the
// world's clinic, one error a field, in the order of the document. An empty
// result means that it can be published.
func (r *Ruleset) Validate(w *World, scripts ScriptChecker) []*Error {
	v := &validation{}
	if r.ReplyDelay.Max < r.ReplyDelay.Min {
		v.add("reply_delay", "the range ends before it begins")
	} else {
		v.positive("reply_delay", r.ReplyDelay.Min, true)
	}
	v.oneOf("coverage.mode", string(r.Coverage.Mode), string(CoverageOff), string(CoverageOnly), string(CoverageAllExcept))
	v.oneOf("new_patient", string(r.NewPatient), string(NewPatientHandoff), string(NewPatientRegister))
	v.between("horizon_days", r.HorizonDays, 1, 90)
	v.positive("lead_time", time.Duration(r.LeadTime), true)
	v.positive("slot_step", time.Duration(r.SlotStep), false)
	v.positive("hold_for", time.Duration(r.HoldFor), false)
	v.between("offers", r.Offers, 1, 9)
	v.between("rounds", r.Rounds, 1, 9)
	for _, c := range sortedKeys(r.FollowUpMonths) {
		field := "follow_up_months." + string(c)
		if !slices.Contains(Categories(), c) {
			v.add(field, "no category is called %s", c)
		} else {
			v.between(field, r.FollowUpMonths[c], 0, 60)
		}
	}
	v.positive("yield_for", time.Duration(r.YieldFor), true)
	r.validateCategories(v, scripts)
	r.validateNotify(v, w)
	for i, word := range r.BlockedWords {
		if word == "" {
			v.add(fmt.Sprintf("blocked_words[%d]", i), "an empty word would block every message")
		}
	}
	v.between("limits.per_minute", r.Limits.PerMinute, 1, 1000)
	v.between("limits.per_day", r.Limits.PerDay, 1, 100000)
	for _, key := range sortedKeys(r.Scripts) {
		if len(r.Scripts[key]) == 0 {
			v.add("scripts."+key, "it has no wording; leave it out to use the default")
		}
		for i, text := range r.Scripts[key] {
			if err := scripts.CheckScript(key, text); err != nil {
				v.add(fmt.Sprintf("scripts.%s[%d]", key, i), "%s", err)
			}
		}
	}
	r.validateMapping(v, w)
	if r.ConfidenceNeeded < 0 || r.ConfidenceNeeded > 1 {
		v.add("confidence_needed", "%g is not between 0 and 1", r.ConfidenceNeeded)
	}
	return v.errors
}

func (r *Ruleset) validateCategories(v *validation, scripts ScriptChecker) {
	for _, code := range sortedKeys(r.Categories) {
		rule := r.Categories[code]
		field := "categories." + string(code)
		if !code.IsQuestion() {
			v.add(field, "no question category is called %s", code)
			continue
		}
		v.oneOf(field+".mode", string(rule.Mode), string(ModeHandoff), string(ModeKnowledge), string(ModeReplyAndHandoff), string(ModeSilentHandoff))
		if rule.Mode == ModeReplyAndHandoff && rule.Script == "" {
			v.add(field+".script", "reply_and_handoff needs the text to reply")
		}
		if rule.Script != "" {
			if err := scripts.CheckScript("category."+string(code), rule.Script); err != nil {
				v.add(field+".script", "%s", err)
			}
		}
	}
}

func (r *Ruleset) validateNotify(v *validation, w *World) {
	// Process handoffs can arise in any chat, and most clinics name nobody for
	// each of them: the default has to be somebody.
	for _, code := range sortedKeys(processNames) {
		if len(r.Notify.For(code)) == 0 {
			v.add("notify.default", "nobody is notified of %s (%s)", code, code.Name())
			break
		}
	}
	v.staff("notify.default", r.Notify.Default, w)
	v.staff("notify.booked", r.Notify.Booked, w)
	for _, code := range sortedKeys(r.Notify.Codes) {
		field := "notify.codes." + string(code)
		if code.Name() == "" {
			v.add(field, "no handoff is called %s", code)
		}
		v.staff(field, r.Notify.Codes[code], w)
	}
	for _, code := range QuestionCategories() {
		if len(r.Notify.For(code)) == 0 {
			v.add("notify.codes."+string(code), "nobody is notified of %s (%s): name someone, or set notify.default", code, code.Name())
		}
	}
	v.oneOf("notify.by", string(r.Notify.By), string(NotifyPrivate), string(NotifyApplication))
}

func (r *Ruleset) validateMapping(v *validation, w *World) {
	known := func(p ProjectID) bool {
		return slices.ContainsFunc(w.Projects, func(q Project) bool { return q.ID == p })
	}
	for _, t := range Treatments() {
		p, ok := r.Mapping[t]
		if !ok {
			v.add("mapping."+string(t), "this treatment is mapped to no project")
		} else if !known(p) {
			v.add("mapping."+string(t), "no project is called %s", p)
		}
	}
	check := func(field string, m Mapping) {
		for _, t := range sortedKeys(m) {
			if t.Category() == "" {
				v.add(field+"."+string(t), "no preset treatment is called %s", t)
			} else if field != "mapping" && !known(m[t]) {
				v.add(field+"."+string(t), "no project is called %s", m[t])
			}
		}
	}
	check("mapping", r.Mapping)
	for _, store := range sortedKeys(r.StoreMapping) {
		if !slices.ContainsFunc(w.Stores, func(s Store) bool { return s.ID == store }) {
			v.add("store_mapping."+string(store), "no store is called %s", store)
		}
		check("store_mapping."+string(store), r.StoreMapping[store])
	}
}

// validation gathers one error a field.
type validation struct{ errors []*Error }

func (v *validation) add(field, format string, args ...any) {
	v.errors = append(v.errors, FieldErrorf(field, format, args...))
}

func (v *validation) positive(field string, d time.Duration, zero bool) {
	if d < 0 || d == 0 && !zero {
		v.add(field, "%s is too short", d)
	}
}

func (v *validation) between(field string, n, low, high int) {
	if n < low || n > high {
		v.add(field, "%d is not between %d and %d", n, low, high)
	}
}

func (v *validation) oneOf(field, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		v.add(field, "%q is none of %q", value, allowed)
	}
}

func (v *validation) staff(field string, ids []StaffID, w *World) {
	for i, id := range ids {
		if !slices.ContainsFunc(w.Staff, func(s Staff) bool { return s.ID == id }) {
			v.add(fmt.Sprintf("%s[%d]", field, i), "no member of staff is called %s", id)
		}
	}
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
