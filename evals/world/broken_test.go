package world_test

import (
	"strings"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/world"
)

// broken are slips that people make in the contract's example, each by one
// edit of it, and what they are told.
var broken = []struct{ slip, old, new, want string }{
	// keys
	{"unknown key at the top", "seed: 7", "sead: 7", "line 2: sead: this key is not known here"},
	{"unknown key of a store", "kind: headquarters", "sort: headquarters", "line 5: stores.hq.sort: this key is not known here"},
	{"unknown key of a project", "minutes: 30", "minute: 30", "line 8: projects.exam.minute: this key is not known here"},
	{"unknown key of a contact", "relation: self}", "role: self}", "line 17: patients.p_xu.contacts[0].role: this key is not known here"},
	{"unknown key of an appointment", "confirmation_asked", "confirm_asked", "line 19: appointments[0].confirm_asked: this key is not known here"},
	{"unknown key of the ruleset", "reply_delay", "replay_delay", "line 31: ruleset.replay_delay: this key is not known here"},
	{"unknown key of the coverage", "contact_tags", "tags", "line 31: ruleset.coverage.tags: this key is not known here"},
	{"unknown key of a category", "process: knowledge}", "process: {mood: knowledge}}", "line 31: ruleset.categories.process.mood: this key is not known here"},
	{"key twice", "  filling: {name", "  exam: {name", "line 9: projects.exam: this key is written twice, first on line 8"},
	{"section twice", "visits:", "appointments:", "line 20: appointments: this key is written twice, first on line 18"},
	{"key that is a number", "  hq: {", "  12: {", "line 5: stores: YAML reads this as a number: put the text in quotes"},
	{"id with a space", "  hq: {", "  h q: {", `line 5: stores.h q: "h q" is no id`},
	{"field missing", "name: 张三, ", "", "line 13: doctors.zhang.name: this field is missing"},
	{"patient missing", "{id: a1, patient: p_xu, ", "{id: a1, ", "line 19: appointments[0].patient: this field is missing"},
	{"clock without now", `{now: "2026-11-23T10:05:00+08:00"}`, "{}", "line 1: clock.now: this field is missing"},
	{"nothing written", "default_project: exam ", "default_project: ", "line 11: default_project: nothing is written here"},
	{"merge key", "  exam: {name", "  <<: {name", "line 8: projects: YAML reads this as !!merge: put the text in quotes"},

	// dangling ids
	{"store of a doctor", "stores: [zhangjiang], projects", "stores: [pudong], projects", "line 13: doctors.zhang.stores[0]: no store is called pudong"},
	{"project of a doctor", "projects: [exam, filling]", "projects: [exam, fill]", "line 13: doctors.zhang.projects[1]: no project is called fill"},
	{"treatment", "treatments: {充填治疗: filling}", "treatments: {补牙: filling}", "line 10: treatments.补牙: no preset treatment is called 补牙"},
	{"project of a treatment", "{充填治疗: filling}", "{充填治疗: fill}", "line 10: treatments.充填治疗: no project is called fill"},
	{"default project", "default_project: exam", "default_project: exams", "line 11: default_project: no project is called exams"},
	{"doctor in the schedule", "24 zhang", "24 zheng", "line 15: schedule: no doctor is called zheng"},
	{"store in the schedule", "zhang zhangjiang 09", "zhang xuhui 09", "line 15: schedule: no store is called xuhui"},
	{"home store", "home_store: zhangjiang", "home_store: xuhui", "line 17: patients.p_xu.home_store: no store is called xuhui"},
	{"patient of an appointment", "patient: p_xu, doctor: zhang, store: zhangjiang, project: filling, start", "patient: p_xi, doctor: zhang, store: zhangjiang, project: filling, start", "line 19: appointments[0].patient: no patient is called p_xi"},
	{"doctor of a visit", "  - {patient: p_xu, doctor: zhang, store", "  - {patient: p_xu, doctor: zheng, store", "line 21: visits[0].doctor: no doctor is called zheng"},
	{"category of a charge", "category: 牙体牙髓", "category: 牙髓", `line 23: charges[0].category: "牙髓" is none of`},
	{"treatment of a charge", "treatment: 充填治疗", "treatment: 补牙", "line 23: charges[0].treatment: no preset treatment is called 补牙"},
	{"category of knowledge", "category: process", "category: proces", "line 25: knowledge[0].category: no question category is called proces"},
	{"store of staff", "front_desk, stores: [zhangjiang]", "front_desk, stores: [xuhui]", "line 26: staff.s_chen.stores[0]: no store is called xuhui"},
	{"staff of a bot", "{staff: s_chen", "{staff: s_chan", "line 27: bots.bot1.staff: no member of staff is called s_chan"},
	{"bot of a chat", "bot: bot1", "bot: bot2", "line 29: conversations.g1.bot: no bot is called bot2"},
	{"owner of a chat", "owner: bot1", "owner: bot2", "line 29: conversations.g1.owner: bot2 is no bot, no member of staff"},
	{"staff in a chat", "s_chen: staff", "s_chan: staff", "line 29: conversations.g1.members.s_chan: no member of staff is called s_chan"},
	{"bot in a chat", "u_mum: customer", "u_mum: bot", "line 29: conversations.g1.members.u_mum: no bot is called u_mum"},
	{"staff to notify", `reply_delay: "0s"`, `notify: {booked: [s_chan]}`, "line 31: ruleset.notify.booked[0]: no member of staff is called s_chan"},
	{"staff to notify by code", `reply_delay: "0s"`, `notify: {codes: {price: [s_chan]}}`, "line 31: ruleset.notify.codes.price[0]: no member of staff is called s_chan"},
	{"category in the ruleset", "process: knowledge", "proces: knowledge", "line 31: ruleset.categories.proces: no question category is called proces"},
	{"project in the ruleset's mapping", `reply_delay: "0s"`, `mapping: {根管治疗: root}`, "line 31: ruleset.mapping.根管治疗: no project is called root"},
	{"store in the ruleset's mapping", `reply_delay: "0s"`, `store_mapping: {xuhui: {根管治疗: exam}}`, "line 31: ruleset.store_mapping.xuhui: no store is called xuhui"},

	// phones and times
	{"phone without quotes", `"13800000001"`, "13800000001", "line 17: patients.p_xu.phone: put the phone in quotes"},
	{"store's phone without quotes", `"021-50000001"`, "021-50000001", "line 6: stores.zhangjiang.phone: put the phone in quotes"},
	{"phone too short", `"13800000001"`, `"1380000001"`, `line 17: patients.p_xu.phone: "1380000001" is no mainland mobile number`},
	{"opening hours without quotes", `"09:00-18:00"`, "09:00-18:00", "line 6: stores.zhangjiang.hours: put the hours in quotes"},
	{"opening hours that do not exist", `"09:00-18:00"`, `"09:00-25:00"`, "line 6: stores.zhangjiang.hours: there is no time of day 25:00"},
	{"clock without quotes", `"2026-11-23T10:05:00+08:00"`, "2026-11-23T10:05:00+08:00", "line 1: clock.now: put the time in quotes"},
	{"time without quotes", `at: "2026-10-20T10:00:00+08:00"`, "at: 2026-10-20T10:00:00+08:00", "line 21: visits[0].at: put the time in quotes"},
	{"time without a zone", "2026-11-24T09:00:00+08:00", "2026-11-24T09:00:00", `line 19: appointments[0].start: "2026-11-24T09:00:00" lacks hours or a zone`},
	{"date for a time", "2026-11-24T09:00:00+08:00", "2026-11-24", `line 19: appointments[0].start: "2026-11-24" lacks hours or a zone`},
	{"day that does not exist", "2026-11-24T09:00:00+08:00", "2026-02-30T09:00:00+08:00", "line 19: appointments[0].start: there is no time 2026-02-30T09:00:00+08:00"},
	{"hour that does not exist", "2026-11-24T09:00:00+08:00", "2026-11-24T25:00:00+08:00", "line 19: appointments[0].start: there is no time 2026-11-24T25:00:00+08:00"},
	{"no time at all", "2026-11-20T09:00:00+08:00", "since Friday", `line 27: bots.bot1.online_since: "since Friday" is no time`},
	{"zone", "zone: Asia/Shanghai", "zone: Asia/Pudong", `line 3: org.zone: "Asia/Pudong" is no time zone`},
	{"zone of the machine", "zone: Asia/Shanghai", "zone: Local", `line 3: org.zone: "Local" is no time zone`},

	// the schedule
	{"date that does not exist", "  2026-11-24 zhang", "  2026-02-30 zhang", "line 15: schedule: there is no date 2026-02-30"},
	{"hours that do not exist", "13:30-17:30", "13:30-25:00", "line 15: schedule: 13:30-25:00 are no hours"},
	{"hours backwards", "13:30-17:30", "17:30-13:30", "line 15: schedule: 17:30-13:30 are no hours"},
	{"hours that overlap", "13:30-17:30", "11:30-17:30", "line 15: schedule: the hours 11:30-17:30 overlap"},
	{"hours missing", " 09:00-12:00 13:30-17:30", "", "line 15: schedule: the hours are missing"},
	{"doctor alone", " zhangjiang 09:00-12:00 13:30-17:30", "", "line 15: schedule: a line is a date, a doctor"},
	{"store where the doctor is not", "stores: [zhangjiang], projects", "stores: [], projects", "line 15: schedule: doctor zhang does not work at zhangjiang"},
	{"headquarters", "zhang zhangjiang 09", "zhang hq 09", "line 15: schedule: hq is no store that sees patients"},
	{"the same hours twice", "patients:\n", "  # twice\n  2026-11-24 zhang zhangjiang 15:00-16:00\npatients:\n", "line 17: schedule: the hours overlap those on line 15"},
	{"off and at work", "patients:\n", "  2026-11-24 zhang off\npatients:\n", "line 16: schedule: a day off stands beside another line of that day, line 15"},
	{"schedule that is no block", "schedule: | ", "schedule: > ", "line 14: schedule: a block of lines is needed here"},

	// types and values
	{"text for a number", "seed: 7", "seed: seven", `line 2: seed: a whole number is needed, not "seven"`},
	{"octal number", "seed: 7", "seed: 010", `line 2: seed: a whole number is needed, not "010"`},
	{"negative seed", "seed: 7", "seed: -7", "line 2: seed: -7 is not between 0 and"},
	{"minutes in quotes", "minutes: 30", `minutes: "30"`, `line 8: projects.exam.minutes: a whole number is needed, not "30"`},
	{"no minutes", "minutes: 30", "minutes: 0", "line 8: projects.exam.minutes: 0 is not between 1 and 1440"},
	{"number for a name", "name: 张三,", "name: 33,", "line 13: doctors.zhang.name: YAML reads this as a number: put the text in quotes"},
	{"word for a list", "aliases: [张江, 浦东店]", "aliases: 张江", "line 6: stores.zhangjiang.aliases: a list is needed here, not a single value"},
	{"list for a map", "patients:\n  p_xu: {", "patients:\n  - {id: p_xu, ", "line 17: patients: a map is needed here, not a list"},
	{"map for a text", "answer: 不需要空腹，正常饮食即可。", "answer: {text: 不需要}", "line 25: knowledge[0].answer: text is needed here, not a map"},
	{"word for a truth value", "confirmation_asked: true", "confirmation_asked: asked", `line 19: appointments[0].confirmation_asked: true or false is needed, not "asked"`},
	{"kind of store", "kind: headquarters", "kind: office", `line 5: stores.hq.kind: "office" is none of`},
	{"status", "status: unconfirmed", "status: booked", `line 19: appointments[0].status: "booked" is none of`},
	{"role", "u_mum: customer", "u_mum: mother", `line 29: conversations.g1.members.u_mum: "mother" is none of`},
	{"amount as a number", `amount: "480.00"`, "amount: 480.00", "line 23: charges[0].amount: put the amount in quotes"},
	{"amount in words", `amount: "480.00"`, `amount: "480元"`, `line 23: charges[0].amount: "480元" is no amount`},
	{"blank text", "question: 洗牙前要空腹吗", `question: " "`, "line 25: knowledge[0].question: nothing is written here"},
	{"control character", "question: 洗牙前要空腹吗", `question: "洗牙\0"`, "line 25: knowledge[0].question: there is a control character in the text"},
	{"duration without a unit", `reply_delay: "0s"`, "reply_delay: 15", `line 31: ruleset.reply_delay: a delay is "15s" or a range`},
	{"duration in Chinese", `reply_delay: "0s"`, "lead_time: 一小时", `line 31: ruleset.lead_time: "一小时" is no duration`},
	{"negative duration", `reply_delay: "0s"`, `lead_time: "-5m"`, "line 31: ruleset.lead_time: -5m0s is too short"},
	{"hold that ends at no hour", `reply_delay: "0s"`, `handoff_hold: "next 25:00"`, `line 31: ruleset.handoff_hold: "25:00" is no time of day`},
	{"coverage mode", "mode: all_except", "mode: everyone", `line 31: ruleset.coverage.mode: "everyone" is none of`},
	{"mode of a category", "process: knowledge", "process: know", `line 31: ruleset.categories.process: "know" is none of`},
	{"mode of a category's rule", "process: knowledge", "process: {mode: know}", `line 31: ruleset.categories.process.mode: "know" is none of`},
	{"too many offers", `reply_delay: "0s"`, "offers: 40", "line 31: ruleset.offers: 40 is not between 1 and 9"},

	// duplicates and overlaps
	{"store listed twice", "stores: [zhangjiang], projects", "stores: [zhangjiang, zhangjiang], projects", "line 13: doctors.zhang.stores[1]: zhangjiang is listed twice"},
	{"contact linked twice", "[{id: u_xu, relation: self}]", "[{id: u_xu}, {id: u_xu, relation: 妈妈}]", "line 17: patients.p_xu.contacts[1].id: the id u_xu is written twice"},
	{"id of knowledge twice", "staff: {", "  - {id: k1, category: price, question: 问, answer: 答}\nstaff: {", "line 26: knowledge[1].id: the id k1 is written twice, first on line 25"},
	{"id of an appointment twice", "visits:\n", `  - {id: a1, patient: p_xu, doctor: zhang, store: zhangjiang, project: exam, start: "2026-11-25T09:00:00+08:00"}` + "\nvisits:\n", "line 20: appointments[1].id: the id a1 is written twice, first on line 19"},
	{"appointments of one doctor overlap", "visits:\n", `  - {id: a2, patient: p_xu, doctor: zhang, store: zhangjiang, project: exam, start: "2026-11-24T09:30:00+08:00"}` + "\nvisits:\n", "line 20: appointments[1]: overlaps appointment a1 of the same doctor, zhang"},
	{"appointment that ends before it begins", "status: unconfirmed", `end: "2026-11-24T09:00:00+08:00"`, "line 19: appointments[0].end: the appointment ends before it begins"},

	// YAML itself
	{"no YAML", "doctors:", "doctors: {", "line 14: this is no YAML"},
	{"alias", "org: {name: 微笑口腔", "org: {name: &n 微笑口腔", "line 3: org.name: anchors and aliases are not read"},
	{"second document", "seed: 7", "---\nseed: 7", "line 2: a second document begins here"},
	{"tag", "seed: 7", "seed: !int 7", "line 2: seed: a whole number is needed"},
}

