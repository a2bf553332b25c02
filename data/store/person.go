package store

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"qinqing/data"
)

// person is who may sign in, with the password as it is kept.
type person struct {
	data.Person
	word secret
}

const personColumns = "id, name, roles, salt, hash, cost, failures, locked_to, signed_in, disabled"

func (v *View) personWhere(where string, args ...any) (*person, error) {
	list, err := v.persons(where, args...)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0], nil
}

func (v *View) persons(where string, args ...any) ([]*person, error) {
	var out []*person
	err := v.c.each("SELECT "+personColumns+" FROM person WHERE "+where+" ORDER BY id", args, func(r *rows) error {
		p := &person{}
		err := r.Scan(&p.ID, &p.Name, jsonCol{&p.Roles}, &p.word.salt, &p.word.hash, &p.word.cost, &p.Failures, textCol{&p.LockedTo}, textCol{&p.SignedIn}, &p.Disabled)
		out = append(out, p)
		return err
	})
	return out, err
}

// People lists who may sign in, in the order they were added: whoever lacks a right wants
// to know whom to ask.
func (v *View) People() ([]data.Person, error) {
	list, err := v.persons("1")
	out := make([]data.Person, len(list))
	for i, p := range list {
		out[i] = p.Person
	}
	return out, err
}

// Self is who acts, with the roles it has now; nil without accounts.
func (v *View) Self() *data.Person {
	if v.person == nil {
		return nil
	}
	p := v.person.Person
	return &p
}

// image is what the log keeps of a person: of the password only that it is another.
func (p *person) image() ([]byte, error) {
	if p == nil {
		return nil, nil
	}
	type kept struct {
		Name, Roles, Password, LockedTo, SignedIn string
		Failures                                  int
		Disabled                                  bool
	}
	b, err := json.Marshal(row[kept]{Rec: &kept{p.Name, data.RoleNames(p.Roles), p.word.mark(), p.LockedTo, p.SignedIn, p.Failures, p.Disabled}})
	return b, wrap(err)
}

// keepPerson writes a person over what it was, nil for a new one, and notes it for the log.
func (tx *Tx) keepPerson(was, now *person) error {
	if now.ID == 0 {
		id, err := tx.newID("person")
		if err != nil {
			return err
		}
		now.ID = id
	}
	before, err := was.image()
	if err != nil {
		return err
	}
	after, err := now.image()
	if err != nil {
		return err
	}
	roles, err := json.Marshal(append([]data.Role{}, now.Roles...))
	if err != nil {
		return wrap(err)
	}
	_, err = tx.c.exec("INSERT INTO person("+personColumns+`) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET roles = excluded.roles, salt = excluded.salt,
		hash = excluded.hash, cost = excluded.cost, failures = excluded.failures, locked_to = excluded.locked_to, signed_in = excluded.signed_in, disabled = excluded.disabled`,
		int64(now.ID), now.Name, string(roles), now.word.salt, now.word.hash, now.word.cost, now.Failures, text(now.LockedTo), text(now.SignedIn), boolInt(now.Disabled))
	if err != nil {
		return err
	}
	tx.note(touchKey{data.EntityPerson, now.ID, ""}, before, after)
	return nil
}

// personNamed is the person of that name.
func (v *View) personNamed(name string) (*person, error) {
	p, err := v.personWhere("name = ?", strings.TrimSpace(name))
	if err == nil && p == nil {
		err = data.Errorf(data.NotFound, "name", "没有叫“%s”的账号，没有改动任何内容。", strings.TrimSpace(name))
	}
	return p, err
}

// AddPerson makes an account without a role; 安全保密管理员 gives one. A name is never used
// again: the log names people by it.
func (tx *Tx) AddPerson(name, password string) error {
	if err := tx.need(data.MayPeople); err != nil {
		return err
	}
	_, err := tx.addPerson(name, password, nil)
	return err
}

// longestName is in characters.
const longestName = 40

