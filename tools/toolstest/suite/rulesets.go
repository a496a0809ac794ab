package suite

import (
	"testing"
	"time"

	"github.com/molarhq/molar"
)

var rulesetPromises = []promise{
	{"FirstVersionIsLive", func(t *testing.T, c *clinic) {
		live, version, err := c.Live(t.Context())
		if err != nil || version != 1 {
			t.Fatalf("version %d, %v", version, err)
		}
		same(t, live, world("").Ruleset, emptyIsNil)
		same(t, mustDraft(t, c), live, emptyIsNil)
	}},
	{"DraftGoesLiveWhenPublished", func(t *testing.T, c *clinic) {
		changed := fullRuleset()
		if err := c.SaveDraft(t.Context(), changed); err != nil {
			t.Fatal(err)
		}
		same(t, mustDraft(t, c), changed)
		if live, version, err := c.Live(t.Context()); err != nil || version != 1 || live.Offers != 3 {
			t.Fatalf("a draft went live: version %d, %v", version, err)
		}
		version, err := c.Publish(t.Context(), func(r *molar.Ruleset, w *molar.World) []*molar.Error {
			same(t, *r, changed)
			same(t, len(w.Staff), 2)
			return nil
		})
		if err != nil || version != 2 {
			t.Fatalf("published version %d, %v; want 2", version, err)
		}
		live, version, err := c.Live(t.Context())
		if err != nil || version != 2 {
			t.Fatalf("live version %d, %v; want 2", version, err)
		}
		same(t, live, changed)
		first, err := c.Version(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		same(t, first, world("").Ruleset, emptyIsNil)
	}},
	{"FaultyDraftChangesNothing", func(t *testing.T, c *clinic) {
		changed := world("").Ruleset
		changed.Offers = 0
		if err := c.SaveDraft(t.Context(), changed); err != nil {
			t.Fatal(err)
		}
		version, err := c.Publish(t.Context(), func(*molar.Ruleset, *molar.World) []*molar.Error {
			return []*molar.Error{molar.FieldErrorf("offers", "0 is too few"), molar.FieldErrorf("rounds", "too many")}
		})
		fails(t, err, molar.CodeInvalid, "offers")
		joined, ok := err.(interface{ Unwrap() []error })
		if version != 0 || !ok || len(joined.Unwrap()) != 2 {
			t.Errorf("got version %d and %v, want both errors", version, err)
		}
		if _, version, err := c.Live(t.Context()); version != 1 || err != nil {
			t.Errorf("live version %d, %v; want 1", version, err)
		}
		same(t, mustDraft(t, c).Offers, 0)
	}},
	{"RollbackMakesAnOldVersionLive", func(t *testing.T, c *clinic) {
		accept := func(*molar.Ruleset, *molar.World) []*molar.Error { return nil }
		for offers := 4; offers <= 5; offers++ {
			changed := world("").Ruleset
			changed.Offers = offers
			if err := c.SaveDraft(t.Context(), changed); err != nil {
				t.Fatal(err)
			}
			if _, err := c.Publish(t.Context(), accept); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.Rollback(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
		live, version, err := c.Live(t.Context())
		if err != nil || version != 2 || live.Offers != 4 {
			t.Errorf("live version %d with %d offers, %v", version, live.Offers, err)
		}
		fails(t, c.Rollback(t.Context(), 4), molar.CodeNotFound, "")
		if version, err := c.Publish(t.Context(), accept); err != nil || version != 4 {
			t.Errorf("published version %d, %v; want 4", version, err)
		}
		history, err := c.Versions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range history {
			if history[i].At.IsZero() {
				t.Errorf("publication %d has no time", i)
			}
			history[i].At = time.Time{}
		}
		same(t, history, []molar.Publication{{Version: 1}, {Version: 2}, {Version: 3}, {Version: 2, Restored: true}, {Version: 4}})
		_, err = c.Version(t.Context(), 5)
		fails(t, err, molar.CodeNotFound, "")
	}},
	{"DraftIsTheCallersOwn", func(t *testing.T, c *clinic) {
		mustDraft(t, c).Mapping["根管治疗"] = "changed"
		live, _, err := c.Live(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		same(t, live.Mapping["根管治疗"], molar.ProjectID("exam"))
	}},
}

func mustDraft(t *testing.T, c *clinic) molar.Ruleset {
	t.Helper()
	r, err := c.Draft(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fullRuleset has every setting changed, and a default taken away: what is
// deleted must not come back.
func fullRuleset() molar.Ruleset {
	r := world("").Ruleset
	r.ReplyDelay = molar.DelayRange{Min: 10 * time.Second, Max: 20 * time.Second}
	r.RobotTag = false
	r.Coverage = molar.Coverage{Mode: molar.CoverageOnly, Contacts: []molar.ContactID{"u_xu"}}
	r.Offers = 4
	r.FollowUpMonths = map[molar.Category]int{molar.Implant: 3}
	r.HandoffHold = molar.HandoffHold{For: 4 * time.Hour}
	r.Categories = map[molar.HandoffCode]molar.CategoryRule{molar.Directions: {Mode: molar.ModeReplyAndHandoff, Script: "稍等"}}
	r.Notify = molar.Notify{Default: []molar.StaffID{"s_chen"}, By: molar.NotifyApplication}
	r.BlockedWords = []string{"最好"}
	r.Scripts = map[string]molar.Variants{"greet": {"您好", "您好呀"}}
	r.Examples = []molar.Example{{Text: "牙疼", Intent: "book"}}
	r.Mapping = molar.Mapping{"根管治疗": "exam"}
	r.StoreMapping = map[molar.StoreID]molar.Mapping{"jingan": {"根管治疗": "filling"}}
	r.ConfidenceNeeded = 0.75
	return r
}
