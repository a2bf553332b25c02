package command

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
	"qinqing/reports/stats"
)

var hands = []string{"--sign", "拟稿=甲:2026-11-02", "--sign", "核稿=乙:2026-11-03", "--sign", "审核=丙：2026-11-03", "--sign", "签发=丁:2026-11-05"}

// issue issues a month and returns its files.
func (o *office) issue(month string, more ...string) (files []string) {
	o.t.Helper()
	var out struct{ Files []string }
	o.json(exitDone, &out, append(append([]string{"bulletin", "issue", "--month", month, "--docx", "--out", filepath.Join(o.dir, "印发")}, hands...), more...)...)
	return out.Files
}

type driftsJSON struct {
	Title   string
	Changed []driftJSON
}

func TestIssueFreezesAndVerifies(t *testing.T) {
	o := smallOffice(t)
	files := o.issue("2026-10", "--doc-no", "×纪办〔2026〕5号")
	if len(files) != 3 {
		t.Fatalf("files %v", files)
	}
	for _, f := range files {
		if got := o.must("bulletin", "verify", f); !strings.Contains(got, "一个字节都没有改动") || !strings.Contains(got, "×纪办〔2026〕5号") {
			t.Errorf("%s: %s", f, got)
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(f) == ".pdf" {
			raw[len(raw)/2] ^= 1
		} else {
			raw = append(raw, 0) // behind the archive's end: the properties still read
		}
		changed := filepath.Join(o.dir, "改动"+filepath.Ext(f))
		if err := os.WriteFile(changed, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		out, _, code := o.run("bulletin", "verify", changed)
		if code != exitPartly || !strings.Contains(out, "被改动过") || !strings.Contains(out, "5号") {
			t.Errorf("%s changed: exit %d %s", f, code, out)
		}
	}
	other := filepath.Join(o.dir, "别的.pdf")
	if err := os.WriteFile(other, []byte("%PDF-1.3"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, _, code := o.run("bulletin", "verify", other); code != exitPartly || !strings.Contains(out, "没有印发过") {
		t.Errorf("another file: exit %d %s", code, out)
	}
	if _, errs, code := o.run("undo"); code == exitDone || errs == "" {
		t.Errorf("an issue was undone: %s", errs)
	}
}

func TestIssueIsRefused(t *testing.T) {
	o := smallOffice(t)
	o.issue("2026-09", "--template", "B", "--serial", "第3期（总第27期）")
	o.must("bulletin", "void", "第4期（总第28期）", "--reason", "印错")
	for _, c := range []struct {
		name string
		args []string
		word string
	}{
		{"nobody signed", []string{"--month", "2026-10"}, "拟稿"},
		{"a hand missing", append([]string{"--month", "2026-10"}, hands[:6]...), "签发"},
		{"out of order", append([]string{"--month", "2026-10", "--sign", "签发=丁:2026-11-01"}, hands[:6]...), "早于"},
		{"signed tomorrow", append([]string{"--month", "2026-10", "--sign", "签发=丁:2026-11-23"}, hands[:6]...), "今天之后"},
		{"a day nobody can read", append([]string{"--month", "2026-10", "--sign", "签发=丁:去年"}, hands[:6]...), "日期读不懂"},
		{"the month again", append([]string{"--month", "2026-09"}, hands...), "已经印发"},
		{"a number given before", append([]string{"--month", "2026-10", "--template", "B", "--serial", "第3期"}, hands...), "第 3 期"},
		{"a void number", append([]string{"--month", "2026-10", "--template", "B", "--serial", "第4期"}, hands...), "第 4 期"},
		{"a serial that is none", append([]string{"--month", "2026-10", "--template", "B", "--serial", "三"}, hands...), "期号应写成"},
		{"correcting another period", append([]string{"--month", "2026-10", "--template", "B", "--corrects", "2026年第3期（总第27期）"}, hands...), "同一个期间"},
		{"correcting what is not there", append([]string{"--month", "2026-10", "--corrects", "9号"}, hands...), "没有找到"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, errs, code := o.run(append([]string{"bulletin", "issue", "--out", o.dir}, c.args...)...)
			if code != exitUsage || !strings.Contains(errs, c.word) {
				t.Errorf("exit %d: %s", code, errs)
			}
		})
	}
	var list struct{ Issues []issueJSON }
	o.json(exitDone, &list, "bulletin", "list")
	if len(list.Issues) != 2 {
		t.Errorf("%d issues", len(list.Issues))
	}
}

// A correction names what it corrects, and the next bulletin takes the stock over with
// what changed since.
func TestCorrectionAndTakingUp(t *testing.T) {
	o := smallOffice(t)
	o.issue("2026-09", "--doc-no", "×纪办〔2026〕4号")
	o.must("bulletin", "close", "--month", "2026-09")
	o.must("problem", "add", "--date", "2026-09-15", "--content", "补登的问题", "--unit", "人社局", "--due", "2026-12-31")
	o.must("problem", "add", "--date", "2026-09-16", "--content", "又一个补登的问题", "--unit", "人社局", "--due", "2026-12-31")
	o.must("visit", "add", "--date", "2026-09-17", "--unit", "甲区纪委监委", "--enterprise", "某某试验厂", "--region", "鲤城区")
	var d driftsJSON
	o.json(exitDone, &d, "bulletin", "diff", "×纪办〔2026〕4号")
	found := false
	for _, x := range d.Changed {
		if x.Name == "登记问题" && x.Span == "本期" && x.By == "all" {
			found = x.Was == "1" && x.Now == "3" && len(x.Added) == 2 && len(x.Gone) == 0
		}
	}
	if !found {
		t.Errorf("baseline %+v", d.Changed)
	}
	next := o.tree("bulletin", "make", "--month", "2026-10")
	for _, want := range []string{"期末在办1个，更正+2个，本期期初在办3个", "封账后补登、作废的事项4件，涉及2个问题", "封账后补登、更改、删除的走访1次"} {
		if !strings.Contains(next, want) {
			t.Errorf("the next bulletin does not say %s", want)
		}
	}
	o.issue("2026-09", "--doc-no", "×纪办〔2026〕6号", "--corrects", "×纪办〔2026〕4号")
	again := o.tree("bulletin", "make", "--month", "2026-10")
	if !strings.Contains(again, "期末在办3个，更正0个，本期期初在办3个") {
		t.Error("the next bulletin does not take up the correction")
	}
	var list struct{ Issues []issueJSON }
	o.json(exitDone, &list, "bulletin", "list")
	if len(list.Issues) != 2 || !strings.HasSuffix(list.Issues[0].Title, "（更正）") || list.Issues[0].Replaces != list.Issues[1].ID {
		t.Errorf("issues %+v", list.Issues)
	}
}

// tree is the document tree of a bulletin, as JSON.
func (o *office) tree(args ...string) string {
	o.t.Helper()
	path := filepath.Join(o.dir, "树.json")
	o.must(append(args, "--out", o.dir, "--tree", path)...)
	raw, err := os.ReadFile(path)
	if err != nil {
		o.t.Fatal(err)
	}
	return string(raw)
}

// A ledger is issued and then changed 200 times at random: what was issued stays to the
// byte, and the baseline is what a recount says.
func TestNothingChangesWhatWasIssued(t *testing.T) {
	o := smallOffice(t)
	o.must("import", o.sample("visits.xlsx"))
	o.issue("2026-10", "--doc-no", "×纪办〔2026〕5号")
	ctx := data.WithActor(context.Background(), data.Actor{Name: "测试员"})
	s, err := store.Open(ctx, o.db(), store.Options{Now: (&run{today: workday.MustParse("2026-11-22")}).now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	var issued *store.Issue
	look := func() (x *store.Issue, drifts []reports.Drift) {
		t.Helper()
		err := s.View(ctx, func(v *store.View) error {
			list, err := v.Issues()
			if err != nil {
				return err
			}
			x, drifts, err = Drifts(ctx, v, list[0].ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return x, drifts
	}
	issued, drifts := look()
	if len(drifts) != 0 {
		t.Fatalf("changed before any change: %+v", drifts[0])
	}
	changeAtRandom(t, ctx, s, 200)
	after, drifts := look()
	was, err := json.Marshal(issued)
	if err != nil {
		t.Fatal(err)
	}
	is, err := json.Marshal(after)
	if err != nil {
		t.Fatal(err)
	}
	if string(was) != string(is) {
		t.Error("what was issued is not what it was")
	}
	if len(drifts) < 10 {
		t.Fatalf("only %d figures changed: the test proves little", len(drifts))
	}
	checkBaseline(t, ctx, s, after, drifts)
	checkTakenUp(t, ctx, s, after)
	rep, err := s.Check(ctx)
	if err != nil || len(rep.Problems) > 0 {
		t.Errorf("check: %v %v", rep.Problems, err)
	}
}

// changeAtRandom resolves, extends, voids, registers and deletes problems of the ledger.
func changeAtRandom(t *testing.T, ctx context.Context, s *store.Store, times int) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(1, 5))
	done := 0
	for n := 0; done < times && n < 20*times; n++ {
		_, err := s.Do(ctx, data.Op{Name: "乱改"}, func(tx *store.Tx) error {
			ids, err := tx.ProblemIDs(store.ProblemQuery{Today: tx.Today()})
			if err != nil {
				return err
			}
			p, err := tx.Problem(ids[rnd.IntN(len(ids))])
			if err != nil {
				return err
			}
			clock, err := tx.Clock()
			if err != nil {
				return err
			}
			on := workday.MustParse("2026-10-01").AddDays(rnd.IntN(45))
			switch rnd.IntN(5) {
			case 0:
				fresh := &data.Problem{EnterpriseID: p.EnterpriseID, Region: p.Region, Content: fmt.Sprintf("随机登记%d", n), Category: p.Category, Visiting: p.Visiting}
				if err := fresh.Apply(data.Event{Kind: data.Register, On: on, Basis: data.Real, Origin: data.FromWindow}, clock); err != nil {
					return err
				}
				return tx.SaveProblem(fresh)
			case 1:
				if err := p.Void(p.Events[len(p.Events)-1].Seq, "测试员", "记错", tx.Now(), clock); err != nil {
					return err
				}
				return tx.SaveProblem(p)
			case 2:
				return tx.Delete(data.EntityProblem, p.ID)
			}
			kinds, _ := p.LegalKinds(tx.Today(), data.FromWindow, clock)
			e := data.Event{Kind: kinds[rnd.IntN(len(kinds))], On: on, Basis: data.Real, Origin: data.FromWindow, Note: "随机", Approver: "丁", Unit: p.Visiting,
				Deadline: data.Deadline{Kind: data.ByWorkdays, N: 9}, Satisfaction: data.Satisfaction(1 + rnd.IntN(5)), AppliedOn: on, SignedBy: "戊", SignedOn: on, ToldOn: on, Grade: "蓝"}
			if e.Kind == data.MoveClue {
				return fmt.Errorf("not this one") // it erases steps before it
			}
			if err := p.Apply(e, clock); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
		if err == nil {
			done++
		}
	}
	if done < times {
		t.Fatalf("only %d of %d changes were legal", done, times)
	}
}

// checkBaseline compares the baseline with a recount of every figure of the issue.
func checkBaseline(t *testing.T, ctx context.Context, s *store.Store, x *store.Issue, drifts []reports.Drift) {
	t.Helper()
	frozen, err := frozenOf(x)
	if err != nil {
		t.Fatal(err)
	}
	changed := map[string]reports.Drift{}
	for _, d := range drifts {
		changed[reports.FigureID(d.Was)] = d
	}
	err = s.View(ctx, func(v *store.View) error {
		for _, f := range frozen.Figures {
			facts, err := stats.Compute(ctx, v, stats.Query{Period: stats.Period{From: x.From, To: x.To}, By: []data.Dim{data.DimCoded(f.By)}, Compare: true, Figures: []string{f.Name}})
			if err != nil {
				return err
			}
			now, _ := facts.Get(f.Name, f.Span, data.DimCoded(f.By), f.KeyID)
			d, ok := changed[reports.FigureID(f)]
			switch {
			case !ok && now.Text() != f.Text():
				t.Errorf("%s: %s is now %s and the baseline is silent", reports.FigureID(f), f.Text(), now.Text())
			case ok && now.Text() != d.Now.Text():
				t.Errorf("%s: the baseline says %s, a recount %s", reports.FigureID(f), d.Now.Text(), now.Text())
			}
			if def, _ := stats.Define(f.Name); ok && def.Denominator == "" && f.Span == stats.SpanPeriod && f.Numerator != nil && d.Now.Numerator != nil && def.Unit != stats.UnitWorkdays {
				if n := int64(len(d.Added) - len(d.Gone)); n != *d.Now.Numerator-*f.Numerator {
					t.Errorf("%s: %d → %d, but %d rows more", reports.FigureID(f), *f.Numerator, *d.Now.Numerator, n)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var takenLine = regexp.MustCompile(`期末在办(\d+)个，更正([+-]?\d+)个，本期期初在办(\d+)个`)

// checkTakenUp adds up what the next bulletin says of the stock: as issued, corrected, as
// a recount has it.
func checkTakenUp(t *testing.T, ctx context.Context, s *store.Store, x *store.Issue) {
	t.Helper()
	frozen, err := frozenOf(x)
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(ctx, func(v *store.View) error {
		p := stats.Month(2026, 11)
		o := reports.Options{Today: s.Today()}
		if _, err := Complete(v, s.Path(), p, &o); err != nil {
			return err
		}
		doc, err := reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o})
		if err != nil {
			return err
		}
		said := takenLine.FindStringSubmatch(strings.Join(doc.Bulletin.Notes, "\n"))
		if said == nil {
			t.Fatalf("the next bulletin says nothing of the stock: %v", doc.Bulletin.Notes)
		}
		var n [3]int64
		for i := range n {
			if n[i], err = strconv.ParseInt(said[i+1], 10, 64); err != nil {
				return err
			}
		}
		facts, err := stats.Compute(ctx, v, stats.Query{Period: stats.Period{From: x.From, To: x.To}, By: []data.Dim{data.ByAll}, Figures: []string{"期末在办"}})
		if err != nil {
			return err
		}
		now, _ := facts.Get("期末在办", stats.SpanEnd, data.ByAll, 0)
		if n[0] != frozen.Open || n[0]+n[1] != n[2] || now.Numerator == nil || n[2] != *now.Numerator || n[1] == 0 {
			t.Errorf("“%s”: issued %d, a recount %s", said[0], frozen.Open, now.Text())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cheat changes a closed ledger past its triggers, as another program may.
func (o *office) cheat(statements ...string) {
	o.t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(o.db(), "#", "%23"))
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			o.t.Error(err)
		}
	}()
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			o.t.Fatalf("%s: %v", q, err)
		}
	}
}

// An issued file tells a log that was cut or written anew since, also where the archive
// was brought in step with it.
func TestVerifyFollowsTheLog(t *testing.T) {
	first := smallOffice(t)
	files := first.issue("2026-10", "--doc-no", "×纪办〔2026〕5号")
	ledger, err := os.ReadFile(first.db())
	if err != nil {
		t.Fatal(err)
	}
	const whole = "没有被截断或改写"
	for _, c := range []struct {
		name, want string
		code       int
		how        []string
	}{
		{"nothing", whole, exitDone, nil},
		{"a text erased", whole, exitDone, []string{"UPDATE audit_log SET salt = NULL, diff = NULL WHERE id = 3"}},
		{"cut", "以后操作记录被截断", exitPartly, []string{"DELETE FROM audit_log WHERE id >= (SELECT log_entries FROM bulletin_issue)"}},
		{"cut, the archive in step", "以后操作记录被截断", exitPartly, []string{"DELETE FROM audit_log WHERE id >= (SELECT log_entries FROM bulletin_issue)",
			"UPDATE bulletin_issue SET (log_entries, log_head) = (SELECT id, lower(hex(hash)) FROM audit_log ORDER BY id DESC LIMIT 1)"}},
		{"an entry changed", "以后操作记录被改写", exitPartly, []string{"UPDATE audit_log SET actor = '别人' WHERE id = 2"}},
		{"another head", "以后操作记录被改写", exitPartly, []string{"UPDATE audit_log SET hash = zeroblob(32) WHERE id = (SELECT log_entries FROM bulletin_issue)"}},
		{"the archive keeps none, the file does", whole, exitDone, []string{"UPDATE bulletin_issue SET log_entries = 0, log_head = ''"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			if err := os.WriteFile(o.db(), ledger, 0o600); err != nil {
				t.Fatal(err)
			}
			o.cheat(append([]string{"DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_only_erased", "DROP TRIGGER issue_no_update"}, c.how...)...)
			for _, f := range files {
				out, errs, code := o.run("bulletin", "verify", f)
				if code != c.code || !strings.Contains(out, c.want) || !strings.Contains(out, "一个字节都没有改动") {
					t.Errorf("%s: exit %d, %s %s", filepath.Base(f), code, out, errs)
				}
			}
		})
	}
}
