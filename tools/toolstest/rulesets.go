package toolstest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/molarhq/molar"
)

// rulebook is an org's rulesets: the versions that went live, and the draft.
type rulebook struct {
	mu       sync.Mutex
	versions []molar.Ruleset // version n at n-1; never changed once there
	draft    []byte          // as JSON; nil where nothing was changed since the last publication
	history  []molar.Publication
}

// begin makes the ruleset version 1, live, where there is none yet. One that is
// empty stands for the defaults.
func (b *rulebook) begin(r molar.Ruleset) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.versions) > 0 {
		return nil
	}
	if r.HorizonDays == 0 {
		r = molar.DefaultRuleset()
	}
	own, err := ownCopy(r)
	if err != nil {
		return err
	}
	b.publish(own)
	return nil
}

func (b *rulebook) publish(r molar.Ruleset) int {
	b.versions = append(b.versions, r)
	version := len(b.versions)
	b.history = append(b.history, molar.Publication{Version: version, At: instant(time.Now())})
	return version
}

// live is the version that new turns run under, 0 where there is none.
func (b *rulebook) live() int {
	if len(b.history) == 0 {
		return 0
	}
	return b.history[len(b.history)-1].Version
}

// ownCopy returns a ruleset that shares no map with r.
func ownCopy(r molar.Ruleset) (molar.Ruleset, error) {
	document, err := json.Marshal(r)
	if err != nil {
		return molar.Ruleset{}, fmt.Errorf("write ruleset: %w", err)
	}
	return fromDocument(document)
}

func fromDocument(document []byte) (molar.Ruleset, error) {
	var r molar.Ruleset
	if err := json.Unmarshal(document, &r); err != nil {
		return molar.Ruleset{}, fmt.Errorf("read ruleset: %w", err)
	}
	return r, nil
}

// Live returns the ruleset that new turns run under, with its version.
func (c *Clinic) Live(context.Context) (molar.Ruleset, int, error) {
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	n := c.rules.live()
	if n == 0 {
		return molar.Ruleset{}, 0, molar.Errorf(molar.CodeNotFound, "the org has no ruleset")
	}
	return c.rules.versions[n-1], n, nil
}

// Version returns a ruleset that went live once. CodeNotFound when there is no
// such version.
func (c *Clinic) Version(_ context.Context, n int) (molar.Ruleset, error) {
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	if n < 1 || n > len(c.rules.versions) {
		return molar.Ruleset{}, molar.Errorf(molar.CodeNotFound, "there is no ruleset version %d", n)
	}
	return c.rules.versions[n-1], nil
}

// Draft returns the draft, or the live ruleset where nothing was changed since.
// It is the caller's own.
func (c *Clinic) Draft(ctx context.Context) (molar.Ruleset, error) {
	c.rules.mu.Lock()
	draft := c.rules.draft
	c.rules.mu.Unlock()
	if draft != nil {
		return fromDocument(draft)
	}
	live, _, err := c.Live(ctx)
	if err != nil {
		return molar.Ruleset{}, err
	}
	return ownCopy(live)
}

// SaveDraft replaces the draft.
func (c *Clinic) SaveDraft(_ context.Context, r molar.Ruleset) error {
	document, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write ruleset: %w", err)
	}
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	c.rules.draft = document
	return nil
}

// Publish makes the draft live as the next version. What check finds wrong
// with it comes back as the join of those errors, and nothing changes.
func (c *Clinic) Publish(ctx context.Context, check func(*molar.Ruleset, *molar.World) []*molar.Error) (int, error) {
	draft, err := c.Draft(ctx)
	if err != nil {
		return 0, err
	}
	world, err := c.World(ctx)
	if err != nil {
		return 0, err
	}
	if wrong := check(&draft, world); len(wrong) > 0 {
		all := make([]error, len(wrong))
		for i, e := range wrong {
			all[i] = e
		}
		return 0, errors.Join(all...)
	}
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	c.rules.draft = nil
	return c.rules.publish(draft), nil
}

// Rollback makes an earlier version live again; the draft stays. CodeNotFound
// when there is no such version.
func (c *Clinic) Rollback(ctx context.Context, version int) error {
	if _, err := c.Version(ctx, version); err != nil {
		return err
	}
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	c.rules.history = append(c.rules.history, molar.Publication{Version: version, Restored: true, At: instant(time.Now())})
	return nil
}

// Versions returns what went live, the first first; the last is live.
func (c *Clinic) Versions(context.Context) ([]molar.Publication, error) {
	c.rules.mu.Lock()
	defer c.rules.mu.Unlock()
	return list(c.rules.history), nil
}
