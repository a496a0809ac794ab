package tools

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/invopop/jsonschema"

	"github.com/molarhq/molar"
)

// Verb is one tool: typed arguments A, typed result R.
type Verb[A, R any] struct {
	Name string
	Text string // what a model reads: when to use it and what it promises
	// Write is true for a verb that changes something; the same call of the
	// same turn then has its effect once.
	Write bool
	Run   func(ctx context.Context, env *Env, args A) (R, error)
}

// Call runs the verb and appends the call to env.Trace. A domain error
// ([molar.Error]) is part of the trace and of a replay; any other error means
// that the machinery failed.
func (v Verb[A, R]) Call(ctx context.Context, env *Env, args A) (R, error) {
	var zero R
	record := Record{Name: v.Name, Args: mustJSON(args)}
	if env.Replay != nil {
		return replay[R](env, record)
	}
	result, err := v.run(ctx, env, args, record.Args)
	if err != nil {
		record.Error = recordError(err)
		env.Trace = append(env.Trace, record)
		return zero, fmt.Errorf("%s: %w", v.Name, err)
	}
	record.Result = mustJSON(result)
	env.Trace = append(env.Trace, record)
	return result, nil
}

func (v Verb[A, R]) run(ctx context.Context, env *Env, args A, raw json.RawMessage) (R, error) {
	if !v.Write {
		return v.Run(ctx, env, args)
	}
	var result R
	key := env.Turn + " " + v.Name + " " + string(raw)
	stored, err := env.Clinic.Once(ctx, key, func() ([]byte, error) {
		r, err := v.Run(ctx, env, args)
		if err != nil {
			return nil, err
		}
		return json.Marshal(r)
	})
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(stored, &result)
}

// Tool is a verb with its types erased: what a model or a protocol is offered.
type Tool struct {
	Name   string
	Text   string
	Schema json.RawMessage // of the arguments
	Write  bool
	// Call decodes args strictly and runs the verb. Arguments that do not fit
	// the schema are a CodeInvalid error.
	Call func(ctx context.Context, env *Env, args json.RawMessage) (json.RawMessage, error)
}

func (v Verb[A, R]) tool() Tool {
	reflector := jsonschema.Reflector{DoNotReference: true, Anonymous: true, ExpandedStruct: true}
	var args A
	schema := reflector.Reflect(&args)
	schema.Version = ""
	return Tool{
		Name: v.Name, Text: v.Text, Write: v.Write, Schema: mustJSON(schema),
		Call: func(ctx context.Context, env *Env, raw json.RawMessage) (json.RawMessage, error) {
			var args A
			if err := decode(raw, &args, schema.Required); err != nil {
				return nil, molar.Errorf(molar.CodeInvalid, "arguments of %s: %s", v.Name, err)
			}
			result, err := v.Call(ctx, env, args)
			if err != nil {
				return nil, err
			}
			return mustJSON(result), nil
		},
	}
}

// All returns every tool, in the order of the package's documentation.
func All() []Tool {
	return []Tool{
		FindStores.tool(), FindDoctors.tool(), MapTreatment.tool(), FindPatients.tool(),
		ListAppointments.tool(), SearchSlots.tool(), SearchKnowledge.tool(),
		HoldSlot.tool(), ReleaseSlot.tool(), BookAppointment.tool(),
		RescheduleAppointment.tool(), ConfirmAppointment.tool(), RegisterPatient.tool(),
		TransferToHuman.tool(),
	}
}

// decode reads one JSON object that has the required fields and no unknown ones.
func decode(raw json.RawMessage, args any, required []string) error {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(raw, &given); err != nil {
		return err
	}
	for _, field := range required {
		if _, ok := given[field]; !ok {
			return fmt.Errorf("%s is missing", field)
		}
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(args)
}

// mustJSON encodes a value of this package's own types, which always can be.
func mustJSON(v any) json.RawMessage {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("tools: encode %T: %v", v, err))
	}
	return bytes.TrimRight(buf.Bytes(), "\n")
}
