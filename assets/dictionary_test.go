package assets_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"qinqing/assets"
)

type entry struct {
	Code        string   `json:"code"`
	Name        string   `json:"name"`
	Aliases     []string `json:"aliases"`
	Parent      string   `json:"parent"`
	Kind        string   `json:"kind"`
	Source      string   `json:"source"`
	Remark      string   `json:"remark"`
	Placeholder bool     `json:"placeholder"`
}

func dictionary(t *testing.T, name string) []entry {
	t.Helper()
	b, err := assets.Dictionary(name)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	var list []entry
	if err := dec.Decode(&list); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return list
}

func names(list []entry) string {
	var out []string
	for _, e := range list {
		out = append(out, e.Name)
	}
	return strings.Join(out, "|")
}

// Offices merge by code, so a code is unique; a name, or an alias, that means
// two things would make the importer guess.
func TestCodesNamesAndAliasesAreUnique(t *testing.T) {
	code := regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.-]*$`)
	for _, d := range []string{"categories", "natures", "sources", "measures", "regions", "unit-aliases"} {
		t.Run(d, func(t *testing.T) {
			codes, words := map[string]bool{}, map[string]string{}
			for _, e := range dictionary(t, d) {
				if !code.MatchString(e.Code) || codes[e.Code] {
					t.Errorf("code %q is malformed or given twice", e.Code)
				}
				codes[e.Code] = true
				for _, w := range append([]string{e.Name}, e.Aliases...) {
					if w == "" || w != strings.TrimSpace(w) || words[w] != "" {
						t.Errorf("%s: %q is empty or taken by %s", e.Code, w, words[w])
					}
					words[w] = e.Code
				}
			}
			if len(codes) == 0 {
				t.Error("empty")
			}
		})
	}
}

func TestListsOfTheRuleBook(t *testing.T) {
	for d, want := range map[string]string{
		"categories": "融资|用工|用地|水电气要素|审批服务|执法监管|政策兑现|拖欠账款|项目建设|园区配套|人才与子女就学|其他",
		"natures":    "政策执行|服务效能|执法监管|作风问题|其他",
		"sources":    "访企问需走访|监督联系点|月度通报|季度督查|巡察移交|信访/12345 转入|上级交办|自查",
	} {
		if got := names(dictionary(t, d)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", d, got, want)
		}
	}
}

func TestRegions(t *testing.T) {
	want := map[string]string{
		"泉州市": "350500", "鲤城区": "350502", "丰泽区": "350503", "洛江区": "350504", "泉港区": "350505", "惠安县": "350521", "安溪县": "350524",
		"永春县": "350525", "德化县": "350526", "石狮市": "350581", "晋江市": "350582", "南安市": "350583",
		"泉州台商投资区": "350500-TSTZQ", "泉州开发区": "350500-KFQ",
	}
	list := dictionary(t, "regions")
	if len(list) != len(want) {
		t.Errorf("%d regions, want %d", len(list), len(want))
	}
	official := regexp.MustCompile(`^\d{6}$`)
	for _, e := range list {
		if want[e.Name] != e.Code {
			t.Errorf("%s has code %s, want %s", e.Name, e.Code, want[e.Name])
		}
		if root := e.Kind == "city"; root != (e.Parent == "") || !root && e.Parent != "350500" {
			t.Errorf("%s: kind %s under %q", e.Name, e.Kind, e.Parent)
		}
		if zone := e.Kind == "zone"; zone == official.MatchString(e.Code) || zone != strings.Contains(e.Remark, "自编") {
			t.Errorf("%s: a code of our own must not look official and must say so: %s %q", e.Name, e.Code, e.Remark)
		}
	}
}

// Nothing of the measures is invented: an entry either names its newspaper and
// says that it is a report, or is left for the office to type.
func TestMeasuresSayWhereTheyComeFrom(t *testing.T) {
	count := map[string]int{}
	for _, e := range dictionary(t, "measures") {
		if e.Placeholder != strings.HasSuffix(e.Name, "（待单位录入）") || e.Placeholder == (e.Source != "") || e.Remark == "" {
			t.Errorf("%s: placeholder %v, source %q, remark %q", e.Code, e.Placeholder, e.Source, e.Remark)
		}
		if !e.Placeholder && (!strings.Contains(e.Source, "2023-03-31") || !strings.Contains(e.Remark, "并非文件原文")) {
			t.Errorf("%s does not say that a newspaper told it", e.Code)
		}
		if e.Placeholder {
			count[e.Kind+" open"]++
			continue
		}
		count[e.Kind]++
	}
	want := map[string]int{"aspect": 5, "aspect open": 3, "encouraged open": 1, "forbidden": 4, "forbidden open": 1}
	for k, n := range want {
		if count[k] != n {
			t.Errorf("%s: %d entries, want %d", k, count[k], n)
		}
	}
	if len(count) != len(want) {
		t.Errorf("kinds: %v", count)
	}
}

func TestWellKnownAliases(t *testing.T) {
	full := map[string]string{}
	for _, e := range dictionary(t, "unit-aliases") {
		for _, a := range e.Aliases {
			full[a] = e.Name
		}
	}
	for short, want := range map[string]string{
		"发改委": "发展和改革局", "人社局": "人力资源和社会保障局", "工信局": "工业和信息化局", "住建局": "住房和城乡建设局",
		"城管局": "城市管理局", "市监局": "市场监督管理局", "市场监管局": "市场监督管理局", "资规局": "自然资源和规划局",
	} {
		if full[short] != want {
			t.Errorf("%s = %q, want %s", short, full[short], want)
		}
	}
}
