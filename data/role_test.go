package data

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Every cell of who may what, written out: a row is a role, a mark a right it has.
func TestRolesMay(t *testing.T) {
	const table = `
            read record review approve unmask set people grant log backup check
clerk        x     x      -      -       -     -    -      -    x    x      x
reviewer     x     x      x      -       -     -    -      -    x    x      x
approver     x     x      x      x       x     x    -      -    x    x      x
leader       x     -      -      -       -     -    -      -    x    -      -
unmasker     -     -      -      -       x     -    -      -    -    -      -
system_admin -     -      -      -       -     x    x      -    -    x      x
secrecy_admin -    -      -      -       -     -    -      x    x    -      -
auditor      -     -      -      -       -     -    -      -    x    -      x
nobody       -     -      -      -       -     -    -      -    -    -      -`
	lines := strings.Split(strings.TrimSpace(table), "\n")
	rights := strings.Fields(lines[0])
	if len(rights) != len(Rights) || len(lines)-2 != len(Roles) {
		t.Fatalf("the table has %d rights of %d and %d roles of %d", len(rights), len(Rights), len(lines)-2, len(Roles))
	}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		for i, right := range rights {
			if got, want := Role(cells[0]).May(Right(right)), cells[i+1] == "x"; got != want {
				t.Errorf("%s may %s: %v, want %v", cells[0], right, got, want)
			}
		}
	}
	for _, r := range Rights {
		if r.Name == "" || r.Right.Name() != r.Name || RolesWith(r.Right) == "" {
			t.Errorf("%s: %q, held by %q", r.Right, r.Right.Name(), RolesWith(r.Right))
		}
	}
}

func TestWhoMayNotBeOnePerson(t *testing.T) {
	for _, c := range []struct {
		name  string
		roles []Role
		words string // "" for roles that go together
	}{
		{"nothing", nil, ""},
		{"a clerk", []Role{ClerkRole}, ""},
		{"a clerk who reviews", []Role{ClerkRole, ReviewerRole}, ""},
		{"all work", []Role{ClerkRole, ReviewerRole, ApproverRole, LeaderRole, UnmaskerRole}, ""},
		{"system and secrecy", []Role{SystemAdmin, SecrecyAdmin}, ""},
		{"an auditor", []Role{Auditor}, ""},
		{"system and audit", []Role{SystemAdmin, Auditor}, "安全审计员不能"},
		{"secrecy and audit", []Role{Auditor, SecrecyAdmin}, "安全审计员不能"},
		{"all three", []Role{SystemAdmin, SecrecyAdmin, Auditor}, "安全审计员不能"},
		{"system and clerk", []Role{SystemAdmin, ClerkRole}, "不看台账"},
		{"secrecy and leader", []Role{LeaderRole, SecrecyAdmin}, "不看台账"},
		{"audit and approver", []Role{Auditor, ApproverRole}, "不看台账"},
		{"system and unmasking", []Role{SystemAdmin, UnmaskerRole}, "不看台账"},
		{"unmasking alone", []Role{UnmaskerRole}, "一起授予"},
		{"one nobody knows", []Role{"root"}, "没有“root”"},
	} {
		err := CheckRoles(c.roles)
		if (err == nil) != (c.words == "") || err != nil && (!strings.Contains(err.Error(), c.words) || CodeOf(err) != Invalid) {
			t.Errorf("%s: %v, want %q", c.name, err, c.words)
		}
	}
}

func TestRolesAreReadAsWritten(t *testing.T) {
	for text, want := range map[string][]Role{
		"": nil, "经办": {ClerkRole}, "审核、经办，clerk": {ReviewerRole, ClerkRole}, "系统管理员 安全保密管理员": {SystemAdmin, SecrecyAdmin},
	} {
		got, err := RolesNamed(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	if _, err := RolesNamed("经办、局长"); CodeOf(err) != Invalid || !strings.Contains(err.Error(), "局长") {
		t.Errorf("a role nobody knows: %v", err)
	}
	if got := RoleNames([]Role{ReviewerRole, ClerkRole}); got != "经办、审核" {
		t.Errorf("in words: %s", got)
	}
}

// Whoever enters does not decide.
func TestWhatAnEventTakes(t *testing.T) {
	for _, k := range Kinds {
		want := MayRecord
		switch k.Name {
		case "办结", "退回重办":
			want = MayReview
		case "销号", "延期", "重启", "不予受理", "移送线索", "转长期坚持", "长期转回":
			want = MayApprove
		}
		if got := RightFor(k.Kind); got != want {
			t.Errorf("%s takes %s, want %s", k.Name, got, want)
		}
	}
}

func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{
		"": false, "七个字的密码呀": false, "12345678": false, "87654321": false, "aaaaaaaaaa": false, "林文书林文书林文": true, "zhang-san-1": false,
		"春风又绿江南岸3": true, "correct horse": true,
	} {
		if err := CheckPassword("Zhang-San-1", password); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		}
	}
}

// A name in the context is no proof; a proof goes with the actor and nowhere else.
func TestActorBearsItsSession(t *testing.T) {
	a := Actor{Name: "林文书"}
	b := a.WithSession("x")
	if a.Session() != "" || b.Session() != "x" || b.Name != a.Name {
		t.Errorf("%v %v", a, b)
	}
}

func TestStanding(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)
	at := func(h int) string { return now.Add(time.Duration(h) * time.Hour).UTC().Format(time.RFC3339) }
	for name, c := range map[string]struct {
		p    Person
		want string
	}{
		"new":              {Person{}, "没有登录过"},
		"signed in":        {Person{SignedIn: at(-2)}, "上次登录 11-22 07:00"},
		"locked":           {Person{SignedIn: at(-2), LockedTo: at(1)}, "暂停登录到 10:00"},
		"no longer":        {Person{SignedIn: at(-2), LockedTo: at(-1)}, "上次登录 11-22 07:00"},
		"shut, and locked": {Person{Disabled: true, LockedTo: at(1)}, "已停用"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := c.p.Standing(now, "01-02"); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
