package store

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"qinqing/data"
)

// TestMain lets the test binary be the second program of the lock's tests.
func TestMain(m *testing.M) {
	if path := os.Getenv(holdEnv); path != "" {
		holdLedger(path)
	}
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = f.Value.Set("50") // each is a whole ledger; more on demand
	}
	goleak.VerifyTestMain(m)
}

// once makes a ledger and gives its bytes.
func once(fill func(*office)) (_ []byte, err error) {
	dir, err := os.MkdirTemp("", "qinqing-test-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path, now := filepath.Join(dir, "台账.db"), noon("2026-10-30")
	s, err := Open(context.Background(), path, Options{Seed: testSeed(), Now: func() time.Time { return now }})
	if err != nil {
		return nil, err
	}
	fill(&office{Store: s, t: &failing{}, ctx: actorCtx(), now: &now})
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// lived is a closed ledger that has seen everything: a few hundred random steps, the
// same at every run, and one bulletin issued. Tests open copies.
var lived = sync.OnceValues(func() ([]byte, error) {
	return once(func(o *office) {
		o.found()
		o.lives()
		o.deadlines()
		c := &chaos{o: o}
		for n := range 300 {
			_, err := o.Do(o.ctx, data.Op{Name: "乱动"}, func(tx *Tx) error {
				return rapid.Custom(func(rt *rapid.T) error { return c.act(rt, tx) }).Example(n)
			})
			if code := data.CodeOf(err); code == data.Internal || code == data.Corrupt {
				o.t.Fatal(err)
			}
		}
		o.do("自然月", func(tx *Tx) error { return tx.SetSetting(cutoffKey, "") })
		o.do("印发", func(tx *Tx) error {
			d := Draft{Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: "十月通报", Tree: []byte(`{"title":"十月通报"}`)}
			if err := tx.SaveDraft(&d); err != nil {
				return err
			}
			_, err := tx.Issue(issueOf(d.ID))
			return err
		})
		o.do("以后", func(tx *Tx) error { return tx.SetSetting("office.name", "示例市纪委监委") })
		// One segment, as automatic merging leaves it in time: Check looks up every word.
		o.compact()
	})
})

// lives saves problems that went every way a problem can go.
func (o *office) lives() {
	week, month := data.Deadline{Kind: data.ByWorkdays, N: 7}, data.Deadline{Kind: data.ByMonths, N: 1}
	assigned := func(d data.Deadline, more ...data.Event) []data.Event {
		return append([]data.Event{{Kind: data.Assign, Deadline: d}}, more...)
	}
	for n, way := range [][]data.Event{
		{}, assigned(week), assigned(month), assigned(data.Deadline{}), assigned(data.Deadline{Kind: data.NoDateLongTerm}),
		{{Kind: data.Assign, Deadline: week, Basis: data.Inferred, Origin: data.FromImport}},
		assigned(week, data.Event{Kind: data.Report}),
		assigned(week, data.Event{Kind: data.Report, Basis: data.Inferred, Origin: data.FromImport}),
		assigned(week, data.Event{Kind: data.Report}, data.Event{Kind: data.SendBack, Note: "措施不实"}),
		assigned(week, data.Event{Kind: data.Report}, data.Event{Kind: data.Resolve}),
		assigned(week, data.Event{Kind: data.Report}, data.Event{Kind: data.Resolve}, data.Event{Kind: data.Rework, Note: "未解决", Deadline: month}),
		assigned(week, data.Event{Kind: data.Report}, data.Event{Kind: data.Resolve}, data.Event{Kind: data.StrikeOff}),
		assigned(week, data.Event{Kind: data.Report}, data.Event{Kind: data.Resolve}, data.Event{Kind: data.StrikeOff}, data.Event{Kind: data.Reopen, Note: "反弹", Deadline: week}),
		assigned(week, data.Event{Kind: data.Object, Note: "不属本单位"}),
		assigned(week, data.Event{Kind: data.Transfer, Unit: o.units[4]}),
		assigned(week, data.Event{Kind: data.Extend, Deadline: month, Approver: "林主任"}),
		assigned(week, data.Event{Kind: data.ToLongTerm, Note: "经批准", Approver: "林主任"}),
		assigned(week, data.Event{Kind: data.Decline, Note: "不属受理范围", Approver: "林主任"}),
		assigned(week, data.Event{Kind: data.MoveClue, Note: "移〔2026〕1号"}),
		assigned(week, data.Event{Kind: data.Recategorise, Category: o.cats[1]}),
		{{Kind: data.StrikeOff, Basis: data.Inferred, Origin: data.FromImport}},
	} {
		for k, day := range []string{"2026-09-02", "2026-10-09", "2026-10-22"} {
			p := o.problem("用电、招工的第"+string(rune('甲'+n))+day, day)
			p.EnterpriseID, p.Region, p.Category = o.firms[n%len(o.firms)], o.regions[(n+k)%len(o.regions)], o.cats[(n+k)%len(o.cats)]
			p.Visiting, p.Fields = o.units[n%2], map[string]string{"备注": "补充；再看"}
			o.save(p)
			for i, e := range way {
				if e.On = on(day) + data.Date(1+2*i); e.Kind == data.Assign {
					e.Unit = o.units[2+(n+k)%2]
				}
				o.happen(p, e)
			}
		}
	}
}

// deadlines are problems due on each day around the ends of the lights.
func (o *office) deadlines() {
	for n := range 16 {
		p := o.save(o.problem(fmt.Sprint("到期的第", n), "2026-10-12"))
		o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-13"), Unit: o.units[3], Deadline: data.Deadline{Kind: data.ByDate, Date: on("2026-10-28") + data.Date(n)}})
	}
}

// issueOf is a bulletin with a file and two rows behind its figures.
func issueOf(draft data.ID) IssueInput {
	return IssueInput{Draft: draft, Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: "十月通报", DocNumber: "示纪办〔2026〕10号",
		Number: 10, Total: 22, Tree: []byte(`{"title":"十月通报"}`), Facts: []byte(`{"登记问题":3}`), Signers: map[string]string{"签发": "林主任 2026-10-30"},
		Files: []IssueFile{{Name: "十月通报.pdf", Content: []byte("%PDF-1.7 示例")}, {Name: "十月通报.xlsx", Content: []byte("PK 示例")}},
		Rows:  []IssueRow{{Figure: "登记问题", Entity: data.EntityProblem, ID: 7, On: on("2026-10-08"), What: "WT-2026-0001"}, {Figure: "登记问题", Entity: data.EntityProblem, ID: 8}}}
}

func (o *office) compact() {
	for _, table := range searchTables {
		if err := o.writer.script(searchPack[table]); err != nil {
			o.t.Fatal(err)
		}
	}
}

// failing stands in for a test where there is none to fail.
type failing struct{ testing.TB }

func (f *failing) Helper() {}

func (f *failing) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func (f *failing) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }

// livedCopy is a copy of the shared ledger, not opened.
func livedCopy(t testing.TB) string {
	t.Helper()
	return fileOf(t, lived)
}

func fileOf(t testing.TB, ledger func() ([]byte, error)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "台账.db")
	if err := os.WriteFile(path, must(ledger())(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// copyOf is an open copy.
func copyOf(t testing.TB, ledger func() ([]byte, error)) *office {
	t.Helper()
	now := noon("2026-10-30")
	o := &office{Store: openAt(t, fileOf(t, ledger), func() time.Time { return now }), t: t, ctx: actorCtx(), now: &now}
	o.find()
	return o
}

func livedOffice(t testing.TB) *office {
	t.Helper()
	return copyOf(t, lived)
}

// raw runs statements on a closed ledger past every guard: no triggers, no references,
// no CHECKs. The schema is afterwards as it was, but for what the statements change.
func raw(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=foreign_keys(0)&_pragma=ignore_check_constraints(1)&_pragma=synchronous(0)&_pragma=recursive_triggers(0)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	var names, texts []string
	found, err := db.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		var name, text string
		if err := found.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		names, texts = append(names, "DROP TRIGGER "+name), append(texts, text)
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		t.Fatal(err)
	}
	for _, q := range append(append(names, statements...), texts...) {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}
