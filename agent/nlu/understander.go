package nlu

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/molarhq/molar/agent/zhtime"
)

// Understander reads messages for one clinic. It is safe for concurrent use
// and gives the same answer to the same message and context.
type Understander struct {
	intents    *Classifier
	treatments *Classifier
	timeUses   *Classifier
	persons    personModels
	doctors    []doctorEntry
	places     []placeEntry
	projects   []projectEntry
	calendar   *zhtime.Calendar
}

// New makes an understander for a clinic's vocabulary. The first call of a
// process trains the classifiers, which takes about two seconds; further clinics
// share them, and train the intents anew where they bring examples of their
// own.
func New(v Vocabulary) (*Understander, error) {
	u := &Understander{places: newPlaces(v.Stores), projects: newProjects(v.Projects), calendar: v.Calendar}
	for _, d := range v.Doctors {
		if d.ID == "" || d.Name == "" {
			return nil, fmt.Errorf("nlu: doctor %q %q needs an id and a name", d.ID, d.Name)
		}
		u.doctors = append(u.doctors, newDoctorEntry(d))
	}
	for _, s := range v.Stores {
		if s.ID == "" || s.Name == "" {
			return nil, fmt.Errorf("nlu: store %q %q needs an id and a name", s.ID, s.Name)
		}
	}
	if err := u.learn(v.Examples); err != nil {
		return nil, fmt.Errorf("nlu: %w", err)
	}
	u.warmUp()
	return u, nil
}

// learn trains the classifiers side by side, or takes those of the process.
func (u *Understander) learn(own []Example) error {
	var aside sync.WaitGroup
	var err, errTimes, errIntents, errPersons error
	aside.Go(func() { u.timeUses, errTimes = learnedTimes() })
	aside.Go(func() {
		u.treatments, err = learnedTreatments()
		u.persons, errPersons = learnedPersons()
	})
	if len(own) > 0 {
		u.intents, errIntents = learnIntents(own)
	} else {
		u.intents, errIntents = learned()
	}
	aside.Wait()
	return cmp.Or(errIntents, err, errTimes, errPersons)
}

// warmUp reads messages that take every path, so that the tables are compiled
// before the first patient writes. The answers do not matter.
func (u *Understander) warmUp() {
	now := time.Date(2026, 1, 5, 10, 0, 0, 0, time.FixedZone("CST", 8*3600))
	for _, text := range []string{
		"你好，我妈王秀英13800000000，国庆之后下周三上午想找李医生洗牙，张江店几点开门，多少钱",
		"拔完牙一直流血，脸肿了，把明天的改到农历初五，不要周明医生，第二个吧", "好的", "杭州有店吗",
	} {
		for _, expecting := range []string{"", "name_phone", "choice", "confirm"} {
			u.Understand(text, Context{Now: now, Expecting: expecting, People: []string{"王秀英"}})
		}
	}
}

// Understand reads one burst.
func (u *Understander) Understand(text string, c Context) Understanding {
	return u.UnderstandTimed(text, c, &Stages{})
}

