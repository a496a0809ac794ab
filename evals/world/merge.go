package world

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar/evals/strictyaml"
)

// Merge lays a patch over a base and returns the result; neither is changed,
// and the result shares their nodes. Maps merge key by key, the base's keys
// first; lists and single values replace. Of the schedule, the patch's lines
// for a date and doctor replace the base's for the same two, and the others
// are added.
func Merge(base, patch *yaml.Node) *yaml.Node {
	return mergeMaps(splitSchedule(base), splitSchedule(patch), true)
}

func mergeMaps(base, patch *yaml.Node, top bool) *yaml.Node {
	if base.Kind != yaml.MappingNode || patch.Kind != yaml.MappingNode {
		return patch
	}
	merged := *patch // what is missing in the result is missed at the patch
	merged.Content = append([]*yaml.Node(nil), base.Content...)
	place := map[string]int{}
	for i := 0; i+1 < len(base.Content); i += 2 {
		place[base.Content[i].Value] = i
	}
	for i := 0; i+1 < len(patch.Content); i += 2 {
		key, value := patch.Content[i], patch.Content[i+1]
		at, known := place[key.Value]
		if !known {
			// A key that the patch writes twice lands here the second
			// time, and stays for the reader to complain of.
			merged.Content = append(merged.Content, key, value)
			continue
		}
		delete(place, key.Value)
		merged.Content[at] = key
		if top && key.Value == "schedule" {
			merged.Content[at+1] = mergeSchedules(base.Content[at+1], value)
		} else {
			merged.Content[at+1] = mergeMaps(base.Content[at+1], value, false)
		}
	}
	return &merged
}

// mergeSchedules works on lists of lines, as [splitSchedule] leaves them.
func mergeSchedules(base, patch *yaml.Node) *yaml.Node {
	if base.Kind != yaml.SequenceNode || patch.Kind != yaml.SequenceNode || base.Tag != patch.Tag {
		return patch
	}
	replaced := map[string]bool{}
	for _, line := range patch.Content {
		replaced[dateAndDoctor(line)] = true
	}
	merged := *patch
	merged.Content = nil
	for _, line := range base.Content {
		if !replaced[dateAndDoctor(line)] {
			merged.Content = append(merged.Content, line)
		}
	}
	merged.Content = append(merged.Content, patch.Content...)
	return &merged
}

func dateAndDoctor(line *yaml.Node) string {
	words := strings.Fields(line.Value)
	return strings.Join(words[:min(2, len(words))], " ")
}

// splitSchedule returns the world with its schedule as a list of lines, each
// of which knows its place in its own file.
func splitSchedule(world *yaml.Node) *yaml.Node {
	if world.Kind != yaml.MappingNode {
		return world
	}
	split := *world
	split.Content = append([]*yaml.Node(nil), world.Content...)
	for i := 0; i+1 < len(split.Content); i += 2 {
		if split.Content[i].Value == "schedule" {
			split.Content[i+1] = strictyaml.SplitLines(split.Content[i+1])
		}
	}
	return &split
}
