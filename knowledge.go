package molar

// KnowledgeEntry is one question with the clinic's own answer (知识).
type KnowledgeEntry struct {
	ID       string      `json:"id"`
	Category HandoffCode `json:"category"`
	Question string      `json:"question"`
	Similar  []string    `json:"similar,omitempty"` // other ways to ask it
	Answer   string      `json:"answer"`
}