// UnderstandTimed is Understand and adds the time that each stage took to
// spent.
func (u *Understander) UnderstandTimed(text string, c Context, spent *Stages) Understanding {
	watch := stopwatch{time.Now()}
	m := normalise(text)
	clauses := splitClauses(m.text)
	watch.lap(&spent.Normalise)
	said := readPeople(m.text, clauses, c, u.isDoctor)
	phones := said.phones
	names := judgeNames(u.persons.names, said, c.People, u.isOurs)
	doctors := readDoctors(m.text, u.doctors, names)
	places := readPlaces(m.text, u.places, mentionSpans(names.spans, doctors.mentions))
	person := u.persons.readPerson(said)
	watch.lap(&spent.Names)
	times := u.times(phones, names, doctors, m.text, c)
	watch.lap(&spent.Times)
	flags := readRedFlags(clauses)
	treatment := decideTreatment(u.treatments, m.text, readTreatment(clauses), flags)
	if len(treatment.hits) == 0 && treatment.state != Severe && asksElse(c.Expecting) {
		treatment = treatmentReading{state: NoneSaid} // 就它了 picks an offer and names nothing
	}
	watch.lap(&spent.Treatments)
	defer watch.lap(&spent.Intents)
	acts := readActs(clauses, c.Expecting)

	out := Understanding{
		Text:           m.text,
		Acts:           acts.acts,
		Times:          times,
		PatientName:    m.asWritten(said.patientName(names, person.forWhom)),
		GivenName:      names.given,
		Phone:          phones.phone,
		BadPhone:       phones.bad,
		Names:          names.all,
		Phones:         phones.all(),
		ForWhom:        person.forWhom,
		Relation:       person.relation,
		Doctors:        doctors.mentions,
		AnyDoctor:      doctors.any,
		Stores:         places.mentions,
		AnyStore:       places.any,
		Nearest:        places.nearest,
		City:           places.city,
		Projects:       readProjects(m.text, u.projects),
		Treatment:      treatment.treatment,
		Treatments:     treatment.treatments,
		TreatmentState: treatment.state,
		FollowUp:       anyMatch(followUp, m.text),
		StoreFacts:     readFacts(clauses, places.city),
		Ordinals:       readOrdinals(m.text, clauses, isChoice(c.Expecting) || c.Expecting == "confirm"),
		RedFlags:       flags.signs,
		Urgent:         len(flags.signs) > 0,
	}
	out.Changes = readChanges(m.text, clauses, doctors, places)
	if anyMatch(quotedTalk, m.text) {
		out.Acts, out.Ordinals = nil, nil
	}
	out.Noise = isNoise(m.text, c.Expecting)
	if onlySigns(m.text) {
		return out // an answer, or nothing to do
	}
	if out.Noise {
		return out
	}
	var answers [][2]int
	if c.Expecting != "" {
		answers = answerSpans(out)
	}
	content := clauses
	if c.Expecting != "" { // an answer is no wish
		content = contentClauses(clauses, acts, names, phones, c.Expecting, answers)
	}
	reader := intentReader{model: u.intents, clauses: content}
	if c.Expecting != "name_phone" || !anyMatch(keepsBack, m.text) {
		out.Intents = correct(reader.read(), clauses, flags, m.text)
	}
	out.Times = judgeTimes(u.timeUses, m.text, times, talkOf(out, len(clauses), c.Expecting))
	if acts.bare && c.Expecting == "" && len(out.Intents) == 1 && out.Intents[0].Code == "confirm" {
		out.Intents[0].Confidence = min(out.Intents[0].Confidence, bareYes)
	}
	if acts.bare && len(out.Intents) == 1 && out.Intents[0].Code == "greet" && slices.Contains(out.Acts, ActAffirm) {
		out.Intents = nil // 好
	}
	if utf8.RuneCountInString(m.text) == 1 && strings.Contains("我你您他她想要那这就把给", m.text) {
		out.Intents = nil // the rest is still being typed
	}
	out.None = len(out.Intents) == 0 && len(content) > 0
	return out
}

// asksElse reports that a question is open to which no treatment is an answer.
func asksElse(expecting string) bool {
	return expecting != "" && expecting != "project" && expecting != "problem"
}

// talkOf says what a message of so many clauses speaks of, as far as its times
// are concerned. Where a question is open a time may answer it, whatever else
// is said; who gives a phone to book with gives the time of it too.
func talkOf(u Understanding, clauses int, expecting string) talk {
	if expecting != "" {
		return unsureTalk
	}
	enough, kind := sureOfTopic, idleTalk
	if clauses == 1 {
		enough, kind = sureOfLoneTopic, unsureTalk
	}
	for _, i := range u.Intents {
		if i.Confidence < enough {
			continue
		}
		switch i.Code {
		case "book":
			if len(u.Phones) > 0 {
				return unsureTalk
			}
			return bookTalk
		case "confirm":
			kind = max(kind, comeTalk)
		case "reschedule", "cancel", "store_info", "human_request":
			kind = max(kind, visitTalk)
		case "other":
			kind = max(kind, idleTalk)
		default:
			kind = max(kind, otherTalk)
		}
	}
	return kind
}

