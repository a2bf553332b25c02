package data

import (
	"context"
	"slices"
)

// Op names one step of work: it stands in the undo menu and in the log.
type Op struct {
	Name string // 登记走访, 导入台账 visits.xlsx …
	Note string // what else the log should say; may be empty
	// Aside says that the step stands in the log and nowhere else: it can't be undone, and
	// what was undone before it can still be redone. Only for what changes no record.
	Aside bool
}

// Actor is who does a thing. In simple mode there is one, named by the office.
type Actor struct {
	Name string
	Role string // what the person is, in words; empty in simple mode

	session string
}

// WithSession is the actor with the proof of a sign-in, which only the store that gave it
// understands. Where accounts are on, a name without one does nothing.
func (a Actor) WithSession(proof string) Actor {
	a.session = proof
	return a
}

// Session is the proof of the sign-in, "" without one.
func (a Actor) Session() string { return a.session }

type actorKey struct{}

// WithActor puts who acts into the context of every Do and View.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf is who acts in ctx; ok is false if nobody was named.
func ActorOf(ctx context.Context) (a Actor, ok bool) {
	a, ok = ctx.Value(actorKey{}).(Actor)
	return a, ok && a.Name != ""
}

// Entity names a kind of record, as in the table that holds it.
type Entity string

// Kinds of record that the undo and audit trails, Changes and the recycle bin speak of.
const (
	EntityUnit       Entity = "unit"
	EntityRegion     Entity = "region"
	EntityEnterprise Entity = "enterprise"
	EntityVisit      Entity = "visit"
	EntityProblem    Entity = "problem"
	EntityEvent      Entity = "problem_event"
	EntityEntry      Entity = "dict_entry"
	EntityRecord     Entity = "record"
	EntitySetting    Entity = "setting"
	EntityNotice     Entity = "holiday_notice"
	EntityDraft      Entity = "bulletin_draft"
	EntityIssue      Entity = "bulletin_issue"
	EntityPerson     Entity = "person"
)

// Changes says which records a Do touched, so that screens showing one re-read it.
type Changes struct {
	Step    int64 // number of the undo step; 0 if there is nothing to undo
	Touched map[Entity][]ID
	// NewUnits are names typed somewhere that nobody had, added as units.
	NewUnits []string
}

// Has says whether a record of that kind was touched.
func (c Changes) Has(e Entity) bool { return len(c.Touched[e]) > 0 }

// Add notes a touched record, once among the first 64 of its kind; a mass import may
// name one again rather than search a long list at every write.
func (c *Changes) Add(e Entity, id ID) {
	if c.Touched == nil {
		c.Touched = map[Entity][]ID{}
	}
	if !slices.Contains(c.Touched[e], id) || len(c.Touched[e]) > 64 {
		c.Touched[e] = append(c.Touched[e], id)
	}
}
