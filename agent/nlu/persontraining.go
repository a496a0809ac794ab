package nlu

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// personExample is a line of training/persons: a message, the patient's full
// name, the other people named in it, and whom it is for.
type personExample struct {
	Text        string   `json:"text"`
	Expecting   string   `json:"expecting"`
	PatientName string   `json:"patient_name"`
	Others      []string `json:"others"`
	ForWhom     string   `json:"for_whom"`
	Relation    string   `json:"relation"`
}

func (e personExample) check() error {
	if !slices.Contains([]string{Self, Other, Family, Multiple, Unknown}, e.ForWhom) {
		return fmt.Errorf("unknown for_whom %q", e.ForWhom)
	}
	return nil
}

// personModels are what is learned of persons: whom a message is for, which of
// its relatives is to be treated, and which of its names is the patient's.
type personModels struct{ whom, relatives, names *Classifier }

// learnedPersons are the models of persons, which all clinics share.
var learnedPersons = sync.OnceValues(learnPersons)

func learnPersons() (personModels, error) {
	var models personModels
	lines, err := examplesIn("training/persons", personExample.check)
	if err != nil {
		return models, err
	}
	said := make([]people, len(lines))
	spots := make([][]nameSpot, len(lines))
	spread(len(lines), func(i int) {
		text := normalise(lines[i].Text).text
		said[i] = readPeople(text, splitClauses(text), Context{Expecting: lines[i].Expecting}, nobody)
		spots[i] = said[i].nameSpots()
	})
	var whom, relatives, names lessons
	for i, e := range lines {
		view := said[i].whomView()
		whom.add(view, e.ForWhom, said[i].whomHints(view))
		if e.ForWhom == Other {
			for _, r := range said[i].relatives {
				view := said[i].relativeView(r)
				relatives.add(view, e.useOf(r), said[i].relativeHints(r, view))
			}
		}
		for _, s := range spots[i] {
			view := said[i].nameView(s)
			names.add("", e.ownerOf(s.name), said[i].nameHints(s, view))
		}
	}
	var errs [3]error
	models.whom, errs[0] = whom.learn()
	models.relatives, errs[1] = relatives.learn()
	models.names, errs[2] = names.learn()
	return models, errors.Join(errs[:]...)
}

// useOf says whether a relative in a message for somebody else is treated.
func (e personExample) useOf(r relative) string {
	if e.Relation == r.relation {
		return relativeTreated
	}
	return relativeMentioned
}

// ownerOf says whose a name is that the message of the example may contain.
func (e personExample) ownerOf(name string) string {
	same := func(written string) bool { return Fold(strings.ReplaceAll(written, " ", "")) == name }
	switch {
	case e.PatientName != "" && same(e.PatientName):
		return namePatients
	case slices.ContainsFunc(e.Others, same):
		return nameOthers
	}
	return nameNobodys
}
