package store

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"qinqing/data"
)

// wrongWord is what whoever could not sign in is told: not whether the name exists.
const wrongWord = "姓名或密码不对，没有登录。"

// SignIn takes a name and a password and gives the actor for the contexts of Do and View.
// After three wrong passwords it waits half a minute, after five a quarter of an hour;
// all of it stands in the log, where the ledger can be written (Unlogged).
func (s *Store) SignIn(ctx context.Context, name, password string) (data.Actor, error) {
	ctx = asProgram(ctx, "登录")
	var p *person
	on := false
	err := s.View(ctx, func(v *View) (err error) {
		if on, err = v.accounts(); err == nil {
			p, err = v.personWhere("name = ?", name)
		}
		return err
	})
	switch {
	case err != nil:
		return data.Actor{}, err
	case !on:
		return data.Actor{}, data.Errorf(data.Conflict, "", "这个台账没有启用账号，不用登录。")
	case p == nil:
		if _, err := conceal(password); err != nil { // as long as a wrong password takes
			return data.Actor{}, err
		}
		return data.Actor{}, s.noteStranger(ctx)
	}
	if until := unlockTime(p); s.now().Before(until) {
		return data.Actor{}, waitWords(until, s.now())
	}
	right, err := p.word.opens(password)
	if err != nil {
		return data.Actor{}, err
	}
	if err := s.noteSignIn(ctx, p, right); err != nil {
		return data.Actor{}, err
	}
	proof, err := s.sessions.begin(p.ID)
	return data.Actor{Name: p.Name, Role: data.RoleNames(p.Roles)}.WithSession(proof), err
}

func unlockTime(p *person) time.Time {
	if p.LockedTo == "" {
		return time.Time{}
	}
	return unstamp(p.LockedTo)
}

func waitWords(until, now time.Time) error {
	left := until.Sub(now)
	wait := fmt.Sprintf("%.0f 分钟", math.Ceil(left.Minutes()))
	if left < time.Minute {
		wait = fmt.Sprintf("%.0f 秒", math.Ceil(left.Seconds()))
	}
	return data.Errorf(data.Denied, "password", "密码连续输错，这个账号暂停登录，请 %s后（%s）再试。忘了密码请找系统管理员重设，安全保密管理员、安全审计员要用恢复码。", wait, until.Local().Format("15:04:05"))
}

// noteStranger logs that a name nobody has was tried. What was typed is not kept: it may
// be a password in the wrong field.
func (s *Store) noteStranger(ctx context.Context) error {
	err := s.jot(ctx, "登录失败：没有这个姓名", func(tx *Tx) error {
		tx.note(touchKey{data.EntityPerson, 0, ""}, nil, []byte(`{"Rec":{"Failures":1},"Gone":0}`))
		return nil
	})
	if err != nil {
		return err
	}
	return data.Errorf(data.Denied, "password", wrongWord)
}

// noteSignIn writes down how it went; the error says why nobody is signed in. Where the
// ledger can't be written to nothing counts: whoever has such a file could copy it as well.
func (s *Store) noteSignIn(ctx context.Context, p *person, right bool) error {
	now, op := s.afterSignIn(p, right)
	var waits time.Time
	err := s.jot(context.WithValue(ctx, programKey{}, true), op+"："+p.Name, func(tx *Tx) error {
		was, err := tx.personWhere("id = ?", int64(p.ID)) // others may have guessed meanwhile
		if err != nil || was == nil {
			return errors.Join(err, data.Errorf(data.Conflict, "name", wrongWord))
		}
		if waits = unlockTime(was); s.now().Before(waits) {
			return nil
		}
		waits = time.Time{}
		now, _ = s.afterSignIn(was, right)
		tx.actor.Name = p.Name
		return tx.keepPerson(was, &now)
	})
	switch {
	case err != nil:
		return err
	case !waits.IsZero():
		return waitWords(waits, s.now())
	case right && p.Disabled:
		return data.Errorf(data.Denied, "name", "“%s”的账号已停用，没有登录；请找系统管理员。", p.Name)
	case right:
		return nil
	case now.LockedTo != "":
		return waitWords(unstamp(now.LockedTo), s.now())
	}
	return data.Errorf(data.Denied, "password", wrongWord+"再输错 %d 次要等半分钟。", 3-now.Failures)
}

// afterSignIn is how an account stands after a password was taken, or refused, and what the
// log calls that.
func (s *Store) afterSignIn(p *person, right bool) (now person, op string) {
	now, op = *p, "登录"
	switch {
	case right && p.Disabled:
		op = "登录被拒：账号已停用"
	case right:
		now.Failures, now.LockedTo, now.SignedIn = 0, "", stamp(s.now())
	default:
		op = "登录失败"
		now.Failures++
		now.LockedTo = ""
		if d := lockFor(now.Failures); d > 0 {
			op += "，暂停登录"
			now.LockedTo = stamp(s.now().Add(d))
		}
	}
	return now, op
}

// LastSignedIn is the name of whoever signed in last, for the form where people do; "" if
// nobody has.
func (s *Store) LastSignedIn(ctx context.Context) (name string, err error) {
	err = s.View(asProgram(ctx, "登录"), func(v *View) error {
		_, err := v.c.one("SELECT name FROM person WHERE signed_in IS NOT NULL AND disabled = 0 ORDER BY signed_in DESC LIMIT 1", nil, &name)
		return err
	})
	return name, err
}

// ChangePassword gives whoever is signed in a new password of their own choice.
func (s *Store) ChangePassword(ctx context.Context, old, new string) error {
	var p *person
	err := s.View(ctx, func(v *View) error {
		p = v.person
		return nil
	})
	switch {
	case err != nil:
		return err
	case p == nil:
		return data.Errorf(data.Conflict, "", "这个台账没有启用账号，没有密码可改。")
	}
	if until := unlockTime(p); s.now().Before(until) {
		return waitWords(until, s.now())
	}
	right, err := p.word.opens(old)
	if err != nil {
		return err
	}
	if !right { // guessed at a window left open, it counts as at the door
		if err := s.noteSignIn(ctx, p, false); data.CodeOf(err) != data.Denied {
			return err
		}
		return data.Errorf(data.Denied, "old", "原来的密码不对，没有改；输错几次也会暂停登录。")
	}
	_, err = s.Do(ctx, data.Op{Name: "修改自己的密码", Aside: true}, func(tx *Tx) error {
		now, err := tx.personNamed(p.Name)
		if err != nil {
			return err
		}
		return tx.renewPassword(now, new)
	})
	return err
}
