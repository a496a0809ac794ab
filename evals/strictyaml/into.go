package strictyaml

import (
	"encoding/json"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Into reads the value over what the pointer holds, by the json tags of its
// struct: fields and map entries that are not written keep what they were,
// lists are replaced, and a type that reads its own JSON is handed a scalar or
// list as JSON. It serves documents that are JSON elsewhere.
func (v Value) Into(pointer any) { v.into(reflect.ValueOf(pointer).Elem()) }

func (v Value) into(target reflect.Value) {
	if v.node == nil || v.reader.fault != nil {
		return
	}
	own, readsItself := target.Addr().Interface().(json.Unmarshaler)
	switch kind := target.Kind(); {
	case readsItself && !v.IsMap():
		if plain, ok := v.plain(); ok {
			text, err := json.Marshal(plain)
			if err == nil {
				err = own.UnmarshalJSON(text)
			}
			if err != nil {
				v.Fail("%v", err)
			}
		}
	case kind == reflect.Struct:
		v.intoStruct(target)
	case kind == reflect.Map:
		v.intoMap(target)
	case kind == reflect.Slice:
		items := v.List()
		list := reflect.MakeSlice(target.Type(), len(items), len(items))
		for i, item := range items {
			item.into(list.Index(i))
		}
		target.Set(list)
	case kind == reflect.String:
		target.SetString(v.Text())
	case kind == reflect.Bool:
		target.SetBool(v.Bool())
	case kind == reflect.Int:
		target.SetInt(int64(v.Int(-1<<31, 1<<31-1)))
	case kind == reflect.Float64:
		target.SetFloat(v.Float())
	default:
		v.Fail("a %s cannot be read from YAML", target.Type())
	}
}

func (v Value) intoStruct(target reflect.Value) {
	var keys []string
	index := map[string]int{}
	for i := range target.NumField() {
		if key, _, _ := strings.Cut(target.Type().Field(i).Tag.Get("json"), ","); key != "" && key != "-" {
			keys = append(keys, key)
			index[key] = i
		}
	}
	if len(keys) == 0 {
		v.Fail("a map is not possible here")
		return
	}
	for _, f := range v.Map(keys...).fields {
		if i, ok := index[f.Name]; ok {
			f.Value.into(target.Field(i))
		}
	}
}

func (v Value) intoMap(target reflect.Value) {
	fields := v.Fields()
	if target.IsNil() {
		target.Set(reflect.MakeMap(target.Type()))
	}
	for _, f := range fields {
		key := reflect.ValueOf(f.Name).Convert(target.Type().Key())
		entry := reflect.New(target.Type().Elem()).Elem()
		if before := target.MapIndex(key); before.IsValid() {
			entry.Set(before)
		}
		f.Value.into(entry)
		target.SetMapIndex(key, entry)
	}
}

// plain is a scalar, or a list of them, as encoding/json would hold it.
func (v Value) plain() (any, bool) {
	if v.node.Kind == yaml.SequenceNode {
		list := []any{}
		for _, item := range v.List() {
			one, ok := item.plain()
			if !ok {
				return nil, false
			}
			list = append(list, one)
		}
		return list, v.reader.fault == nil
	}
	var out any
	switch v.node.ShortTag() {
	case "!!int", "!!float":
		out = v.Float()
	case "!!bool":
		out = v.Bool()
	default:
		out = v.Text()
	}
	return out, v.reader.fault == nil
}
