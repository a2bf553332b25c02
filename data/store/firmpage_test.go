package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"qinqing/data"
)

// firmPage is a ledger with firms of known counts.
func firmPage(t *testing.T) *office {
	o := newOffice(t)
	o.do("企业", func(tx *Tx) error {
		e, err := tx.Enterprise(o.firms[1])
		if err != nil {
			return err
		}
		e.Name, e.USCC, e.Alias, e.Industry, e.Former = "泉州东海石材有限公司", "91350500MA2XABCD1X", "某石材企业A", "石材", []string{"东海老石材厂"}
		if err := tx.SaveEnterprise(e); err != nil {
			return err
		}
		for i, day := range []string{"2026-10-08", "2026-10-20", "2026-09-30"} {
			if err := tx.SaveVisit(&data.Visit{On: on(day), Unit: o.units[0], EnterpriseID: o.firms[min(i, 1)]}); err != nil {
				return err
			}
		}
		return nil
	})
	o.save(o.problem("用电容量不足", "2026-10-08"))
	p := o.save(o.problem("招工困难", "2026-10-09"))
	o.happen(p, data.Event{Kind: data.Decline, On: on("2026-10-10"), Note: "不属本级", Approver: "某领导", ToldOn: on("2026-10-10")})
	return o
}

func TestFirmsAreListedByWhatWasTyped(t *testing.T) {
	o := firmPage(t)
	f := o.firms
	for _, x := range []struct {
		what string
		q    EnterpriseQuery
		want []data.ID
	}{
		{"the newest first", EnterpriseQuery{Desc: true}, []data.ID{f[3], f[2], f[1], f[0]}},
		{"two characters", EnterpriseQuery{Text: "东海"}, []data.ID{f[1]}},
		{"one character", EnterpriseQuery{Text: "二"}, nil},
		{"one character of three", EnterpriseQuery{Text: "陶", Desc: true}, []data.ID{f[3], f[2], f[0]}},
		{"pinyin initials", EnterpriseQuery{Text: "qzdhsc"}, []data.ID{f[1]}},
		{"full pinyin", EnterpriseQuery{Text: "donghai"}, []data.ID{f[1]}},
		{"credit code", EnterpriseQuery{Text: "ma2xabcd"}, []data.ID{f[1]}},
		{"alias", EnterpriseQuery{Text: "企业a"}, []data.ID{f[1]}},
		{"former name", EnterpriseQuery{Text: "老石材厂"}, []data.ID{f[1]}},
		{"two words", EnterpriseQuery{Text: "泉州 石材"}, []data.ID{f[1]}},
		{"pairs that don't stand together", EnterpriseQuery{Text: "石材东海"}, nil},
		{"a region", EnterpriseQuery{Region: o.regions[1], Desc: true}, []data.ID{f[1]}},
		{"a region and all below", EnterpriseQuery{Region: o.regions[0], Sort: "name"}, nil},
		{"most visits", EnterpriseQuery{Sort: "visits", Desc: true}, []data.ID{f[1], f[0], f[3], f[2]}},
		{"most problems", EnterpriseQuery{Sort: "problems", Desc: true}, []data.ID{f[0], f[3], f[2], f[1]}},
		{"visited last", EnterpriseQuery{Sort: "last", Desc: true}, []data.ID{f[1], f[0], f[3], f[2]}},
	} {
		o.view(func(v *View) error {
			if x.what == "a region and all below" {
				for _, id := range must(v.EnterpriseIDs(EnterpriseQuery{Sort: "name"}))(t) {
					e := must(v.Enterprise(id))(t)
					if slices.Contains(must(v.regionTree(x.q.Region))(t), int64(e.Region)) {
						x.want = append(x.want, id)
					}
				}
			}
			if got := must(v.EnterpriseIDs(x.q))(t); !slices.Equal(got, x.want) {
				t.Errorf("%s: %v, want %v", x.what, got, x.want)
			}
			return nil
		})
	}
	o.view(func(v *View) error {
		_, err := v.EnterpriseIDs(EnterpriseQuery{Sort: "colour"})
		if data.CodeOf(err) != data.Invalid {
			t.Errorf("sorted by colour: %v", err)
		}
		return nil
	})
}

