package store

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

// letters are few, so that short texts often share pairs; among them both widths, both
// cases, marks that are dropped, marks inside numbers, and characters beyond the BMP.
var letters = []rune("用用用电电电招工难水泉州陶瓷𬭎𠮷䶮ＡａA1１2.．，。、 　（）()“”%％ⅠéE-")

func someText(min, max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom(letters), min, max).Draw(t, "text"))
	})
}

// wordy is an office with random texts everywhere, some of them deleted or changed.
func wordy(t *testing.T) (*office, map[data.Entity]map[data.ID][]string) {
	o := newOffice(t)
	texts := map[data.Entity]map[data.ID][]string{data.EntityProblem: {}, data.EntityVisit: {}, data.EntityEnterprise: {}, data.EntityUnit: {}}
	seed := 0
	some := func(min, max int) string { seed++; return "字" + someText(min, max).Example(seed) }
	for round := range 6 {
		old := ""
		if round == 0 {
			old = "旧q" // what all old records have and no new one
		}
		o.do("写", func(tx *Tx) error {
			for n := range 12 {
				e := data.Enterprise{Name: some(0, 6) + old, Alias: some(0, 3)}
				if err := tx.SaveEnterprise(&e); err != nil {
					return err
				}
				texts[data.EntityEnterprise][e.ID] = []string{e.Name, e.Alias}
				p := o.problem(some(0, 25)+old, "2026-10-08")
				p.EnterpriseID, p.Fields = e.ID, map[string]string{"备注": some(0, 8), "其他": some(0, 3)}
				if err := tx.SaveProblem(p); err != nil {
					return err
				}
				texts[data.EntityProblem][p.ID] = []string{p.Content, p.Code, e.Name, p.Fields["备注"], p.Fields["其他"]}
				v := data.Visit{On: on("2026-09-01") + data.Date(round*12+n), Unit: o.units[0], EnterpriseID: e.ID, Visitors: some(0, 3), Reply: some(0, 9) + old, Note: some(0, 9)}
				if err := tx.SaveVisit(&v); err != nil {
					return err
				}
				texts[data.EntityVisit][v.ID] = []string{e.Name, v.Visitors, v.Reply, v.Note}
				u := data.Unit{Name: some(0, 5), Aliases: []string{some(0, 3)}}
				if err := tx.SaveUnit(&u); err != nil {
					return err
				}
				texts[data.EntityUnit][u.ID] = append(u.Aliases, u.Name)
				if n%4 == 3 { // renamed: whatever carries the name is found by the new one
					e.Name = some(1, 6)
					if err := tx.SaveEnterprise(&e); err != nil {
						return err
					}
					texts[data.EntityEnterprise][e.ID][0], texts[data.EntityProblem][p.ID][2], texts[data.EntityVisit][v.ID][0] = e.Name, e.Name, e.Name
				}
				if n%4 == 2 {
					if err := tx.Delete(data.EntityProblem, p.ID); err != nil {
						return err
					}
					delete(texts[data.EntityProblem], p.ID)
				}
				if n%6 == 5 {
					p.Content, p.Occurrence = some(0, 25), 0
					if err := tx.SaveProblem(p); err != nil {
						return err
					}
					texts[data.EntityProblem][p.ID][0] = p.Content
				}
			}
			return nil
		})
	}
	o.view(func(v *View) error {
		for _, u := range must(v.Units())(t) {
			texts[data.EntityUnit][u.ID] = append([]string{u.Name}, u.Aliases...)
		}
		for _, id := range o.firms {
			texts[data.EntityEnterprise][id] = []string{must(v.Enterprise(id))(t).Name}
		}
		return nil
	})
	for kind, at := range map[data.Entity]int{data.EntityProblem: 2, data.EntityVisit: 0, data.EntityEnterprise: 0, data.EntityUnit: 0} {
		for id, list := range texts[kind] {
			full, initials := pinyinOf(list[at])
			if texts[kind][id] = append(slices.Clone(list), initials); kind == data.EntityEnterprise || kind == data.EntityUnit {
				texts[kind][id] = append(texts[kind][id], full)
			}
		}
	}
	return o, texts
}

