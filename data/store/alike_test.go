package store

import (
	"fmt"
	"slices"
	"testing"

	"qinqing/data"
)

// alike fills a ledger with problems that differ in what a look-up goes by; the names
// are those of the cases.
func alike(o *office) map[string]data.ID {
	o.t.Helper()
	ids := map[string]data.ID{}
	visit := data.Visit{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[0]}
	o.do("走访", func(tx *Tx) error { return tx.SaveVisit(&visit) })
	put := func(name, content string, change func(*data.Problem)) {
		p := o.problem(content, "2026-10-08")
		p.EnterpriseID = 0
		change(p)
		ids[name] = o.save(p).ID
	}
	const text = "工业园区北侧供电线路老化，夏季频繁跳闸，影响正常生产"
	put("plain", text, func(*data.Problem) {})
	put("other marks", "工业园区北侧供电线路老化、夏季频繁跳闸、影响正常生产。", func(p *data.Problem) { p.Occurrence = 2 })
	put("other source", text, func(p *data.Problem) { p.Source = o.sources[0] })
	put("on a visit", text, func(p *data.Problem) { p.VisitID = visit.ID })
	put("first firm", text, func(p *data.Problem) { p.EnterpriseID, p.Occurrence = o.firms[0], 3 })
	put("second firm", text, func(p *data.Problem) { p.EnterpriseID, p.Occurrence = o.firms[1], 4 })
	put("reworded", "工业园区北侧供电线路已老化，夏季频繁跳闸，严重影响正常生产", func(*data.Problem) {})
	put("unlike", "员工子女入学难", func(*data.Problem) {})
	put("deleted", "工业园区北侧供电线路老化，夏季频繁跳闸，影响了正常生产", func(*data.Problem) {})
	o.do("删除", func(tx *Tx) error {
		p := must(tx.Problem(ids["deleted"]))(o.t)
		return tx.Delete(data.EntityProblem, p.ID)
	})
	return ids
}

func namesOf(ids map[string]data.ID, list []*data.Problem) []string {
	out := []string{}
	for _, p := range list {
		for name, id := range ids {
			if id == p.ID {
				out = append(out, name)
			}
		}
	}
	return out
}

func TestProblemsSaying(t *testing.T) {
	o := newOffice(t)
	ids := alike(o)
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"whatever source and firm": {"工业园区北侧供电线路老化，夏季频繁跳闸，影响正常生产", []string{"plain", "other marks", "other source", "first firm", "second firm"}},
		"other wording":            {"工业园区北侧供电线路已老化，夏季频繁跳闸，严重影响正常生产", []string{"reworded"}},
		"deleted":                  {"工业园区北侧供电线路老化，夏季频繁跳闸，影响了正常生产", []string{}},
		"nothing":                  {"", []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			o.view(func(v *View) error {
				if got := namesOf(ids, must(v.ProblemsSaying(c.content))(t)); !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
				return nil
			})
		})
	}
}

func TestProblemsNear(t *testing.T) {
	o := newOffice(t)
	ids := alike(o)
	const asked = "工业园区北侧的供电线路老化，夏季频繁跳闸，影响生产"
	all := func(string) bool { return true }
	for name, c := range map[string]struct {
		content      string
		source, firm data.ID
		like         func(string) bool
		want         []string
	}{
		"without a firm":     {asked, o.sources[1], 0, all, []string{"reworded", "second firm", "first firm", "other marks", "plain"}},
		"of a firm":          {asked, o.sources[1], o.firms[0], all, []string{"reworded", "first firm", "other marks", "plain"}},
		"of a new firm":      {asked, o.sources[1], -3, all, []string{"reworded", "other marks", "plain"}},
		"other source":       {asked, o.sources[0], 0, all, []string{"other source"}},
		"without a source":   {asked, 0, 0, all, []string{}},
		"by a word":          {"供电线路", o.sources[1], o.firms[2], all, []string{"reworded", "other marks", "plain"}},
		"the firm's, unlike": {"税费", o.sources[1], o.firms[1], all, []string{"second firm"}},
		"none is like":       {asked, o.sources[1], 0, func(string) bool { return false }, []string{}},
		"normalised":         {asked, o.sources[1], 0, func(s string) bool { return s == data.Normalise(s) && len([]rune(s)) > 25 }, []string{"reworded"}},
		"one character":      {"电", o.sources[1], 0, all, []string{}},
		"nothing":            {"。", o.sources[1], 0, all, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			o.view(func(v *View) error {
				if got := namesOf(ids, must(v.ProblemsNear(c.content, c.source, c.firm, c.like))(t)); !slices.Equal(got, c.want) {
					t.Errorf("got %q, want %q", got, c.want)
				}
				return nil
			})
		})
	}
}

// What a step wrote is near to what it looks up next; of very many the newest count.
func TestProblemsNearInsideTheStep(t *testing.T) {
	o := newOffice(t)
	o.do("写", func(tx *Tx) error {
		for i := range nearCompared + 20 {
			p := o.problem(fmt.Sprintf("园区第%d号厂房供电线路老化，频繁跳闸", i), "2026-10-08")
			p.EnterpriseID = 0
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
		}
		got := must(tx.ProblemsNear("园区厂房供电线路老化，频繁跳闸", o.sources[1], 0, func(string) bool { return true }))(t)
		if len(got) != nearCompared || got[0].Content != "园区第219号厂房供电线路老化，频繁跳闸" || len(got[0].Events) != 1 {
			t.Errorf("%d found, the first %+v", len(got), got[0])
		}
		return nil
	})
}
