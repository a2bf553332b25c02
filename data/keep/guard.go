package keep

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"qinqing/data/store"
)

// Policy says when a backup is made by itself and where it goes.
type Policy struct {
	Every     time.Duration // after a change; 0: not by time
	Changes   int           // after so many steps; 0: not by their number
	Second    string        // a second folder, "" for none
	Recipient string        // public key of an encrypted backup, "" for a readable one
}

// Defaults of the settings backup.minutes and backup.changes.
const (
	everyMinutes = 30
	everyChanges = 50
)

// PolicyOf reads the policy from the settings.
func PolicyOf(settings map[string]string) Policy {
	count := func(key string, usual int) int {
		if n, err := strconv.Atoi(settings[key]); err == nil && n >= 0 {
			return n
		}
		return usual
	}
	return Policy{time.Duration(count("backup.minutes", everyMinutes)) * time.Minute, count("backup.changes", everyChanges),
		strings.TrimSpace(settings["backup.folder"]), strings.TrimSpace(settings["backup.recipient"])}
}

// due says whether a backup is to be made: something changed, and enough of it or long
// enough ago. A clock that ran backwards counts as long enough.
func (p Policy) due(changed int64, since time.Duration) bool {
	if changed <= 0 {
		return false
	}
	return p.Changes > 0 && changed >= int64(p.Changes) || p.Every > 0 && (since >= p.Every || since < 0)
}

// Guard makes the backups of an open ledger by themselves.
type Guard struct {
	store *store.Store
	now   func() time.Time

	mu      sync.Mutex
	written int64     // steps that the last backup holds
	at      time.Time // of the last backup, or when the guard began
}

// NewGuard watches a ledger from now on.
func NewGuard(s *store.Store, now func() time.Time) *Guard {
	return &Guard{store: s, now: now, written: s.Written(), at: now()}
}

// Tick makes a backup if one is due.
func (g *Guard) Tick(ctx context.Context) (made Made, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	settings, _, err := g.store.Standing(ctx)
	p := PolicyOf(settings)
	if err != nil || g.store.ReadOnly() || !p.due(g.store.Written()-g.written, g.now().Sub(g.at)) {
		return made, err
	}
	return g.make(ctx, p)
}

// Last makes a backup before the ledger is closed, unless the newest one holds all of it.
func (g *Guard) Last(ctx context.Context) (made Made, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.store.ReadOnly() {
		return made, nil
	}
	settings, chain, err := g.store.Standing(ctx)
	if err != nil || chain.Entries == 0 {
		return made, err
	}
	for _, b := range List(Folder(g.store.Path())) {
		if b.Err == nil && b.Manifest.Holds.Chain == chain {
			return made, nil
		}
	}
	return g.make(ctx, PolicyOf(settings))
}

func (g *Guard) make(ctx context.Context, p Policy) (made Made, err error) {
	var c Cipher
	if p.Recipient != "" {
		if c, err = Recipients(p.Recipient); err != nil {
			return made, err
		}
	}
	written := g.store.Written()
	g.at = g.now() // one that fails is tried again when the next is due, not at every tick
	made, err = makeOwn(ctx, g.store, p.Second, c)
	if err == nil {
		g.written = written
	}
	return made, err
}