// naiveHits are the records of a kind that contain every word, newest id first.
func naiveHits(texts map[data.ID][]string, query string) []data.ID {
	out := []data.ID{}
	for id, list := range texts {
		all, any := true, false
		for _, word := range strings.Fields(query) {
			w := data.Normalise(word)
			if w == "" {
				continue
			}
			any = true
			all = all && slices.ContainsFunc(list, func(s string) bool { return strings.Contains(data.Normalise(s), w) })
		}
		if all && any {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out
}

// Search by pairs of characters finds exactly what a plain search through all texts
// finds, whatever the words' length, width, case and punctuation.
func TestSearchEqualsPlainContains(t *testing.T) {
	o, texts := wordy(t)
	kept := candidatesFirst
	t.Cleanup(func() { candidatesFirst = kept })
	var pool []string
	for _, list := range texts {
		for _, id := range slices.Sorted(maps.Keys(list)) {
			pool = append(pool, list[id]...)
		}
	}
	word := rapid.Custom(func(rt *rapid.T) string {
		switch rapid.IntRange(0, 4).Draw(rt, "how") {
		case 0:
			return someText(1, 4).Draw(rt, "word")
		case 1: // one character, of old records alone or of any
			return string(rapid.SampledFrom(append([]rune("旧旧旧字Ｑ"), letters...)).Draw(rt, "character"))
		}
		rs := []rune(rapid.SampledFrom(pool).Draw(rt, "of"))
		from := rapid.IntRange(0, len(rs)-1).Draw(rt, "from")
		to := rapid.IntRange(from+1, min(len(rs), from+7)).Draw(rt, "to")
		s := string(rs[from:to])
		switch rapid.IntRange(0, 3).Draw(rt, "change") {
		case 0:
			s = strings.ToUpper(s)
		case 1:
			s = strings.Map(func(r rune) rune {
				if r > ' ' && r < 0x7f {
					return r + 0xfee0 // full-width
				}
				return r
			}, s)
		}
		return s
	})
	rapid.Check(t, func(rt *rapid.T) {
		query := strings.Join(rapid.SliceOfN(word, 1, 3).Draw(rt, "words"), rapid.SampledFrom([]string{" ", "　", "\t"}).Draw(rt, "between"))
		limit := rapid.SampledFrom([]int{1, 5, 1000}).Draw(rt, "limit")
		candidatesFirst = rapid.SampledFrom([]int{1, 9, 64}).Draw(rt, "first")
		o.view(func(v *View) error {
			hits, err := v.Search(query, limit)
			if err != nil {
				return err
			}
			for kind, list := range texts {
				got := []data.ID{}
				for _, h := range hits {
					if h.Entity == kind {
						got = append(got, h.ID)
					}
				}
				want := naiveHits(list, query)
				if kind == data.EntityUnit { // in printed order, not by age
					if len(got) != min(limit, len(want)) || limit == 1000 && !slices.Equal(sorted(got), sorted(want)) {
						rt.Fatalf("%q: %s %v, want %v", query, kind, got, want)
					}
					continue
				}
				want = want[:min(limit, len(want))]
				if !slices.Equal(sorted(got), sorted(want)) {
					rt.Fatalf("%q: %s %v, want %v", query, kind, got, want)
				}
			}
			return nil
		})
	})
	o.sound()
}

func sorted(ids []data.ID) []data.ID {
	out := slices.Clone(ids)
	slices.Sort(out)
	return out
}

// What only old records hold is found, though the newest have none of it or seem to have
// it: their pairs of characters stand apart.
func TestSearchBeyondTheFirstTexts(t *testing.T) {
	kept := candidatesFirst
	t.Cleanup(func() { candidatesFirst = kept })
	o := newOffice(t)
	var codes []string
	o.do("写", func(tx *Tx) error {
		for n := range 300 {
			content := "停水，电器、器容：容量与量测"
			if n < 3 {
				content = "旧厂区电器容量 a1Z"
			}
			p := o.problem(content, "2026-10-08")
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
			codes = append(codes, p.Code)
		}
		return nil
	})
	for name, x := range map[string]struct {
		query string
		want  []string // the newest two
	}{
		"a character of all":                {"示", []string{codes[299], codes[298]}},
		"a character of old ones":           {"旧", []string{codes[2], codes[1]}},
		"with one of all":                   {"电 旧", []string{codes[2], codes[1]}},
		"apart":                             {"水 旧", nil},
		"one that is nowhere":               {"停 龘", nil},
		"pairs that stand apart in others":  {"电器容量", []string{codes[2], codes[1]}},
		"three letters":                     {"A1z", []string{codes[2], codes[1]}},
		"the first of digits all codes end": {"2026-0001", []string{codes[0]}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, candidatesFirst = range []int{1, 64} {
				o.view(func(v *View) error {
					var got []string
					for _, h := range must(v.searchProblems(termsOf(x.query), 2))(t) {
						got = append(got, h.Title)
					}
					if !slices.Equal(got, x.want) {
						t.Errorf("%s, %d at first: %v, want %v", x.query, candidatesFirst, got, x.want)
					}
					return nil
				})
			}
		})
	}
}

func TestSearchWords(t *testing.T) {
	o := newOffice(t)
	o.do("写", func(tx *Tx) error {
		for _, s := range []string{"用电容量不足，影响二期投产", "用水 用电", "电", "ＡＢＣ公司（泉州）扩容", "1.5 兆瓦不够", "15兆瓦够了", "𬭎业的𠮷祥问题", "电用"} {
			if err := tx.SaveProblem(o.problem(s, "2026-10-08")); err != nil {
				return err
			}
		}
		return nil
	})
	for query, want := range map[string]int{
		"电": 4, "用电": 2, "电用": 1, "用电 二期": 1, "二期 用电": 1, "用 电 容": 1, "abc": 1, "ａｂｃ公司": 1, "公司泉州": 1, "公司(泉州)": 1,
		"1.5": 1, "15": 1, "1.5兆瓦": 1, "𬭎": 1, "𠮷祥": 1, "业𠮷": 0, "电容": 1, "容电": 0, "投产": 1, "足影": 1, "wt-2026-0003": 1, "，": 0, "": 0, "   ": 0, "电\u200b": 4,
		"示例第一": 8, `" OR x`: 0, "*": 0, "NEAR": 0, "用电*": 2,
	} {
		t.Run(query, func(t *testing.T) {
			o.view(func(v *View) error {
				n := 0
				for _, h := range must(v.Search(query, 100))(t) {
					if h.Entity == data.EntityProblem {
						n++
					}
				}
				if n != want {
					t.Errorf("%d problems, want %d", n, want)
				}
				return nil
			})
		})
	}
}

// A hit's snippet shows the word, however it is written there.
func TestSnippetShowsTheWord(t *testing.T) {
	o := newOffice(t)
	long := strings.Repeat("企业反映的情况还有很多，", 9)
	o.save(o.problem(long+"其中ＡＢＣ－１２（二期）用电容量不足。"+long, "2026-10-08"))
	for _, query := range []string{"用电容量", "abc-12", "ABC－12", "二期用电", "企业反映"} {
		o.view(func(v *View) error {
			hits := must(v.Search(query, 5))(t)
			if len(hits) != 1 || !strings.Contains(data.Normalise(hits[0].Snippet), data.Normalise(query)) {
				t.Errorf("%q: %+v", query, hits)
				return nil
			}
			if n := len([]rune(hits[0].Snippet)); n > snippetRunes+2 {
				t.Errorf("%q: a snippet of %d characters", query, n)
			}
			return nil
		})
	}
}

// Pinyin initials find an enterprise and what names it, in the search and in the grid,
// alone and beside words; they are never shown.
func TestSearchByInitials(t *testing.T) {
	o := newOffice(t)
	o.do("写", func(tx *Tx) error {
		for n, name := range []string{"晋江恒通鞋服有限公司", "惠安恒达石材厂"} {
			e := data.Enterprise{Name: name}
			if err := tx.SaveEnterprise(&e); err != nil {
				return err
			}
			p := o.problem([]string{"拖欠工程款", "拖欠货款"}[n], "2026-10-08")
			p.EnterpriseID = e.ID
			if err := tx.SaveProblem(p); err != nil {
				return err
			}
			if err := tx.SaveVisit(&data.Visit{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: e.ID, Note: "座谈"}); err != nil {
				return err
			}
		}
		return nil
	})
	for query, want := range map[string]string{
		"jjht": "晋江恒通鞋服有限公司 座谈 拖欠工程款", "JJHTXF": "晋江恒通鞋服有限公司 座谈 拖欠工程款", "hd": "惠安恒达石材厂 座谈 拖欠货款", "拖欠 jjht": "拖欠工程款", "拖欠 晋江": "拖欠工程款",
		"拖欠 hd 货款": "拖欠货款", "hengtong": "晋江恒通鞋服有限公司", "fzhggj": "发展和改革局", "jjhd": "", "拖欠 zz": "",
	} {
		t.Run(query, func(t *testing.T) {
			o.view(func(v *View) error {
				var got, problems []string
				for _, h := range must(v.Search(query, 20))(t) {
					switch h.Entity {
					case data.EntityProblem:
						got, problems = append(got, h.Snippet), append(problems, h.Snippet)
					case data.EntityVisit:
						got = append(got, h.Snippet)
					default:
						got = append(got, h.Title)
					}
				}
				if slices.Sort(got); !slices.Equal(got, slices.Sorted(slices.Values(strings.Fields(want)))) {
					t.Errorf("search: got %v, want %s", got, want)
				}
				page := must(v.ProblemPage(ProblemQuery{Text: query}))(t)
				if len(page.Rows) != len(problems) || len(problems) > 0 && page.Rows[0].Content != problems[0] {
					t.Errorf("the grid: %v, want %v", page.Rows, problems)
				}
				return nil
			})
		})
	}
	o.do("改名", func(tx *Tx) error {
		e := must(tx.EnterprisePage("jjht", 1))(t)[0]
		e.Name = "晋江万通鞋服有限公司"
		return tx.SaveEnterprise(&e)
	})
	o.view(func(v *View) error {
		if old, now := must(v.Search("jjht", 9))(t), must(v.Search("jjwt", 9))(t); len(old) != 0 || len(now) != 3 {
			t.Errorf("after renaming: %v, %v", old, now)
		}
		return nil
	})
	o.sound()
}

// What a step wrote is found by words inside the same step.
func TestSearchInsideTheStep(t *testing.T) {
	o := newOffice(t)
	o.do("写完就查", func(tx *Tx) error {
		p := o.problem("用电容量不足", "2026-10-08")
		if err := tx.SaveProblem(p); err != nil {
			return err
		}
		if hits := must(tx.Search("用电", 5))(t); len(hits) != 1 {
			t.Errorf("after saving: %v", hits)
		}
		p.Content = "招工困难"
		if err := tx.SaveProblem(p); err != nil {
			return err
		}
		page := must(tx.ProblemPage(ProblemQuery{Text: "用电"}))(t)
		if hits := must(tx.Search("招工困难", 5))(t); len(hits) != 1 || len(page.Rows) != 0 {
			t.Errorf("after changing: %v, %v", hits, page.Rows)
		}
		return nil
	})
	o.sound()
}

func TestEnterpriseByPinyin(t *testing.T) {
	o := newOffice(t)
	names := map[string]string{"泉州陶瓷有限公司": "", "全州淘次用品厂": "", "Ａ１石材 (南安) 公司": "", "长乐鞋服厂": "", "安溪茶叶公司": "小茶"}
	o.do("写", func(tx *Tx) error {
		for _, n := range []string{"泉州陶瓷有限公司", "全州淘次用品厂", "Ａ１石材 (南安) 公司", "长乐鞋服厂", "安溪茶叶公司"} {
			e := data.Enterprise{Name: n, Alias: names[n]}
			if n == "长乐鞋服厂" {
				e.USCC = "91350500MA31X0000A"
			}
			if err := tx.SaveEnterprise(&e); err != nil {
				return err
			}
		}
		return nil
	})
	for query, want := range map[string]string{
		"qztc": "全州淘次用品厂 泉州陶瓷有限公司", "QZTCYX": "泉州陶瓷有限公司", "quanzhoutaoci": "全州淘次用品厂 泉州陶瓷有限公司", "tc": "全州淘次用品厂 泉州陶瓷有限公司 示例第四陶瓷有限公司 示例第三陶瓷有限公司 示例第二陶瓷有限公司 示例第一陶瓷有限公司",
		"a1sc": "Ａ１石材 (南安) 公司", "石材南安": "Ａ１石材 (南安) 公司", "ａ1": "Ａ１石材 (南安) 公司", "ma31x": "长乐鞋服厂", "小茶": "安溪茶叶公司", "没有": "",
		"clxf": "长乐鞋服厂",
	} {
		t.Run(query, func(t *testing.T) {
			o.view(func(v *View) error {
				var got []string
				for _, e := range must(v.EnterprisePage(query, 20))(t) {
					got = append(got, e.Name)
				}
				if s := strings.Join(got, " "); s != want {
					t.Errorf("got %s, want %s", s, want)
				}
				return nil
			})
		})
	}
}

func TestTokensAreHexadecimal(t *testing.T) {
	if got, want := tokens([]string{"a1b电"}), "000041000031 000041000031000042 000031000042 000042007535 00753500007f "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for term, want := range map[string]string{"电": "007535*", "用电": "007528007535", "A1": "000041000031", "A1B": "000041000031000042",
		"A1B电": "000041000031000042 AND 000042007535", "电A1B": "007535000041 AND 000041000031000042"} {
		if got := match([]string{term}); got != want {
			t.Errorf("%s is asked as %q, want %q", term, got, want)
		}
	}
	if got, want := tokens([]string{"用电用电", "a", ""}), "007528007535 007535007528 00753500007f 00004100007f "; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := token(0x10FFFF); got != "10ffff" {
		t.Error(got)
	}
}
