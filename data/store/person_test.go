package store

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// Guessing costs little in tests.
func init() { secretCost = "1,64,1" }

const word = "春风又绿江南岸呀"

// founders are 三员 of test offices.
var founders = Founding{Founder{"钱系统", word + "1"}, Founder{"孙保密", word + "2"}, Founder{"李审计", word + "3"}}

// manned is an office whose accounts are on, with a person for every role; the contexts
// are those of people who signed in, by role. 郑无角色 has none.
func manned(t testing.TB) (o *office, as map[data.Role]context.Context, code string) {
	t.Helper()
	return mannedIn(t, newOffice(t))
}

// mannedIn switches the accounts on in an office.
func mannedIn(t testing.TB, o *office) (_ *office, as map[data.Role]context.Context, code string) {
	t.Helper()
	code = must(o.SwitchOn(o.ctx, founders))(t)
	as = map[data.Role]context.Context{}
	in := func(name, password string) context.Context {
		t.Helper()
		a, err := o.SignIn(context.Background(), name, password)
		if err != nil {
			t.Fatal(err, cause(err))
		}
		return data.WithActor(context.Background(), a)
	}
	as[data.SystemAdmin], as[data.SecrecyAdmin], as[data.Auditor] = in(founders.System.Name, founders.System.Password), in(founders.Secrecy.Name, founders.Secrecy.Password), in(founders.Auditor.Name, founders.Auditor.Password)
	names := map[data.Role]string{data.ClerkRole: "周经办", data.ReviewerRole: "吴审核", data.ApproverRole: "冯审批", data.LeaderRole: "陈领导", "": "郑无角色"}
	for _, r := range []data.Role{data.ClerkRole, data.ReviewerRole, data.ApproverRole, data.LeaderRole, ""} {
		mustDo(t, o, as[data.SystemAdmin], func(tx *Tx) error { return tx.AddPerson(names[r], word) })
		if r != "" {
			mustDo(t, o, as[data.SecrecyAdmin], func(tx *Tx) error { return tx.SetRoles(names[r], []data.Role{r}) })
		}
		as[r] = in(names[r], word)
	}
	o.ctx = as[data.ApproverRole] // who may all that is no administrator's
	return o, as, code
}

func mustDo(t testing.TB, o *office, ctx context.Context, fn func(*Tx) error) {
	t.Helper()
	if _, err := o.Do(ctx, data.Op{Name: "账号", Aside: true}, fn); err != nil {
		t.Fatal(err, cause(err))
	}
}

