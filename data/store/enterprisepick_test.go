package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"qinqing/data"
)

// TestEnterprisesByCodeAndInTheMiddle finds firms by parts of their names and codes, in
// the step that writes them too.
func TestEnterprisesByCodeAndInTheMiddle(t *testing.T) {
	o := newOffice(t)
	look := func(v *View) {
		t.Helper()
		for query, want := range map[string][]string{
			"91350500": {"甲鞋服厂"}, "X6R": {"甲鞋服厂"}, "鞋": {"乙鞋服厂", "甲鞋服厂"}, "鞋服": {"乙鞋服厂", "甲鞋服厂"},
			"xf": {"乙鞋服厂", "甲鞋服厂"}, "jxf": {"甲鞋服厂"}, "xiefu": {"乙鞋服厂", "甲鞋服厂"}, "服鞋": nil, "丙": nil,
		} {
			var got []string
			for _, e := range must(v.EnterprisePage(query, 9))(t) {
				got = append(got, e.Name)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: got %v, want %v", query, got, want)
			}
		}
	}
	o.do("写", func(tx *Tx) error {
		for _, e := range []data.Enterprise{{Name: "甲鞋服厂", USCC: "91350500MA2XAX6R1K"}, {Name: "乙鞋服厂"}, {Name: "丙厂"}} {
			if err := tx.SaveEnterprise(&e); err != nil {
				return err
			}
		}
		gone := must(tx.EnterprisesNamed([]string{"丙厂"}))(t)["丙厂"][0]
		if err := tx.Delete(data.EntityEnterprise, gone.ID); err != nil {
			return err
		}
		look(tx.View)
		if got := must(tx.EnterprisePage("鞋", 1))(t); len(got) != 1 {
			t.Errorf("limit 1 gave %d", len(got))
		}
		return nil
	})
	o.view(func(v *View) error { look(v); return nil })
}

// manyFirms is a ledger of 100,000 firms.
func manyFirms(b *testing.B) *Store {
	b.Helper()
	s, err := Open(context.Background(), filepath.Join(b.TempDir(), "firms.db"), Options{Now: func() time.Time { return noon("2026-10-31") }, Seed: testSeed()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	places := []string{"泉州", "晋江", "石狮", "南安", "惠安", "安溪", "永春", "德化", "丰泽", "鲤城"}
	trades := []string{"陶瓷", "鞋服", "石材", "茶叶", "机械", "水暖", "包袋", "食品", "化工", "物流", "电子", "建材"}
	syllables := []rune("东山宏远盛世恒昌万通金达顺发华兴永泰安德新荣嘉利丰源隆海天润泽")
	r := rand.New(rand.NewPCG(1, 2))
	n := 0
	err = s.Load(actorCtx(), data.Op{Name: "装入"}, func(tx *Tx) (bool, error) {
		n++
		name := fmt.Sprintf("%s%c%c%c%s有限公司", places[r.IntN(len(places))], syllables[r.IntN(len(syllables))], syllables[r.IntN(len(syllables))], syllables[r.IntN(len(syllables))], trades[r.IntN(len(trades))])
		return n < 100_000, tx.SaveEnterprise(&data.Enterprise{Name: name, USCC: fmt.Sprintf("9135%014d", n)})
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkPickEnterprise is what each key in the field 企业名称 costs: 20 ms at most.
func BenchmarkPickEnterprise(b *testing.B) {
	s := manyFirms(b)
	for _, q := range []string{"泉", "泉州", "鞋服", "宏远陶瓷", "有限公司", "司", "qz", "hytc", "hongyuantaoci", "quanzhouhongyuan", "singon", "913500000", "99999", "没有的", "没"} {
		b.Run(q, func(b *testing.B) {
			for range b.N {
				err := s.View(actorCtx(), func(v *View) error {
					_, err := v.EnterprisePage(q, 30)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
