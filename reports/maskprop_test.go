package reports

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"qinqing/data"
	"qinqing/reports/stats"
)

// rare are characters that neither the template nor a dictionary uses, so that a
// name found in the tree came from the ledger.
var rare = []rune("斐彧翀珺旻璟骁霆煜琰昶晏珩璋瑾嵘崟峻岚岱垚堃墉姝婧嫣孛宥寰尧屹岐峥巍彤彬忻怿恺悝惟愫懿戎攸敖斓旸昀昉昕晁晔晖暄曦")

func rareText(low, high int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom(rare), low, high).Draw(t, "chars"))
	})
}

var (
	anyPlace  = rapid.SampledFrom([]string{"", "晋江市", "福建省泉州市", "甲镇", "德化县"})
	anyTrade  = rapid.SampledFrom([]string{"", "陶瓷", "鞋业", "食品贸易", "机械制造"})
	anySuffix = rapid.SampledFrom([]string{"有限公司", "股份有限公司", "厂", "商行", "店", "集团有限公司", "合作社", "经营部", "中心", ""})
	anyPhone  = rapid.SampledFrom([]string{"1##########", "0595-########", "(0595)########", "1## #### ####", "400-###-####", "########"})
	// anyColumn is where an import keeps a person: a known column by its key, an unknown
	// one by its header; or a field of the office's own.
	anyColumn = rapid.SampledFrom([]string{data.RawPrefix + data.FieldPerson, data.RawPrefix + data.FieldLeader, data.RawPrefix + data.FieldMessageUser,
		data.RawPrefix + data.RawOther + "第二联系人", "责任人"})
	joints = rapid.SampledFrom([]string{"", "，", "反映", "的", "在", " ", "\n", "与", "（", "）", "电话", "经理", "公司", "某", "总", "晋江", "1", "A"})
)

func anyFirm(t *rapid.T) data.Enterprise {
	e := data.Enterprise{Name: anyPlace.Draw(t, "place") + rareText(2, 6).Draw(t, "brand") + anyTrade.Draw(t, "trade") + anySuffix.Draw(t, "suffix"),
		Contact: rareText(2, 4).Draw(t, "contact"), Industry: anyTrade.Draw(t, "industry"), Region: data.ID(rapid.IntRange(0, 3).Draw(t, "region"))}
	if len([]rune(e.Name)) < 4 {
		e.Name += "鞋业"
	}
	digits := func(p string) string {
		var b strings.Builder
		for _, r := range p {
			if r == '#' {
				r = rune('3' + rapid.IntRange(0, 6).Draw(t, "digit"))
			}
			b.WriteRune(r)
		}
		return b.String()
	}
	e.Phone = digits(anyPhone.Draw(t, "phone"))
	e.USCC = digits("91######MA") + digits("########")
	if rapid.Bool().Draw(t, "titled") {
		e.Contact += "（总经理）"
	}
	if rapid.IntRange(0, 5).Draw(t, "aliased") == 0 {
		e.Alias = rapid.SampledFrom([]string{e.Name, "某企业A", "某陶瓷厂", e.Contact}).Draw(t, "alias")
	}
	return e
}

// secretsOf lists what must not be found of an enterprise.
func secretsOf(e data.Enterprise) []string {
	contact, _, _ := strings.Cut(e.Contact, "（")
	return []string{e.Name, contact, e.Phone, e.USCC}
}

func widen(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7f {
			return r + 0xfee0
		}
		return r
	}, s)
}

// anyContent writes a text that tells everything about some enterprises.
func anyContent(t *rapid.T, firms []data.Enterprise) string {
	var b strings.Builder
	for range rapid.IntRange(0, 6).Draw(t, "parts") {
		e := rapid.SampledFrom(firms).Draw(t, "firm")
		s := rapid.SampledFrom(secretsOf(e)).Draw(t, "secret")
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			s = widen(s)
		case 1:
			s = strings.ToLower(s)
		}
		b.WriteString(joints.Draw(t, "joint") + s + joints.Draw(t, "joint"))
	}
	return b.String()
}

func TestMaskedTreeHasNoNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := newOffice(3)
		for range rapid.IntRange(1, 6).Draw(rt, "firms") {
			o.firm(anyFirm(rt))
		}
		for range rapid.IntRange(0, 5).Draw(rt, "problems") {
			id := func(n int) data.ID { return data.ID(rapid.IntRange(0, n).Draw(rt, "id")) }
			d := data.Dims{Visiting: id(3), Lead: id(3), Region: id(3), Category: id(4), Nature: id(2), Source: id(2)}
			p := o.problem(t, rapid.SampledFrom([]string{"2026-09-08", "2026-10-09", "2026-10-20"}).Draw(rt, "day"), id(len(o.firms)), d, anyContent(rt, o.firms))
			p.Complaint = rapid.Bool().Draw(rt, "complaint")
			who := anyColumn.Draw(rt, "column")
			p.Fields = map[string]string{who: rareText(2, 3).Draw(rt, "responsible"), data.RawPrefix + "note": anyContent(rt, o.firms)}
			p.Content += p.Fields[who]
			v := o.visit("2026-10-12", max(1, id(3)), max(1, id(len(o.firms))), id(3))
			v.Visitors = rareText(2, 3).Draw(rt, "visitor")
			v.Fields = map[string]string{data.RawPrefix + data.FieldContact: rareText(2, 3).Draw(rt, "second contact")}
			p.Content += "，" + v.Visitors + "，" + v.Fields[data.RawPrefix+data.FieldContact]
		}
		own := anyContent(rt, o.firms)
		c, err := ComposeAll(context.Background(), Input{Source: o.seal(t), Period: stats.Month(2026, 10), Options: Options{Script: Script{Own: []string{own}}}})
		if err != nil {
			rt.Fatal(err)
		}
		tree, err := json.Marshal(c.Bulletin)
		if err != nil {
			rt.Fatal(err)
		}
		all := string(tree)
		dense := string(pattern(all))
		look := func(what, secret string) {
			if strings.Contains(all, secret) || strings.Contains(dense, string(pattern(secret))) {
				rt.Fatalf("%s %q is in the tree", what, secret)
			}
		}
		for _, e := range o.firms {
			for i, s := range secretsOf(e) {
				look([]string{"name", "contact", "phone", "code"}[i], s)
			}
		}
		for _, p := range o.problems {
			for _, who := range p.People() {
				look("responsible", who)
			}
		}
		for _, v := range o.visits {
			for _, who := range v.People() {
				look("visitor", who)
			}
		}
	})
}

func FuzzMaskText(f *testing.F) {
	for _, s := range []string{"晋江市恒岳达陶瓷有限公司", "恒 岳达（1380000 1234）", "0595-2234 0001", "91350500TEST00001X", "某某厂\xff有限公司", "@@@ QQ微信", "总总总公司店厂", "（（（0595）"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := testMask()
		out := m.Text(s)
		if utf8.ValidString(s) && !utf8.ValidString(out) {
			t.Errorf("%q became invalid: %q", s, out)
		}
		dense := string(pattern(out))
		for _, secret := range []string{"晋江市恒岳达陶瓷有限公司", "恒岳达陶瓷", "13800001234", "059522340001", "91350500TEST00001X"} {
			if strings.Contains(dense, secret) {
				t.Errorf("%q shows %s: %q", s, secret, out)
			}
		}
		if m.reveals(out) {
			t.Errorf("%q still reveals: %q", s, out)
		}
	})
}