// writes are the public writes of Tx with the right each takes; a write without one here
// fails the test. The arguments do nothing sensible: what is asked is only whether the
// right is looked at first.
var writes = map[string]struct {
	rights []data.Right
	run    func(o *office, tx *Tx) error
}{
	"SaveProblem":      {[]data.Right{data.MayRecord}, func(o *office, tx *Tx) error { return tx.SaveProblem(o.problem("内容", "2026-10-08")) }},
	"CloseBooks":       {[]data.Right{data.MayApprove}, func(_ *office, tx *Tx) error { return tx.CloseBooks(on("2026-01-31")) }},
	"ReopenBooks":      {[]data.Right{data.MayApprove}, func(_ *office, tx *Tx) error { return tx.ReopenBooks("") }},
	"Delete":           {[]data.Right{data.MayRecord}, func(o *office, tx *Tx) error { return tx.Delete(data.EntityEnterprise, o.firms[0]) }},
	"Restore":          {[]data.Right{data.MayRecord}, func(o *office, tx *Tx) error { return tx.Restore(data.EntityEnterprise, o.firms[0]) }},
	"AbsorbUnit":       {[]data.Right{data.MayRecord, data.MaySet}, func(o *office, tx *Tx) error { return tx.AbsorbUnit(o.units[0], o.units[1]) }},
	"SucceedUnit":      {[]data.Right{data.MayRecord, data.MaySet}, func(o *office, tx *Tx) error { _, err := tx.SucceedUnit(0, 0, 0); return err }},
	"RenameUnit":       {[]data.Right{data.MayRecord, data.MaySet}, func(o *office, tx *Tx) error { _, _, err := tx.RenameUnit(0, "", 0); return err }},
	"AddAlias":         {[]data.Right{data.MayRecord, data.MaySet}, func(o *office, tx *Tx) error { return tx.AddAlias(o.units[0], "别名") }},
	"AddFormer":        {[]data.Right{data.MayRecord}, func(o *office, tx *Tx) error { return tx.AddFormer(o.firms[0], "旧名") }},
	"SaveBook":         {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { _, err := tx.SaveBook(data.BookInput{}); return err }},
	"SaveVisit":        {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.SaveVisit(&data.Visit{}) }},
	"SaveRegion":       {[]data.Right{data.MayRecord, data.MaySet}, func(_ *office, tx *Tx) error { return tx.SaveRegion(&data.Region{}) }},
	"MergeEnterprises": {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.MergeEnterprises(0, 0) }},
	"Attach":           {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.Attach(&data.Attachment{}) }},
	"EnsureUnit":       {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { _, err := tx.EnsureUnit("新单位", data.Department); return err }},
	"EnsureEnterprise": {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { _, err := tx.EnsureEnterprise("新厂", 0); return err }},
	"SaveEnterprise":   {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.SaveEnterprise(&data.Enterprise{}) }},
	"SetSetting":       {[]data.Right{data.MaySet}, func(_ *office, tx *Tx) error { return tx.SetSetting("office.name", "某单位") }},
	"PutNotice":        {[]data.Right{data.MayRecord, data.MaySet}, func(_ *office, tx *Tx) error { return tx.PutNotice([]byte("[]")) }},
	"SaveRecord":       {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.SaveRecord(&data.Record{}) }},
	"SaveEntry":        {[]data.Right{data.MayRecord, data.MaySet}, func(_ *office, tx *Tx) error { return tx.SaveEntry(&data.Entry{}) }},
	"SaveUnit":         {[]data.Right{data.MayRecord, data.MaySet}, func(_ *office, tx *Tx) error { return tx.SaveUnit(&data.Unit{}) }},
	"Supervise":        {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.Supervise(0, on("2026-10-08"), data.Supervision{}) }},
	"SaveDraft":        {[]data.Right{data.MayRecord}, func(_ *office, tx *Tx) error { return tx.SaveDraft(&Draft{}) }},
	"Issue":            {[]data.Right{data.MayApprove}, func(_ *office, tx *Tx) error { _, err := tx.Issue(IssueInput{}); return err }},
	"AddPerson":        {[]data.Right{data.MayPeople}, func(_ *office, tx *Tx) error { return tx.AddPerson("", "") }},
	"SetRoles":         {[]data.Right{data.MayGrant}, func(_ *office, tx *Tx) error { return tx.SetRoles("", nil) }},
	"SetPassword":      {[]data.Right{data.MayPeople}, func(_ *office, tx *Tx) error { return tx.SetPassword("", "") }},
	"DisablePerson":    {[]data.Right{data.MayPeople}, func(_ *office, tx *Tx) error { return tx.DisablePerson("", true) }},
	"Remember":         {nil, func(_ *office, tx *Tx) error { return tx.Remember("window.page", "问题") }}, // the window's own
	"Now":              {nil, func(*office, *Tx) error { return nil }},                                   // no write
}

