package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"strings"
	"sync"

	"qinqing/data"
)

// sessions are the sign-ins that stand, by their proof. They end with the program.
type sessions struct {
	mu sync.Mutex
	of map[string]data.ID
}

func (s *sessions) begin(id data.ID) (proof string, err error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return "", wrap(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil {
		s.of = map[string]data.ID{}
	}
	proof = hex.EncodeToString(b)
	s.of[proof] = id
	return proof, nil
}

func (s *sessions) person(proof string) (data.ID, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, ok := s.of[proof]
	return id, ok
}

func (s *sessions) end(proof string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.of, proof)
}

// endOf ends all of one person's, but one.
func (s *sessions) endOf(id data.ID, but string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for proof, who := range s.of {
		if who == id && proof != but {
			delete(s.of, proof)
		}
	}
}

// SignOut ends a sign-in.
func (s *Store) SignOut(a data.Actor) { s.sessions.end(a.Session()) }

type programKey struct{}

// asProgram is a context for what the program does by itself: making a ledger, bringing
// an old one up to date, checking a copy, taking a password. Nobody outside this package
// can make one.
func asProgram(ctx context.Context, name string) context.Context {
	return context.WithValue(data.WithActor(ctx, data.Actor{Name: name}), programKey{}, true)
}

// accountsKey is where meta says that accounts are on.
const accountsKey = "accounts"

func (v *View) accounts() (bool, error) {
	var value string
	_, err := v.c.one("SELECT value FROM meta WHERE key = '"+accountsKey+"'", nil, &value)
	return value != "", err
}

// Accounts says whether people sign in. Anybody may ask.
func (s *Store) Accounts(ctx context.Context) (on bool, err error) {
	err = s.View(asProgram(ctx, "登录"), func(v *View) (err error) {
		on, err = v.accounts()
		return err
	})
	return on, err
}

// admit finds out who acts. Without accounts everybody may everything (v.person stays
// nil); with them the name of a context is worth nothing, only a sign-in is.
func (v *View) admit() error {
	if v.ctx.Value(programKey{}) != nil {
		return nil
	}
	on, err := v.accounts()
	if err != nil || !on {
		return err
	}
	id, ok := v.s.sessions.person(v.actor.Session())
	if ok {
		if v.person, err = v.personWhere("id = ?", int64(id)); err != nil {
			return err
		}
	}
	if v.person == nil || v.person.Disabled {
		return data.Errorf(data.Denied, "session", "这个台账启用了账号，请先登录；没有读取，也没有写入任何内容。")
	}
	v.actor.Name = v.person.Name
	return nil
}

// May says whether whoever acts has a right; without accounts everybody has every one.
func (v *View) May(x data.Right) bool { return v.person == nil || data.AnyMay(v.person.Roles, x) }

// need refuses whoever has none of some rights.
func (v *View) need(rights ...data.Right) error {
	if slices.ContainsFunc(rights, v.May) {
		return nil
	}
	return data.Errorf(data.Denied, string(rights[0]), "“%s”没有“%s”的权限，没有写入任何内容。这一步要由有“%s”角色的人来做；角色由安全保密管理员授予。",
		v.person.Name, rights[0].Name(), data.RolesWith(rights...))
}

// Allow refuses whoever lacks a right, for what is done to the ledger's file and not in it.
func (s *Store) Allow(ctx context.Context, x data.Right) error {
	return s.View(ctx, func(v *View) error { return v.need(x) })
}

// openTables are those that hold nothing of the records: what 三员 may see. A table that
// is not here is closed to them.
var openTables = map[string]bool{"meta": true, "setting": true, "region": true, "unit": true, "dict_entry": true, "holiday_notice": true, "person": true, "memo": true}

// narrow lets through only queries that touch no table of records.
func narrow(query string) error {
	schema, err := expectedSchema()
	if err != nil {
		return err
	}
	for _, word := range strings.FieldsFunc(query, func(r rune) bool {
		return r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) {
		word = strings.ToLower(word)
		closed := strings.HasPrefix(word, "search_") || strings.HasPrefix(schema[word], "CREATE TABLE") || strings.HasPrefix(schema[word], "CREATE VIRTUAL")
		if closed && !openTables[word] {
			return data.Errorf(data.Denied, string(data.MayRead), "系统管理员、安全保密管理员、安全审计员不查看台账内容（要有“%s”角色），没有读取。", data.RolesWith(data.MayRead))
		}
	}
	return nil
}

// narrowed says that the view shows nothing of the records.
func (v *View) narrowed() bool { return !v.May(data.MayRead) }

// behind runs what reads records and tells nothing of them, for whoever may not see them.
func (v *View) behind(fn func() error) error {
	guard := v.c.guard
	v.c.guard = nil
	defer func() { v.c.guard = guard }()
	return fn()
}
