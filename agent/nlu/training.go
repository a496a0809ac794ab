package nlu

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sync"
)

//go:embed training
var trainingFiles embed.FS

// Codes are the intents, as `molar understand` names them.
var Codes = []string{
	"book", "reschedule", "confirm", "cancel", "store_info", "greet", "thanks", "bye", "human_request",
	"insurance", "price", "directions", "postop_reaction", "aftersales", "complaint", "promotion", "referral",
	"product", "credentials", "records", "assets", "process", "praise", "other",
}

// TrainingExamples returns the messages that the intents are learned from,
// in the order of their files.
func TrainingExamples() ([]Example, error) {
	return examplesIn("training/intents", func(e Example) error { return checkLabel(e.Label) })
}

// TreatmentExamples returns the messages that the treatments are learned from,
// in the order of their files. A label is a preset treatment or one of
// [Unclear], [Severe], [Several] and [NoneSaid].
func TreatmentExamples() ([]Example, error) {
	presets := PresetTreatments()
	return examplesIn("training/treatments", func(e Example) error {
		if isTreatmentState(e.Label) || slices.Contains(presets, e.Label) {
			return nil
		}
		return fmt.Errorf("unknown treatment %q", e.Label)
	})
}

// examplesIn reads the files of a folder. An error names the file and the
// entry.
func examplesIn[E any](folder string, check func(E) error) ([]E, error) {
	names, err := fs.Glob(trainingFiles, folder+"/*.jsonl")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []E
	for _, name := range names {
		raw, err := trainingFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		dec := json.NewDecoder(bytes.NewReader(raw))
		for n := 1; ; n++ {
			var e E
			if err := dec.Decode(&e); err == io.EOF {
				break
			} else if err != nil {
				return nil, fmt.Errorf("%s: entry %d: %w", name, n, err)
			}
			if err := check(e); err != nil {
				return nil, fmt.Errorf("%s: entry %d: %w", name, n, err)
			}
			all = append(all, e)
		}
	}
	return all, nil
}

// learned is the classifier of intents that all clinics without examples of
// their own share.
var learned = sync.OnceValues(func() (*Classifier, error) { return learnIntents(nil) })

// learnIntents trains the intents on the built-in messages and a clinic's
// own, which weigh as much as three each: they are few and meant to count.
func learnIntents(own []Example) (*Classifier, error) {
	examples, err := TrainingExamples()
	if err != nil {
		return nil, err
	}
	for _, e := range own {
		if err := checkLabel(e.Label); err != nil {
			return nil, fmt.Errorf("example %q: %w", e.Text, err)
		}
		examples = append(examples, e, e, e)
	}
	spread(len(examples), func(i int) { examples[i].Text = intentText(normalise(examples[i].Text).text) })
	return Train(examples)
}
