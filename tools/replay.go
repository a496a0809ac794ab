package tools

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/molarhq/molar"
)

// replay answers a call from the record. A call that the recorded turn did not
// make next is an error: the turn no longer does what it did.
func replay[R any](env *Env, call Record) (R, error) {
	var result R
	if len(*env.Replay) == 0 {
		return result, fmt.Errorf("replay: unexpected call of %s%s", call.Name, call.Args)
	}
	want := (*env.Replay)[0]
	*env.Replay = (*env.Replay)[1:]
	if want.Name != call.Name || !SameJSON(want.Args, call.Args) {
		return result, fmt.Errorf("replay: called %s%s, the record has %s%s", call.Name, call.Args, want.Name, want.Args)
	}
	env.Trace = append(env.Trace, want)
	if want.Error != nil {
		return result, fmt.Errorf("%s: %w", call.Name, &molar.Error{Code: want.Error.Code, Field: want.Error.Field, Message: want.Error.Message})
	}
	return result, json.Unmarshal(want.Result, &result)
}

// SameJSON compares JSON by content: a database may keep it in a form of its own.
func SameJSON(a, b json.RawMessage) bool {
	return bytes.Equal(canonical(a), canonical(b))
}

func canonical(raw json.RawMessage) []byte {
	var v any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if dec.Decode(&v) != nil {
		return raw
	}
	return mustJSON(v)
}

func asDomain(err error) (*molar.Error, bool) {
	var e *molar.Error
	ok := errors.As(err, &e)
	return e, ok
}