// Every public write of Tx, by everybody: who lacks the right is refused and nothing is
// written, and who has it is not refused for that.
func TestEveryWriteTakesItsRight(t *testing.T) {
	o, as, _ := manned(t)
	own := map[string]bool{}
	view := reflect.TypeFor[*View]()
	for m := range reflect.TypeFor[*Tx]().Methods() {
		// Issue reads one of a View and makes one of a Tx.
		if _, reads := view.MethodByName(m.Name); !reads || m.Name == "Issue" {
			own[m.Name] = true
			if _, ok := writes[m.Name]; !ok {
				t.Errorf("no row for %s", m.Name)
			}
		}
	}
	for name, w := range writes {
		if !own[name] {
			t.Errorf("no such write: %s", name)
		}
		for role, ctx := range as {
			allowed := len(w.rights) == 0 || slices.ContainsFunc(w.rights, role.May)
			var refused error
			err := o.Try(ctx, func(tx *Tx) error {
				refused = w.run(o, tx)
				return nil
			})
			if err != nil {
				t.Fatalf("%s by %q: %v", name, role, err)
			}
			if got := data.CodeOf(refused) != data.Denied; got != allowed {
				t.Errorf("%s by %q: %v, may: %v", name, role, refused, allowed)
			}
			if !allowed && (!strings.Contains(refused.Error(), "没有写入") || !strings.Contains(refused.Error(), data.RolesWith(w.rights...))) {
				t.Errorf("%s by %q says %v", name, role, refused)
			}
		}
		none := func(tx *Tx) error { return w.run(o, tx) }
		if _, err := o.Do(actorCtx(), data.Op{Name: "没有登录"}, none); data.CodeOf(err) != data.Denied {
			t.Errorf("%s without a sign-in: %v", name, err)
		}
	}
	o.sound()
}

// What an event decides takes more than to enter it; voiding it takes as much.
func TestEventsTakeTheirRight(t *testing.T) {
	o, as, _ := manned(t)
	fresh, p, done := o.handled("用电容量不足"), o.handled("用地指标不足"), o.handled("用工缺口")
	o.happen(p, data.Event{Kind: data.Report, On: on("2026-10-12")})
	o.happen(done, data.Event{Kind: data.Report, On: on("2026-10-12")})
	o.happen(done, data.Event{Kind: data.Resolve, On: on("2026-10-12")})
	base := map[data.Kind]*data.Problem{data.Progress: fresh, data.Extend: fresh, data.Decline: fresh, data.SendBack: p, data.Resolve: p, data.StrikeOff: done}
	for _, c := range []struct {
		kind data.Kind
		role data.Role
		may  bool
	}{
		{data.Progress, data.ClerkRole, true}, {data.Progress, data.LeaderRole, false}, {data.Progress, data.SystemAdmin, false},
		{data.SendBack, data.ClerkRole, false}, {data.SendBack, data.ReviewerRole, true}, {data.Resolve, data.ClerkRole, false}, {data.Resolve, data.ReviewerRole, true},
		{data.Extend, data.ReviewerRole, false}, {data.Extend, data.ApproverRole, true}, {data.StrikeOff, data.ReviewerRole, false}, {data.Decline, data.ClerkRole, false},
	} {
		q := *base[c.kind]
		q.Events = slices.Clone(q.Events)
		err := o.Try(as[c.role], func(tx *Tx) error {
			e := data.Event{Kind: c.kind, On: on("2026-10-13"), Note: "说明", Deadline: data.Deadline{Kind: data.ByDays, N: 30}}
			if c.kind == data.Progress || c.kind == data.SendBack || c.kind == data.Resolve {
				e.Deadline = data.Deadline{}
			}
			return apply(tx, &q, e)
		})
		if (data.CodeOf(err) != data.Denied) != c.may {
			t.Errorf("%s by %s: %v", c.kind.Name(), c.role.Name(), err)
		}
	}
	o.happen(p, data.Event{Kind: data.Resolve, On: on("2026-10-13")})
	void := func(tx *Tx) error {
		q := must(tx.Problem(p.ID))(t)
		if err := q.Void(len(q.Events), "某人", "错了", tx.Now(), must(tx.Clock())(t)); err != nil {
			return err
		}
		return tx.SaveProblem(q)
	}
	if err := o.Try(as[data.ClerkRole], void); data.CodeOf(err) != data.Denied {
		t.Errorf("a clerk voids a review: %v", err)
	}
	if err := o.Try(as[data.ReviewerRole], void); err != nil {
		t.Errorf("a reviewer voids a review: %v", err)
	}
	if err := o.Try(as[data.ClerkRole], func(tx *Tx) error {
		whole := o.problem("别处来的台账", "2026-10-08")
		whole.Events[0].Origin = data.FromImport
		whole.Events = append(whole.Events, data.Event{Seq: 2, Kind: data.Resolve, On: on("2026-10-12"), Basis: data.Inferred, Origin: data.FromImport})
		return tx.SaveProblem(whole)
	}); err != nil {
		t.Errorf("a clerk imports what was resolved: %v", err)
	}
}

