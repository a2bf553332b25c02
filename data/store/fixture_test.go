package store

import (
	"context"
	"sync"
	"testing"
	"time"

	"qinqing/data"
	"qinqing/data/workday"
)

const notice2026 = `{"year":2026,"off":[{"from":"2026-01-01","to":"2026-01-03"},{"from":"2026-02-15","to":"2026-02-23"},{"from":"2026-04-04","to":"2026-04-06"},
{"from":"2026-05-01","to":"2026-05-05"},{"from":"2026-06-19","to":"2026-06-21"},{"from":"2026-09-25","to":"2026-09-27"},{"from":"2026-10-01","to":"2026-10-07"}],
"on":["2026-01-04","2026-02-14","2026-02-28","2026-05-09","2026-09-20","2026-10-10"],"source":"示例"}`

func testSeed() *Seed {
	return &Seed{Notices: [][]byte{[]byte(notice2026)}, Dictionary: map[string][]byte{
		"categories": []byte(`[{"code":"financing","name":"融资"},{"code":"labour","name":"用工","aliases":["招工"]},{"code":"other","name":"其他"}]`),
		"natures":    []byte(`[{"code":"policy","name":"政策执行"},{"code":"service","name":"服务效能"}]`),
		"sources":    []byte(`[{"code":"visit","name":"访企问需走访"},{"code":"self","name":"自查"}]`),
		"measures":   []byte(`[{"code":"m1","name":"督促持续提升政务服务","kind":"aspect","source":"示例","extra":1}]`),
		"regions":    []byte(`[{"code":"350502","name":"甲县","parent":"350500"},{"code":"350500","name":"示例市","parent":""},{"code":"350503","name":"乙县","parent":"350500"}]`),
		"aliases":    []byte(`[{"code":"dr","name":"发展和改革局","aliases":["发改局","发改委"]}]`),
	}}
}

// office is a ledger with what problems need.
type office struct {
	*Store
	t       testing.TB
	ctx     context.Context
	now     *time.Time
	units   []data.ID // 0-1 visiting, 2-4 departments
	firms   []data.ID
	cats    []data.ID
	sources []data.ID
	regions []data.ID
}

func noon(day string) time.Time {
	d := workday.MustParse(day)
	y, m, n := d.YMD()
	return time.Date(y, time.Month(m), n, 12, 0, 0, 0, time.Local)
}

func on(day string) data.Date { return workday.MustParse(day) }

func actorCtx() context.Context {
	return data.WithActor(context.Background(), data.Actor{Name: "林文书"})
}

func openAt(t testing.TB, path string, now func() time.Time) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Seed: testSeed(), Now: now, Holder: "测试"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// founded is a closed ledger with units and enterprises; newOffice opens copies of it.
var founded = sync.OnceValues(func() ([]byte, error) {
	return once(func(o *office) { o.found() })
})

func newOffice(t testing.TB) *office {
	t.Helper()
	return copyOf(t, founded)
}

// find notes the words and regions the ledger was made with, and its units and firms.
func (o *office) find() {
	o.t.Helper()
	o.view(func(v *View) error {
		for _, e := range must(v.Entries(data.DictCategory))(o.t) {
			o.cats = append(o.cats, e.ID)
		}
		for _, e := range must(v.Entries(data.DictSource))(o.t) {
			o.sources = append(o.sources, e.ID)
		}
		for _, r := range must(v.Regions())(o.t) {
			o.regions = append(o.regions, r.ID)
		}
		for _, u := range must(v.Units())(o.t) {
			o.units = append(o.units, u.ID)
		}
		firms, err := v.ids64("SELECT id FROM enterprise WHERE gone = 0 ORDER BY id", nil)
		for _, id := range firms {
			o.firms = append(o.firms, data.ID(id))
		}
		return err
	})
}

// found makes the units and enterprises.
func (o *office) found() {
	o.t.Helper()
	o.find()
	o.do("准备", func(tx *Tx) error {
		for i, u := range []data.Unit{{Name: "甲县纪委监委", Kind: data.Commission}, {Name: "乙县纪委监委", Kind: data.Commission},
			{Name: "发展和改革局", Kind: data.Department, Aliases: []string{"发改局"}}, {Name: "商务局", Kind: data.Department}, {Name: "市场监督管理局", Kind: data.Department}} {
			u.Sort = i
			if err := tx.SaveUnit(&u); err != nil {
				return err
			}
			o.units = append(o.units, u.ID)
		}
		for i := range 4 {
			e := data.Enterprise{Region: o.regions[i%3]}
			e.Name = "示例第" + []string{"一", "二", "三", "四"}[i] + "陶瓷有限公司"
			if err := tx.SaveEnterprise(&e); err != nil {
				return err
			}
			o.firms = append(o.firms, e.ID)
		}
		return nil
	})
}

func must[T any](x T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

func (o *office) do(name string, fn func(*Tx) error) data.Changes {
	o.t.Helper()
	c, err := o.Do(o.ctx, data.Op{Name: name}, fn)
	if err != nil {
		o.t.Fatalf("%s: %v (%v)", name, err, cause(err))
	}
	return c
}

func cause(err error) error {
	if e, ok := err.(*data.Error); ok {
		return e.Cause
	}
	return nil
}

func (o *office) view(fn func(*View) error) {
	o.t.Helper()
	if err := o.View(o.ctx, fn); err != nil {
		o.t.Fatalf("%v (%v)", err, cause(err))
	}
}

// problem is an unsaved problem, registered on a day.
func (o *office) problem(content, day string) *data.Problem {
	return &data.Problem{Content: content, EnterpriseID: o.firms[0], Region: o.regions[0], Source: o.sources[1], Category: o.cats[0],
		Visiting: o.units[0], Events: []data.Event{{Seq: 1, Kind: data.Register, On: on(day), Basis: data.Real, Origin: data.FromWindow}}}
}

func (o *office) save(p *data.Problem) *data.Problem {
	o.t.Helper()
	o.do("保存问题", func(tx *Tx) error { return tx.SaveProblem(p) })
	return p
}

// happen applies one more event and saves.
func (o *office) happen(p *data.Problem, e data.Event) {
	o.t.Helper()
	o.do("登记"+e.Kind.Name(), func(tx *Tx) error { return apply(tx, p, e) })
}

func apply(tx *Tx, p *data.Problem, e data.Event) error {
	if e.Basis == "" && e.Origin == "" {
		e.Basis, e.Origin = data.Real, data.FromWindow
	}
	c, err := tx.Clock()
	if err != nil {
		return err
	}
	if err := p.Apply(e, c); err != nil {
		return err
	}
	return tx.SaveProblem(p)
}

// handled is a saved problem assigned to the third unit.
func (o *office) handled(content string) *data.Problem {
	p := o.save(o.problem(content, "2026-10-08"))
	o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}})
	return p
}

func (o *office) sound() {
	o.t.Helper()
	r, err := o.DeepCheck(o.ctx)
	if err != nil {
		o.t.Fatal(err, cause(err))
	}
	for _, f := range r.Problems {
		o.t.Errorf("check %s: %s", f.Code, f.Text)
	}
}
