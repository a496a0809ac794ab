package prompts

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	// messageLimit is how many characters one message may have.
	messageLimit = 500
	// tagRoom is what of it is kept for the robot tag.
	tagRoom = 20
)

// Characters after which a text may be cut, the best places first.
const (
	sentenceEnds = "。！？!?；;…\n"
	pauses       = "，,、：: \t"
	closers      = "”’」』）)】》\"'"
)

// Split cuts a text into messages of at most 500 characters, the robot tag
// included: at the end of a sentence where there is one, else at a pause, else
// between two characters as a reader sees them. White space at the cuts is
// lost, nothing else. A text of white space alone gives no message.
func Split(text string) []string {
	const limit = messageLimit - tagRoom
	var messages []string
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	for utf8.RuneCountInString(text) > limit {
		at := cut(text, limit)
		if message := strings.TrimSpace(text[:at]); message != "" {
			messages = append(messages, message)
		}
		text = strings.TrimSpace(text[at:])
	}
	if text != "" {
		messages = append(messages, text)
	}
	return messages
}

// cut finds where to cut a text that is longer than the limit, in bytes.
func cut(text string, limit int) int {
	var sentence, pause, any, runes int
	rest, state := text, -1
	for at := 0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		runes += utf8.RuneCountInString(cluster)
		if runes > limit {
			break
		}
		at += len(cluster)
		any = at
		switch {
		case strings.Contains(sentenceEnds, cluster), cluster == "\r\n",
			sentence == at-len(cluster) && strings.Contains(closers, cluster):
			sentence = at
		case strings.Contains(pauses, cluster):
			pause = at
		}
	}
	switch {
	case sentence > 0:
		return sentence
	case pause > 0:
		return pause
	case any > 0:
		return any
	}
	// One character of more code points than a message holds: a heap of
	// combining marks. The limit comes first.
	at := 0
	for range limit {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}
