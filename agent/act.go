package agent

// Act is one thing to say: the key of a script and the facts that fill it.
// Fields come from tools and rules, never from what a patient wrote unchecked.
type Act struct {
	Script string            `json:"script"`
	Fields map[string]string `json:"fields,omitempty"`
	List   []Fields          `json:"list,omitempty"` // rows of a list: offers, stores, appointments
	// Knowledge is the id of the entry that the act quotes.
	Knowledge string `json:"knowledge,omitempty"`
	// Quote is text of the clinic's own that is sent as it stands: a
	// knowledge answer, the script of a category.
	Quote string `json:"quote,omitempty"`
}

// Fields are the facts of an act, or of one row of its list.
type Fields = map[string]string
