package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// fieldError says in words which field of a JSON line is wrong. A time that
// cannot be read does not tell its own field, so the caller names the one that
// its lines have.
func fieldError(err error, timeField string) error {
	var moment *time.ParseError
	if errors.As(err, &moment) {
		return fmt.Errorf("%s: %s is no RFC 3339 time with a zone", timeField, moment.Value)
	}
	if strings.HasPrefix(err.Error(), "Time.UnmarshalJSON") { // of a number; the error has no type
		return fmt.Errorf("%s: a time is text, RFC 3339 with a zone", timeField)
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		return fmt.Errorf("%s: a %s does not fit here", wrong.Field, wrong.Value)
	}
	return fmt.Errorf("this is no JSON object: %w", err)
}

// writeFile writes a file whole or not at all.
func writeFile(path string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".molar-*")
	if err != nil {
		return badInput{err}
	}
	defer os.Remove(tmp.Name())
	if _, err = tmp.Write(content); err == nil {
		err = tmp.Chmod(0o644)
	}
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	return err
}
