package molar_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/molarhq/molar"
)

func TestLogs_NeverHoldNamesPhonesOrText(t *testing.T) {
	const name, phone, text = "徐小雨", "13800000001", "我牙疼得厉害"
	patient := molar.Patient{ID: "p_xu", Name: name, Phone: phone, HomeStore: "zhangjiang"}
	staff := molar.Staff{ID: "s_xu", Name: name, Role: "front_desk"}
	message := molar.Message{ID: "m1", Conversation: "c1", To: "u_xu", Script: "booked", Text: text}
	turn := molar.Turn{
		Conversation: "c1", Number: 3, Input: []byte(`"` + text + `"`), Commands: []byte(`"` + name + `"`),
		Plan: []byte(`"` + text + `"`), Tools: []byte(`"` + phone + `"`), Outcome: []byte(`"` + text + `"`),
	}
	attributes := map[string]any{
		"name": molar.PersonName(name), "phone": molar.Phone(phone), "text": molar.MessageText(text),
		"patient": patient, "pointer to a patient": &patient, "staff": staff, "message": message, "turn": turn, "pointer to a turn": &turn,
		"group": slog.GroupValue(slog.Any("patient", patient), slog.Any("name", molar.PersonName(name))),
	}
	handlers := map[string]func(w *bytes.Buffer) slog.Handler{
		"text": func(w *bytes.Buffer) slog.Handler { return slog.NewTextHandler(w, nil) },
		"json": func(w *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	}
	for form, handler := range handlers {
		for attribute, value := range attributes {
			var out bytes.Buffer
			log := slog.New(handler(&out))
			log.Info("turn", "what", value)
			log.With("what", value).WithGroup("g").Info("turn", "again", value)
			for _, secret := range []string{name, "小雨", phone, "0000000", text, "牙疼"} {
				if strings.Contains(out.String(), secret) {
					t.Errorf("%s, %s: %s is in the log: %s", form, attribute, secret, out.String())
				}
			}
		}
	}
}

func TestPhone_Valid(t *testing.T) {
	tests := map[molar.Phone]bool{
		"13800000001": true, "19900000001": true, "12800000001": false, "23800000001": false,
		"1380000000": false, "138000000011": false, "1380000000a": false, "１３８００００": false, "": false,
		"+8613800000": false,
	}
	for phone, want := range tests {
		if phone.Valid() != want {
			t.Errorf("%q valid: %t", string(phone), !want)
		}
	}
}

func TestMasked_ShortValuesShowNothingMore(t *testing.T) {
	if got := molar.PersonName("").Masked() + molar.Phone("").Masked(); got != "" {
		t.Errorf("nothing is masked as %q", got)
	}
	if got := molar.Phone("1380000000").Masked(); got != "**********" {
		t.Errorf("ten digits are masked as %s", got)
	}
	if got := molar.Phone("021-50000001").Masked(); got != "021*****0001" {
		t.Errorf("a landline is masked as %s", got)
	}
}

func ExamplePersonName() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	log.Info("booked", "patient", molar.PersonName("徐小雨"), "phone", molar.Phone("13800000001"), "said", molar.MessageText("明天下午三点"))
	fmt.Println(string(molar.PersonName("徐小雨")))
	// Output:
	// level=INFO msg=booked patient=徐** phone=138****0001 said="(6 characters)"
	// 徐小雨
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}