// Whoever runs the program sees none of the records: every read of View by every role. A
// read is told from the records by what it touches.
func TestAdministratorsSeeNoRecord(t *testing.T) {
	o, as, _ := manned(t)
	p := o.handled("用电容量不足")
	closed := map[string]func(v *View) error{
		"a problem":     func(v *View) error { _, err := v.Problem(p.ID); return err },
		"the list":      func(v *View) error { _, err := v.ProblemIDs(ProblemQuery{Today: on("2026-10-20")}); return err },
		"an enterprise": func(v *View) error { _, err := v.Enterprise(o.firms[0]); return err },
		"visits":        func(v *View) error { return v.AllVisits(func(*data.Visit) error { return nil }) },
		"a search":      func(v *View) error { _, err := v.Search("用电", 5); return err },
		"the bin":       func(v *View) error { _, err := v.Bin(); return err },
		"bulletins":     func(v *View) error { _, err := v.Issues(); return err },
		"drafts":        func(v *View) error { _, err := v.Drafts(); return err },
		"half-typed":    func(v *View) error { _, err := v.RememberedAll(HalfTyped); return err },
		"one of them":   func(v *View) error { _, err := v.Remembered(HalfTyped + "登记走访"); return err },
		"registers":     func(v *View) error { _, err := v.BookCounts(); return err },
		"figures":       func(v *View) error { _, err := v.OpenOfAge(on("2026-10-20"), 0, 90, data.ByLead, 0); return err },
		"attachments":   func(v *View) error { _, err := v.Attachments(data.EntityProblem, p.ID); return err },
	}
	open := map[string]func(v *View) error{
		"settings": func(v *View) error { _, err := v.Settings(); return err },
		"the day":  func(v *View) error { v.Today(); return nil },
		"regions":  func(v *View) error { _, err := v.Regions(); return err },
		"holidays": func(v *View) error { _, err := v.Notices(); return err },
		"columns":  func(v *View) error { _, err := v.Remembered("table.问题"); return err },
	}
	for role, ctx := range as {
		for name, read := range closed {
			if err := o.View(ctx, read); (err == nil) != role.May(data.MayRead) || err != nil && data.CodeOf(err) != data.Denied {
				t.Errorf("%s by %q: %v", name, role, err)
			}
		}
		for name, read := range open {
			if err := o.View(ctx, read); err != nil {
				t.Errorf("%s by %q: %v", name, role, err)
			}
		}
		_, err := o.Steps(ctx, 5)
		if (err == nil) != role.May(data.MayRead) {
			t.Errorf("steps by %q: %v", role, err)
		}
	}
	if err := o.View(actorCtx(), func(v *View) error { return nil }); data.CodeOf(err) != data.Denied || !chinese(err) {
		t.Errorf("without a sign-in: %v", err)
	}
	if err := o.View(context.Background(), func(v *View) error { return nil }); data.CodeOf(err) != data.Invalid {
		t.Errorf("nobody: %v", err)
	}
	// A pooled connection that served an administrator serves the next one whole.
	for range 2 * readerCount {
		o.view(func(v *View) error { _, err := v.Problem(p.ID); return err })
	}
}