func TestLoad_Broken(t *testing.T) {
	for _, row := range broken {
		t.Run(row.slip, func(t *testing.T) {
			_, err := world.Load(strings.NewReader(edit(t, contract(t), row.old, row.new)))
			checkFault(t, err, row.want)
		})
	}
}

// Slips that the contract's example has no place for.
func TestLoad_BrokenOtherwise(t *testing.T) {
	for _, row := range []struct{ slip, text, want string }{
		{"empty", "", "line 1: nothing is written here"},
		{"comment alone", "# a world\n", "line 1: nothing is written here"},
		{"list at the top", "- a\n", "line 1: a map is needed here, not a list"},
		{"bytes that are no text", "seed: \xff\xfe\n", "line 1: there are bytes here that are no text in UTF-8"},
		{"word for a section", "stores: none\n", "line 1: stores: a map is needed here, not a single value"},
		{"alias for a section", "stores: &s {a: {name: 甲}}\nprojects: *s\n", "line 1: stores: anchors and aliases are not read"},
		{"schedule beyond a first line", "stores: {a: {name: 甲}}\ndoctors: {d: {name: 丁, stores: [a]}}\nschedule: |\n\n  # week 48\n  2026-11-24 d a 09:00-12:00\n  2026-11-31 d a 09:00-12:00\n", "line 7: schedule: there is no date 2026-11-31"},
		{"appointments of one patient overlap", `
stores: {a: {name: 甲}}
projects: {exam: {name: 检查, minutes: 30}}
doctors: {d: {name: 丁}, e: {name: 戊}}
patients: {p: {name: 徐小雨}}
appointments:
  - {id: late, patient: p, doctor: d, store: a, project: exam, start: "2026-11-24T10:00:00+08:00"}
  - {id: long, patient: p, doctor: e, store: a, project: exam, start: "2026-11-24T08:00:00+08:00", end: "2026-11-24T11:00:00+08:00"}
  - {id: early, patient: p, doctor: d, store: a, project: exam, start: "2026-11-24T07:30:00+08:00"}
`, "line 8: appointments[1]: overlaps appointment late of the same patient, p"},
	} {
		t.Run(row.slip, func(t *testing.T) {
			_, err := world.Load(strings.NewReader(row.text))
			checkFault(t, err, row.want)
		})
	}
}

func checkFault(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error; want %s", want)
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("got  %s\nwant %s", err, want)
	}
	if molar.CodeOf(err) != molar.CodeInvalid {
		t.Errorf("code %s", molar.CodeOf(err))
	}
}