// The confidence of a code that is no guess. One clause alone says less of
// what it is about: 我五点要打游戏 need not be said to a clinic.
const (
	sureOfTopic     = 0.5
	sureOfLoneTopic = 0.97
)

// bareYes is the most confidence of a confirmation that is a 好的 to nothing
// that the dialogue knows of.
const bareYes = 0.6

// answerSpans are the words that answer a question: which store, which
// doctor, what, when.
func answerSpans(out Understanding) [][2]int {
	spans := mentionSpans(nil, out.Doctors)
	spans = mentionSpans(spans, out.Stores)
	spans = mentionSpans(spans, out.Projects)
	for _, w := range out.Times.Wishes {
		spans = append(spans, w.Span)
	}
	return spans
}

// times reads the times of a message around what is a phone or a name. Without
// a moment of writing there are none.
func (u *Understander) times(phones phoneReading, names nameReading, doctors doctorReading, text string, c Context) zhtime.Result {
	if c.Now.IsZero() {
		return zhtime.Result{}
	}
	taken := slices.Clone(phones.spans)
	for _, s := range names.spans {
		if next, _ := utf8.DecodeRuneInString(text[s[1]:]); s[1]-s[0] > len("周一") && !isHan(next) { // 周一鸣, 李十一
			taken = append(taken, s)
		}
	}
	for _, d := range doctors.mentions {
		if d.FullName {
			taken = append(taken, d.Span)
		}
	}
	return readTimes(text, taken, c.Now, u.calendar)
}

func (u *Understander) isDoctor(name string) bool {
	return slices.ContainsFunc(u.doctors, func(d doctorEntry) bool { return d.name == name })
}

// isOurs reports that a word is the name of a doctor or a store of the clinic.
func (u *Understander) isOurs(word string) bool {
	return u.isDoctor(word) || slices.ContainsFunc(u.places, func(p placeEntry) bool { return p.word == word })
}

func mentionSpans(spans [][2]int, mentions []Mention) [][2]int {
	all := slices.Clone(spans)
	for _, m := range mentions {
		all = append(all, m.Span)
	}
	return all
}

// asWritten gives a name back in the characters that the patient used.
func (m message) asWritten(name string) string {
	if name == "" {
		return ""
	}
	i := strings.Index(m.folded, name)
	if i < 0 {
		return name
	}
	start := len([]rune(m.folded[:i]))
	return string([]rune(m.written)[start : start+len([]rune(name))])
}

var followUp = mustPatterns("复查", "复诊", "回访检查", "来复", "二次检查", "(拆|去)线", "术后检查", "回来检查", "约复", "换药", "例行检查")

// isChoice reports whether an open question lets the patient pick.
func isChoice(expecting string) bool {
	switch expecting {
	case "choice", "store", "doctor", "time", "who", "appointment", "project":
		return true
	}
	return false
}

// projectEntry is a project in the words people use.
type projectEntry struct {
	id    string
	words []string
}

func newProjects(terms []ProjectTerm) []projectEntry {
	var out []projectEntry
	for _, t := range terms {
		e := projectEntry{id: t.ID}
		for _, name := range []string{t.DisplayName, t.Name} {
			name = Fold(name)
			for _, w := range []string{name, strings.TrimSuffix(name, "治疗")} { // 根管那个
				if len(w) > 3 && !vagueProjects[w] && !slices.Contains(e.words, w) {
					e.words = append(e.words, w)
				}
			}
		}
		out = append(out, e)
	}
	return out
}

// vagueProjects are too common to name a project by themselves, as 手术 of 手术治疗.
var vagueProjects = map[string]bool{"手术": true, "基础": true, "辅助": true, "综合": true, "治疗": true}