// An administrator reads who did what, not the texts; of accounts all of it.
func TestTheLogWithoutTexts(t *testing.T) {
	o, as, _ := manned(t)
	o.do("登记“烟酒厂”的走访", func(tx *Tx) error { return tx.SaveEnterprise(&data.Enterprise{Name: "秘而不宣烟酒厂"}) })
	err := o.View(as[data.Auditor], func(v *View) error {
		teller := v.Teller()
		roles := false
		for _, x := range must(v.LogPage(LogQuery{Limit: 500}))(t) {
			text, err := teller.Text(x)
			if err != nil {
				t.Error(err)
			}
			if strings.Contains(text+x.Op+string(x.Diff), "烟酒") {
				t.Errorf("told %s %s %s", text, x.Op, x.Diff)
			}
			roles = roles || strings.Contains(text, "账号 周经办：角色（空）→“经办”")
		}
		if !roles {
			t.Error("who was given which role is not told")
		}
		if _, err := v.LogPage(LogQuery{Limit: 5, Text: "烟酒"}); data.CodeOf(err) != data.Denied {
			t.Errorf("an administrator looks for a text: %v", err)
		}
		if found := must(v.CheckLog())(t); len(found) > 0 {
			t.Errorf("the chain: %v", found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.View(as[data.SystemAdmin], func(v *View) error { _, err := v.Log(5, 0); return err }); data.CodeOf(err) != data.Denied {
		t.Errorf("系统管理员 reads the log: %v", err)
	}
	rep, err := o.Check(as[data.Auditor])
	if err != nil || len(rep.Problems) > 0 || len(rep.Checked) < 30 {
		t.Errorf("the auditor checks: %v %v", rep, err)
	}
	if _, err := o.Check(as[data.LeaderRole]); data.CodeOf(err) != data.Denied {
		t.Errorf("a leader checks: %v", err)
	}
}

func TestSignInSlowsDown(t *testing.T) {
	o, _, _ := manned(t)
	try := func(password string) string {
		t.Helper()
		a, err := o.SignIn(context.Background(), "周经办", password)
		if err == nil {
			if a.Name != "周经办" || a.Role != "经办" || a.Session() == "" {
				t.Errorf("signed in as %+v", a)
			}
			return "in"
		}
		if data.CodeOf(err) != data.Denied || a.Session() != "" {
			t.Fatalf("%v %v", err, cause(err))
		}
		return err.Error()
	}
	wait := func(d time.Duration) { *o.now = o.now.Add(d) }
	for i, c := range []struct {
		after    time.Duration
		password string
		words    string
	}{
		{0, "错", "再输错 2 次"}, {0, "错", "再输错 1 次"}, {0, "错", "30 秒"},
		{0, word, "30 秒"}, {29 * time.Second, word, "1 秒"}, {time.Second, word, "in"}, // the right one waits too, and clears the count
		{0, "错", "再输错 2 次"}, {0, "错", "再输错 1 次"}, {0, "错", "30 秒"}, {30 * time.Second, "错", "30 秒"}, {30 * time.Second, "错", "15 分钟"},
		{14 * time.Minute, word, "1 分钟"}, {time.Minute, "错", "15 分钟"}, {15 * time.Minute, word, "in"},
	} {
		wait(c.after)
		if got := try(c.password); !strings.Contains(got, c.words) {
			t.Errorf("%d: %q, want %q", i, got, c.words)
		}
	}
	if _, err := o.SignIn(context.Background(), "没有这个人", word); data.CodeOf(err) != data.Denied || strings.Contains(err.Error(), "没有这个人") {
		t.Errorf("a stranger: %v", err)
	}
	n, lines := 0, ""
	o.view(func(v *View) error {
		for _, x := range must(v.Log(100, 0))(t) {
			lines += x.Actor + " " + x.Op + string(x.Diff) + "\n"
			if x.Entity == data.EntityPerson && strings.HasPrefix(x.Op, "登录失败") {
				n++
			}
		}
		return nil
	})
	if n != 10 || strings.Contains(lines, "没有这个人") || strings.Contains(lines, word) || !strings.Contains(lines, "周经办 登录失败，暂停登录：周经办") {
		t.Errorf("%d failures logged:\n%s", n, lines)
	}
	o.sound()
}

// Neither a sign-in nor names that left unmasked stand in the way of undo and redo.
func TestAsideIsNoStep(t *testing.T) {
	o, as, _ := manned(t)
	o.save(o.problem("甲", "2026-10-08"))
	o.save(o.problem("乙", "2026-10-08"))
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SignIn(context.Background(), "周经办", word); err != nil {
		t.Fatal(err)
	}
	mustDo(t, o, as[data.ApproverRole], func(tx *Tx) error { return tx.SetSetting("mask.last_lift", "导出：核对") })
	if _, err := o.Do(o.ctx, data.Op{Name: "旁门", Aside: true}, func(tx *Tx) error { return tx.SaveProblem(o.problem("丙", "2026-10-08")) }); data.CodeOf(err) != data.Internal {
		t.Errorf("a record was changed aside: %v", err)
	}
	if _, err := o.Do(as[data.SystemAdmin], data.Op{Name: "可撤销"}, func(tx *Tx) error { return tx.AddPerson("王五", word) }); data.CodeOf(err) != data.Internal {
		t.Errorf("an account that could be undone: %v", err)
	}
	steps := must(o.Steps(o.ctx, 10))(t)
	if steps[0].Op.Name != "保存问题" || !steps[0].Undone || steps[1].Undone {
		t.Errorf("steps %+v", steps)
	}
	if op, _, err := o.Redo(o.ctx); err != nil || op.Name != "保存问题" {
		t.Errorf("redo %v %v", op, err)
	}
	o.sound()
}

// Others' steps are taken back by who may decide.
func TestWhoUndoes(t *testing.T) {
	o, as, _ := manned(t)
	save := func(role data.Role, content string) {
		t.Helper()
		if _, err := o.Do(as[role], data.Op{Name: "登记"}, func(tx *Tx) error { return tx.SaveProblem(o.problem(content, "2026-10-08")) }); err != nil {
			t.Fatal(err)
		}
	}
	save(data.ReviewerRole, "甲")
	if _, _, err := o.Undo(as[data.ClerkRole]); data.CodeOf(err) != data.Denied || !strings.Contains(err.Error(), "吴审核") {
		t.Errorf("a clerk undoes another's step: %v", err)
	}
	save(data.ClerkRole, "乙")
	for _, role := range []data.Role{data.LeaderRole, data.Auditor, ""} {
		if _, _, err := o.Undo(as[role]); data.CodeOf(err) != data.Denied {
			t.Errorf("%q undoes: %v", role, err)
		}
	}
	if _, _, err := o.Undo(as[data.ClerkRole]); err != nil {
		t.Errorf("one's own: %v", err)
	}
	if _, _, err := o.Undo(as[data.ApproverRole]); err != nil {
		t.Errorf("an approver, another's: %v", err)
	}
}

// Whoever is disabled, loses a role or gets another password does so at once.
func TestChangesOfPeopleHoldAtOnce(t *testing.T) {
	o, as, _ := manned(t)
	read := func(ctx context.Context) error {
		return o.View(ctx, func(v *View) error { _, err := v.ProblemIDs(ProblemQuery{Today: on("2026-10-20")}); return err })
	}
	for name, c := range map[string]struct {
		role data.Role
		by   data.Role
		do   func(tx *Tx) error
	}{
		"disabled":             {data.ClerkRole, data.SystemAdmin, func(tx *Tx) error { return tx.DisablePerson("周经办", true) }},
		"without a role":       {data.ReviewerRole, data.SecrecyAdmin, func(tx *Tx) error { return tx.SetRoles("吴审核", nil) }},
		"with a new password":  {data.LeaderRole, data.SystemAdmin, func(tx *Tx) error { return tx.SetPassword("陈领导", "换一个密码试试看") }},
		"now an administrator": {data.ApproverRole, data.SecrecyAdmin, func(tx *Tx) error { return tx.SetRoles("冯审批", []data.Role{data.Auditor}) }},
	} {
		if err := read(as[c.role]); err != nil {
			t.Fatalf("%s: before: %v", name, err)
		}
		mustDo(t, o, as[c.by], c.do)
		if err := read(as[c.role]); data.CodeOf(err) != data.Denied {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.SignIn(context.Background(), "周经办", word); data.CodeOf(err) != data.Denied || !strings.Contains(err.Error(), "停用") {
		t.Errorf("disabled: %v", err)
	}
	if err := o.ChangePassword(as[data.SystemAdmin], "不对的密码", "新的密码一二三"); data.CodeOf(err) != data.Denied {
		t.Errorf("the old one wrong: %v", err)
	}
	if err := o.ChangePassword(as[data.SystemAdmin], founders.System.Password, "短"); data.CodeOf(err) != data.Invalid {
		t.Errorf("a short one: %v", err)
	}
	if err := o.ChangePassword(as[data.SystemAdmin], founders.System.Password, "新的密码一二三四"); err != nil {
		t.Error(err)
	}
	mustDo(t, o, as[data.SystemAdmin], func(tx *Tx) error { return tx.DisablePerson("周经办", false) }) // the session of who changed it stands
	a, err := o.SignIn(context.Background(), founders.System.Name, "新的密码一二三四")
	if err != nil {
		t.Fatal(err)
	}
	o.SignOut(a)
	if err := o.View(data.WithActor(context.Background(), a), func(*View) error { return nil }); data.CodeOf(err) != data.Denied {
		t.Errorf("after signing out: %v", err)
	}
	if _, err := o.Check(as[data.Auditor]); err != nil {
		t.Error(err)
	}
}

func TestPeopleThatMayNotBe(t *testing.T) {
	o, as, _ := manned(t)
	for name, c := range map[string]struct {
		by   data.Role
		code data.Code
		do   func(tx *Tx) error
	}{
		"a name twice":                   {data.SystemAdmin, data.Conflict, func(tx *Tx) error { return tx.AddPerson(" 周经办 ", word) }},
		"no name":                        {data.SystemAdmin, data.Invalid, func(tx *Tx) error { return tx.AddPerson(" ", word) }},
		"a long name":                    {data.SystemAdmin, data.Invalid, func(tx *Tx) error { return tx.AddPerson(strings.Repeat("长", 41), word) }},
		"a short password":               {data.SystemAdmin, data.Invalid, func(tx *Tx) error { return tx.AddPerson("新人", "1234567") }},
		"nobody's role":                  {data.SecrecyAdmin, data.NotFound, func(tx *Tx) error { return tx.SetRoles("新人", nil) }},
		"a clerk who audits":             {data.SecrecyAdmin, data.Invalid, func(tx *Tx) error { return tx.SetRoles("周经办", []data.Role{data.ClerkRole, data.Auditor}) }},
		"the only auditor gone":          {data.SecrecyAdmin, data.Conflict, func(tx *Tx) error { return tx.SetRoles("李审计", []data.Role{data.ClerkRole}) }},
		"the only secrecy admin gone":    {data.SecrecyAdmin, data.Conflict, func(tx *Tx) error { return tx.SetRoles("孙保密", nil) }},
		"the auditor disabled":           {data.SystemAdmin, data.Conflict, func(tx *Tx) error { return tx.DisablePerson("李审计", true) }},
		"himself disabled":               {data.SystemAdmin, data.Conflict, func(tx *Tx) error { return tx.DisablePerson("钱系统", true) }},
		"the auditor's password":         {data.SystemAdmin, data.Denied, func(tx *Tx) error { return tx.SetPassword("李审计", word+"9") }},
		"the secrecy admin's password":   {data.SystemAdmin, data.Denied, func(tx *Tx) error { return tx.SetPassword("孙保密", word+"9") }},
		"a role he does not give":        {data.SystemAdmin, data.Denied, func(tx *Tx) error { return tx.SetRoles("周经办", []data.Role{data.LeaderRole}) }},
		"an account she does not make":   {data.SecrecyAdmin, data.Denied, func(tx *Tx) error { return tx.AddPerson("新人", word) }},
		"an approver makes himself more": {data.ApproverRole, data.Denied, func(tx *Tx) error { return tx.SetRoles("冯审批", []data.Role{data.SystemAdmin}) }},
	} {
		if err := o.Try(as[c.by], c.do); data.CodeOf(err) != c.code || !chinese(err) || !strings.Contains(err.Error(), "没有") {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestAccountsOnAndOff(t *testing.T) {
	o := newOffice(t)
	if on, err := o.Accounts(context.Background()); on || err != nil {
		t.Fatal(on, err)
	}
	if _, err := o.SignIn(context.Background(), "任何人", word); data.CodeOf(err) != data.Conflict {
		t.Errorf("a sign-in without accounts: %v", err)
	}
	bad := founders
	bad.Auditor = bad.System
	if _, err := o.SwitchOn(o.ctx, bad); data.CodeOf(err) != data.Invalid {
		t.Errorf("one person audits himself: %v", err)
	}
	bad = founders
	bad.Secrecy.Password = "短"
	if _, err := o.SwitchOn(o.ctx, bad); data.CodeOf(err) != data.Invalid {
		t.Errorf("a short password: %v", err)
	}
	if on, _ := o.Accounts(context.Background()); on {
		t.Fatal("half switched on")
	}
	code := must(o.SwitchOn(o.ctx, founders))(t)
	if len(code) != 24 || len(readCode(code)) != 20 {
		t.Errorf("code %q", code)
	}
	if _, err := o.SwitchOn(o.ctx, founders); data.CodeOf(err) != data.Denied {
		t.Errorf("again, without a sign-in: %v", err)
	}
	for name, typed := range map[string]string{"": "", "a wrong one": "AAAA-AAAA-AAAA-AAAA-AAAA", "the password": founders.System.Password} {
		if err := o.SwitchOff(o.ctx, typed); data.CodeOf(err) != data.Denied {
			t.Errorf("off with %s: %v", name, err)
		}
	}
	sys := must(o.SignIn(context.Background(), founders.System.Name, founders.System.Password))(t)
	aud := must(o.SignIn(context.Background(), founders.Auditor.Name, founders.Auditor.Password))(t)
	if err := o.SwitchOff(o.ctx, "", sys, aud); data.CodeOf(err) != data.Denied {
		t.Errorf("off by the wrong two: %v", err)
	}
	sec := must(o.SignIn(context.Background(), founders.Secrecy.Name, founders.Secrecy.Password))(t)
	if err := o.SwitchOff(o.ctx, "", sys, sec); err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error { // as before: one person who may everything
		if v.Self() != nil || !v.May(data.MayPeople) {
			t.Error("somebody is signed in")
		}
		return nil
	})
	o.save(o.problem("又是简单方式", "2026-10-08"))
	code = must(o.SwitchOn(o.ctx, founders))(t) // the same three again
	who, next, err := o.Recover(context.Background(), strings.ToLower(code), "", "忘了密码就换新的")
	if err != nil || who != founders.System.Name || next == code {
		t.Fatalf("recovered %s, next code %s: %v", who, next, err)
	}
	if _, _, err := o.Recover(context.Background(), code, "", "再用一次旧的码吧"); data.CodeOf(err) != data.Denied {
		t.Errorf("a spent code: %v", err)
	}
	if _, _, err := o.Recover(context.Background(), next, "没有这个人", "再用一次旧的码吧"); data.CodeOf(err) != data.NotFound {
		t.Errorf("for nobody: %v", err)
	}
	if who, next, err = o.Recover(context.Background(), next, founders.Auditor.Name, "审计忘了密码换新"); err != nil || who != founders.Auditor.Name {
		t.Errorf("for the auditor: %s %v", who, err)
	}
	must(o.SignIn(context.Background(), founders.System.Name, "忘了密码就换新的"))(t)
	if err := o.SwitchOff(context.Background(), next); err != nil {
		t.Errorf("off by the code: %v", err)
	}
	o.sound()
	ops := ""
	o.view(func(v *View) error {
		for _, x := range must(v.Log(100, 0))(t) {
			ops += x.Op + "\n"
		}
		return nil
	})
	for _, want := range []string{"启用账号", "恢复码不对", "用恢复码重设密码", "停用账号", "登录：钱系统"} {
		if !strings.Contains(ops, want) {
			t.Errorf("the log lacks %s:\n%s", want, ops)
		}
	}
}
