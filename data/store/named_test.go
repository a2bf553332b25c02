package store

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

func TestNamedFindsByEveryName(t *testing.T) {
	o := newOffice(t)
	labour := o.cats[1]
	o.view(func(v *View) error {
		for _, name := range []string{"用工", "招工", "labour"} {
			if id, err := v.EntryNamed(data.DictCategory, name); id != labour || err != nil {
				t.Errorf("%s: %d, %v; want %d", name, id, err, labour)
			}
		}
		for _, name := range []string{"乙县", "350503"} {
			id, err := v.RegionNamed(name)
			if err != nil {
				return err
			}
			if got := must(v.NamesByID(data.ByRegion))(t)[id]; got != "乙县" {
				t.Errorf("%s: %s", name, got)
			}
		}
		for _, find := range []func() (data.ID, error){
			func() (data.ID, error) { return v.RegionNamed("") },
			func() (data.ID, error) { return v.EntryNamed(data.DictSource, "") },
		} {
			if id, err := find(); id != 0 || err != nil {
				t.Errorf("no name: %d, %v", id, err)
			}
		}
		return nil
	})
}

// TestNamedTellsWhatIsThere also holds that a retired word is found but not offered.
func TestNamedTellsWhatIsThere(t *testing.T) {
	o := newOffice(t)
	o.do("停用", func(tx *Tx) error {
		for _, e := range must(tx.Entries(data.DictCategory))(t) {
			if e.Name == "用工" {
				e.Retired = true
				return tx.SaveEntry(&e)
			}
		}
		t.Error("no 用工 to retire")
		return nil
	})
	o.view(func(v *View) error {
		_, err := v.EntryNamed(data.DictCategory, "乱写的")
		if data.CodeOf(err) != data.Invalid || err.Error() != "没有“乱写的”这个问题类别。可用的有：融资、其他。" {
			t.Errorf("category: %v", err)
		}
		if id, err := v.EntryNamed(data.DictCategory, "用工"); id != o.cats[1] || err != nil {
			t.Errorf("retired: %d, %v", id, err)
		}
		for _, kind := range []data.EntryKind{data.DictCategory, data.DictNature, data.DictSource, data.DictMeasure} {
			if _, err := v.EntryNamed(kind, "乱写的"); err == nil || strings.Contains(err.Error(), "这个。") {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if _, err := v.RegionNamed("天边县"); data.CodeOf(err) != data.NotFound || !strings.Contains(err.Error(), "没有叫“天边县”") {
			t.Errorf("region: %v", err)
		}
		return nil
	})
}

func TestEnsureUnitAddsOnlyWhatNobodyHas(t *testing.T) {
	o := newOffice(t)
	o.do("单位", func(tx *Tx) error {
		for _, name := range []string{"发展和改革局", "发改局"} {
			if id, err := tx.EnsureUnit(name, data.TownUnit); id != o.units[2] || err != nil {
				t.Errorf("%s: %d, %v; want %d", name, id, err, o.units[2])
			}
		}
		if id, err := tx.EnsureUnit("", data.Department); id != 0 || err != nil {
			t.Errorf("no name: %d, %v", id, err)
		}
		added := must(tx.EnsureUnit("甲镇人民政府", data.TownUnit))(t)
		if u := must(tx.Unit(added))(t); u.Name != "甲镇人民政府" || u.Kind != data.TownUnit {
			t.Errorf("added %+v", u)
		}
		if again := must(tx.EnsureUnit("甲镇人民政府", data.Department))(t); again != added {
			t.Errorf("added twice: %d and %d", added, again)
		}
		return nil
	})
	if n := len(must(unitsOf(o))(t)); n != len(o.units)+1 {
		t.Errorf("%d units, want one more than %d", n, len(o.units))
	}
}

// A name that means a unit by its short form, by the office's own table or by its place
// makes no second one; the step tells the names it made.
func TestEnsureUnitKnowsShortForms(t *testing.T) {
	o := newOffice(t)
	o.do("设置", func(tx *Tx) error {
		if err := tx.SaveUnit(&data.Unit{Name: "甲县财政局", Kind: data.Department, Region: o.regions[1]}); err != nil {
			return err
		}
		return tx.SetSetting("import.aliases", `{"商贸办":"商务局"}`)
	})
	for name, want := range map[string]string{"发改委": "发展和改革局", "发展改革局": "发展和改革局", "市监局": "市场监督管理局", " 商务局 ": "商务局", "商贸办": "商务局", "财政局": ""} {
		t.Run(name, func(t *testing.T) {
			var got data.Unit
			change := o.do("登记", func(tx *Tx) error {
				got = *must(tx.Unit(must(tx.EnsureUnit(name, data.Department))(t)))(t)
				return nil
			})
			switch {
			case want == "" && (got.Name != name || !slices.Equal(change.NewUnits, []string{name})):
				t.Errorf("made %s, told %v", got.Name, change.NewUnits)
			case want != "" && (got.Name != want || len(change.NewUnits) > 0):
				t.Errorf("got %s, told %v", got.Name, change.NewUnits)
			}
		})
	}
	o.do("本级", func(tx *Tx) error { return tx.SetSetting("office.region", "350502") })
	o.view(func(v *View) error {
		if u := must(v.Unit(must(v.UnitNamed("甲县财政局"))(t)))(t); u.Name != "甲县财政局" {
			t.Errorf("got %s", u.Name)
		}
		return nil
	})
}

func unitsOf(o *office) (units []data.Unit, err error) {
	err = o.View(o.ctx, func(v *View) (err error) {
		units, err = v.Units()
		return err
	})
	return units, err
}

func TestEnsureEnterpriseIsOneOfItsRegion(t *testing.T) {
	o := newOffice(t)
	o.do("企业", func(tx *Tx) error {
		of := func(name string, region data.ID) data.ID {
			t.Helper()
			return must(tx.EnsureEnterprise(name, region))(t).ID
		}
		const known = "示例第一陶瓷有限公司"
		if of(known, 0) != o.firms[0] || of(" "+known+" ", o.regions[0]) != o.firms[0] {
			t.Error("a known enterprise was not found")
		}
		other := of(known, o.regions[1])
		if other == o.firms[0] || of(known, o.regions[1]) != other {
			t.Error("one of the same name in another region is another enterprise")
		}
		if nowhere := of("无处厂", 0); of("无处厂", o.regions[2]) != nowhere {
			t.Error("one whose region is not known is the one meant")
		}
		for _, name := range []string{"", "  "} {
			if _, err := tx.EnsureEnterprise(name, 0); data.CodeOf(err) != data.Invalid {
				t.Errorf("%q: %v", name, err)
			}
		}
		return nil
	})
}

func TestAccountTellsAProblem(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电容量不足")
	o.view(func(v *View) error {
		a, err := v.Account(p.ID)
		if err != nil {
			return err
		}
		got := []string{a.Enterprise, a.Unit(a.Timeline.Now.Lead), a.Unit(a.Problem.Visiting), a.Region(a.Problem.Region),
			a.Category(a.Timeline.Now.Category), a.Source(a.Problem.Source), a.Nature(0), a.Measure(0)}
		for i, want := range []string{"示例第一陶瓷有限公司", "发展和改革局", "甲县纪委监委", must(v.NamesByID(data.ByRegion))(t)[o.regions[0]], "融资", "自查", "", ""} {
			if got[i] != want {
				t.Errorf("%d: %q, want %q", i, got[i], want)
			}
		}
		if _, err := v.Account(p.ID + 1); data.CodeOf(err) != data.NotFound {
			t.Errorf("no such problem: %v", err)
		}
		return nil
	})
}