// readProjects finds projects by their display or internal names.
func readProjects(text string, projects []projectEntry) []Mention {
	var out []Mention
	for _, p := range projects {
		for _, w := range p.words {
			i := strings.Index(text, w)
			if i < 0 {
				continue
			}
			span := [2]int{i, i + len(w)}
			same := slices.IndexFunc(out, func(m Mention) bool { return m.Span[0] <= span[0] && span[1] <= m.Span[1] })
			switch {
			case same >= 0 && out[same].Span == span:
				out[same].IDs = append(out[same].IDs, p.id)
			case same < 0:
				out = slices.DeleteFunc(out, func(m Mention) bool { return span[0] <= m.Span[0] && m.Span[1] <= span[1] })
				out = append(out, Mention{Text: w, IDs: []string{p.id}, Refused: refusedBefore(text, i) || negated(text, i) || anyMatch(deniedAfter, text[span[1]:]), Span: span})
			}
			break
		}
	}
	slices.SortFunc(out, func(a, b Mention) int { return a.Span[0] - b.Span[0] })
	return out
}

var (
	changeTime    = mustPatterns("(改|换|调|挪|推|变更|更改)~(时间|天|日|期|点|上午|下午|周|晚上|早上|几天)", "改(约|期|签)", "推迟", "延期", "提前", "往后(推|挪|延)", "换个(时间|日子|天)", "改个(时间|日子|天)", "改时间", "换时间")
	changeProject = mustPatterns("(改|换)(成|做|为|个)~(洗牙|补牙|拔牙|种牙|根管|检查|矫正|美白|项目|别的项目|涂氟|窝沟)", "(换|改)(个)?项目", "项目~(换|改)")
)

// readChanges says which parts of an appointment the writer wants changed.
func readChanges(text string, clauses []clause, doctors doctorReading, places placeReading) []string {
	var out []string
	if anyMatch(changeTime, text) {
		out = append(out, "time")
	}
	if doctors.other && !anyMatch(noChange, text) || slices.ContainsFunc(doctors.mentions, func(m Mention) bool { return changedTo(text, m) }) {
		out = append(out, "doctor")
	}
	if places.other && !anyMatch(noChange, text) || slices.ContainsFunc(places.mentions, func(m Mention) bool { return changedTo(text, m) }) {
		out = append(out, "store")
	}
	if anyMatch(changeProject, text) {
		out = append(out, "project")
	}
	return out
}

var noChange = mustPatterns("(不想|不要|不用|不|别|没必要|不愿意|不肯)换")

var changesTo = mustPatterns("(换|改|换成|改成|换到|改到|转到|调到|改约|换个|换去|改去|改为|换为|改在|转去|挪到)(去|在|到|找|为|约|看)?$")

func changedTo(text string, m Mention) bool {
	return !m.Refused && anyMatch(changesTo, before(text, m.Span[0]))
}

// onlySigns reports that a text is nothing but signs of agreement: 👌.
func onlySigns(text string) bool {
	return text != "" && strings.Trim(text, "👌👍🙏 ~!.,") == ""
}

// isNoise reports that a text has no words, or words of no language.
func isNoise(text, expecting string) bool {
	han, latin, digits, acts := 0, 0, 0, false
	for _, r := range text {
		switch {
		case isHan(r):
			han++
		case unicode.IsLetter(r):
			latin++
		case isDigit(r):
			digits++
		case r == '👌' || r == '👍' || r == '🙏':
			acts = true
		}
	}
	switch {
	case han > 0:
		return strings.Trim(text, "啊哈嘿呵嗯哦额呃咦哇呜嘻喔诶哎唉呀吧~!?., \n") == "" && han > 3
	case acts:
		return false
	case latin > 0:
		return !readable(text)
	case text == "88" || text == "886":
		return false
	}
	return digits == 0 || expecting == "" && digits < 7
}

// readable reports whether Latin letters look like words: keyboard noise has
// hardly any vowels or is one key held down.
func readable(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		vowels := 0
		for _, r := range word {
			if strings.ContainsRune("aeiou", r) {
				vowels++
			}
		}
		n := len(word)
		switch {
		case word == "ok" || word == "ct" || word == "mrc" || word == "hi" || word == "yes" || word == "no" || word == "bye":
			return true
		case n >= 3 && vowels*4 >= n && vowels*5 <= n*4 && !strings.Contains("asdfghjklqwertyuiopzxcvbnm", word):
			return true
		case n > 0 && word[0] >= 0x80:
			return true
		}
	}
	return false
}
