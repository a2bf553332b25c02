package store

import (
	"os"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// What another program changes of accounts is found, and what it can gain by it is in the
// README: the file has to be guarded.
func TestChangedAccountsAreFound(t *testing.T) {
	for name, sql := range map[string]string{
		"a role":       `UPDATE person SET roles = '["approver"]' WHERE name = '周经办'`,
		"a password":   "UPDATE person SET salt = (SELECT p.salt FROM person p WHERE p.name = '陈领导'), hash = (SELECT p.hash FROM person p WHERE p.name = '陈领导') WHERE name = '冯审批'",
		"brought back": "UPDATE person SET disabled = 1 WHERE name = '周经办'",
		"another name": "UPDATE person SET name = '假名' WHERE name = '周经办'",
		"one more":     "INSERT INTO person SELECT id + 100, '多出来的人', roles, salt, hash, cost, 0, NULL, NULL, 0 FROM person WHERE name = '冯审批'",
		"one less":     "DROP TRIGGER person_no_delete; DELETE FROM person WHERE name = '周经办'; CREATE TRIGGER person_no_delete BEFORE DELETE ON person\nBEGIN SELECT raise(ABORT, 'the log names people'); END",
		"switched off": "DELETE FROM meta WHERE key = 'accounts'",
	} {
		t.Run(name, func(t *testing.T) {
			o, as, _ := manned(t)
			if err := o.writer.script(sql); err != nil {
				t.Fatal(err, cause(err))
			}
			rep, err := o.Check(as[data.ApproverRole])
			if err != nil {
				t.Fatal(err, cause(err))
			}
			if !slices.ContainsFunc(rep.Problems, func(f Finding) bool { return f.Code == "person" }) {
				t.Errorf("the checker is broken: %v", rep.Problems)
			}
		})
	}
}

// No password and no recovery code stands in any file the program writes.
func TestPasswordsAreKeptNowhere(t *testing.T) {
	o, _, code := manned(t)
	path := o.Path()
	info := must(o.Backup(o.ctx, ""))(t)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, info.Path} {
		raw := string(must(os.ReadFile(p))(t))
		for _, s := range []string{word, founders.System.Password, code, readCode(code)} {
			if strings.Contains(raw, s) {
				t.Errorf("%s holds %s", p, s)
			}
		}
	}
}