func TestFirmRowsCount(t *testing.T) {
	o := firmPage(t)
	o.view(func(v *View) error {
		rows := must(v.EnterpriseRows([]data.ID{o.firms[1], 12345, o.firms[0]}))(t)
		if len(rows) != 2 {
			t.Fatalf("%d rows", len(rows))
		}
		if r := rows[0]; r.Name != "泉州东海石材有限公司" || r.Industry != "石材" || r.Visits != 2 || r.Problems != 0 || r.Last != on("2026-10-20") {
			t.Errorf("%+v", r)
		}
		if r := rows[1]; r.Visits != 1 || r.Problems != 2 || r.Open != 1 || r.Last != on("2026-10-08") {
			t.Errorf("%+v", r)
		}
		return nil
	})
}

func TestFormerNamesFind(t *testing.T) {
	o := firmPage(t)
	key := data.Normalise("东海老石材厂")
	named := func(what string, want ...data.ID) {
		t.Helper()
		o.view(func(v *View) error {
			var got []data.ID
			for _, e := range must(v.EnterprisesNamed([]string{key}))(t)[key] {
				got = append(got, e.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
			return nil
		})
	}
	named("a former name", o.firms[1])
	o.do("同名", func(tx *Tx) error {
		e := must(tx.Enterprise(o.firms[2]))(t)
		e.Name = "东海老石材厂"
		return tx.SaveEnterprise(e)
	})
	named("whoever bears it now comes first", o.firms[2], o.firms[1])
	o.sound()
	o.do("删除", func(tx *Tx) error {
		e := must(tx.Enterprise(o.firms[1]))(t)
		e.Former = nil
		return tx.SaveEnterprise(e)
	})
	named("no longer", o.firms[2])
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	named("again", o.firms[2], o.firms[1])
	o.sound()
}

// pageOfFirms is a ledger of QINQING_FIRMS enterprises (20,000), two visits and a problem each.
func pageOfFirms(b *testing.B) *Store {
	n := 20_000
	if x, err := strconv.Atoi(os.Getenv("QINQING_FIRMS")); err == nil && x > 0 {
		n = x
	}
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "firms.db"), Options{Seed: testSeed()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	i := 0
	err = s.Load(actorCtx(), data.Op{Name: "装入"}, func(tx *Tx) (bool, error) {
		i++
		e := data.Enterprise{Name: fmt.Sprintf("示例%c%c%d有限公司", rune(0x4e00+i%2000), rune(0x5e00+i/2000), i), Industry: "石材"}
		if err := tx.SaveEnterprise(&e); err != nil {
			return false, err
		}
		v := data.Visit{On: on("2026-03-02") + data.Date(i%200), EnterpriseID: e.ID}
		if err := tx.SaveVisit(&v); err != nil {
			return false, err
		}
		p := data.Problem{Code: fmt.Sprintf("WT-%d", i), Occurrence: 1, VisitID: v.ID, EnterpriseID: e.ID, Content: "用电容量不足",
			Events: []data.Event{{Seq: 1, Kind: data.Register, On: v.On, Basis: data.Real, Origin: data.FromWindow}}}
		return i < n, tx.SaveProblem(&p)
	})
	if err != nil {
		b.Fatal(err, cause(err))
	}
	return s
}

func BenchmarkFirms(b *testing.B) {
	s := pageOfFirms(b)
	err := s.View(actorCtx(), func(v *View) error {
		for _, x := range []struct {
			name string
			q    EnterpriseQuery
		}{{"all", EnterpriseQuery{Desc: true}}, {"one character", EnterpriseQuery{Text: "业"}}, {"two characters", EnterpriseQuery{Text: "号有"}},
			{"initials", EnterpriseQuery{Text: "yxgs"}}, {"by name", EnterpriseQuery{Sort: "name"}}, {"by visits", EnterpriseQuery{Sort: "visits", Desc: true}}} {
			b.Run("ids/"+x.name, func(b *testing.B) {
				n := 0
				for range b.N {
					ids, err := v.EnterpriseIDs(x.q)
					if err != nil {
						b.Fatal(err)
					}
					n = len(ids)
				}
				b.ReportMetric(float64(n), "firms")
			})
		}
		ids, err := v.EnterpriseIDs(EnterpriseQuery{})
		if err != nil {
			return err
		}
		b.Run("rows/100", func(b *testing.B) {
			for i := range b.N {
				at := (i * 7919) % (len(ids) - 100)
				if _, err := v.EnterpriseRows(ids[at : at+100]); err != nil {
					b.Fatal(err)
				}
			}
		})
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