func (tx *Tx) addPerson(name, password string, roles []data.Role) (*person, error) {
	name = strings.TrimSpace(name)
	if name == "" || len([]rune(name)) > longestName || strings.ContainsAny(name, "\n\r\t") {
		return nil, data.Errorf(data.Invalid, "name", "请填写姓名（不超过 %d 个字），没有保存。", longestName)
	}
	if old, err := tx.personWhere("name = ?", name); err != nil || old != nil {
		if err == nil {
			err = data.Errorf(data.Conflict, "name", "已经有叫“%s”的账号，没有保存；重名的请加上单位区别，停用的可以重新启用。", name)
		}
		return nil, err
	}
	if err := data.CheckPassword(name, password); err != nil {
		return nil, err
	}
	word, err := conceal(password)
	if err != nil {
		return nil, err
	}
	p := &person{Person: data.Person{Name: name, Roles: roles}, word: word}
	return p, tx.keepPerson(nil, p)
}

// SetRoles gives a person these roles in place of those it has.
func (tx *Tx) SetRoles(name string, roles []data.Role) error {
	if err := tx.need(data.MayGrant); err != nil {
		return err
	}
	if err := data.CheckRoles(roles); err != nil {
		return err
	}
	was, err := tx.personNamed(name)
	if err != nil {
		return err
	}
	if err := tx.leavesAdmins(was, roles); err != nil {
		return err
	}
	now := *was
	now.Roles = slices.Clone(roles)
	return tx.keepPerson(was, &now)
}

// leavesAdmins refuses to leave the ledger without one of 三员.
func (v *View) leavesAdmins(was *person, roles []data.Role) error {
	for _, r := range was.Roles {
		if !r.Administers() || slices.Contains(roles, r) {
			continue
		}
		others, err := v.persons("disabled = 0 AND id <> ?", int64(was.ID))
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(others, func(p *person) bool { return slices.Contains(p.Roles, r) }) {
			return data.Errorf(data.Conflict, "roles", "“%s”是仅有的%s，没有保存；请先让另一个人担任。", was.Name, r.Name())
		}
	}
	return nil
}

// SetPassword gives a person who forgot it a new one. Who sets passwords must not become
// who watches: those of 安全保密管理员 and 安全审计员 take the recovery code.
func (tx *Tx) SetPassword(name, password string) error {
	if err := tx.need(data.MayPeople); err != nil {
		return err
	}
	was, err := tx.personNamed(name)
	if err != nil {
		return err
	}
	if slices.Contains(was.Roles, data.SecrecyAdmin) && !slices.Contains(was.Roles, data.SystemAdmin) || slices.Contains(was.Roles, data.Auditor) {
		return data.Errorf(data.Denied, "name", "%s的密码不能由系统管理员重设，没有保存；忘了密码请用恢复码。", data.RoleNames(was.Roles))
	}
	return tx.renewPassword(was, password)
}

func (tx *Tx) renewPassword(was *person, password string) (err error) {
	if err := data.CheckPassword(was.Name, password); err != nil {
		return err
	}
	now := *was
	now.Failures, now.LockedTo = 0, ""
	if now.word, err = conceal(password); err != nil {
		return err
	}
	if err := tx.keepPerson(was, &now); err != nil {
		return err
	}
	tx.s.sessions.endOf(was.ID, tx.actor.Session())
	return nil
}

// DisablePerson takes an account out of use, or brings it back. It is never deleted: the
// log names people.
func (tx *Tx) DisablePerson(name string, disabled bool) error {
	if err := tx.need(data.MayPeople); err != nil {
		return err
	}
	was, err := tx.personNamed(name)
	if err != nil {
		return err
	}
	if disabled {
		if err := tx.leavesAdmins(was, nil); err != nil {
			return err
		}
	}
	now := *was
	now.Disabled, now.Failures, now.LockedTo = disabled, 0, ""
	return tx.keepPerson(was, &now)
}

// lockFor is how long no password is taken after so many wrong ones.
func lockFor(failures int) time.Duration {
	switch {
	case failures < 3:
		return 0
	case failures < 5:
		return 30 * time.Second
	}
	return 15 * time.Minute
}
