package reports

import (
	"context"
	"errors"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/data"
	"qinqing/reports/stats"
)

// shipped is the monthly template as it goes with the program.
func shipped(t testing.TB) string {
	b, err := assets.Template("monthly-a.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestShippedTemplateParses(t *testing.T) {
	tpl, err := ParseTemplate("monthly-a.txt", []byte(shipped(t)), stats.Catalogue())
	if err != nil {
		t.Fatal(err)
	}
	var heads []string
	for _, s := range tpl.sections {
		heads = append(heads, s.heading)
	}
	if got := strings.Join(heads, " "); got != "总体情况 走访情况 问题分类与热点 办理质效 存在的主要问题 典型做法和典型问题 下步要求" || len(tpl.annexes) != 4 {
		t.Errorf("%s, %d annexes", got, len(tpl.annexes))
	}
}

func TestTemplateErrors(t *testing.T) {
	const head = "标题 = 关于{期间}的通报\n[一]\n"
	for _, x := range []struct{ name, src, want string }{
		{"empty", "", "没有“标题"},
		{"no section", "标题 = 通报\n", "没有任何"},
		{"text before a heading", "各单位：\n", "第 1 行：第一个 [标题] 之前"},
		{"unknown setting", "字体 = 宋体\n", "不认识的设置“字体”"},
		{"unknown layout", "版式 = D\n", "版式只有"},
		{"open heading", "标题 = 通报\n[总体情况\n", "第 2 行：标题要写成"},
		{"empty heading", "标题 = 通报\n[ ]\n", "标题是空的"},
		{"heading after an annex", head + "甲\n附件：表\n[二]\n", "第 5 行：正文的标题"},
		{"unknown figure", head + "共{走访次数}次\n", "第 3 行：没有名为“走访次数”"},
		{"unknown span", head + "共{走访家次|期末}次\n", "没有“期末”，只有：本期"},
		{"internal figure", head + "{移送终结}\n", "仅供内部掌握"},
		{"internal figure in a condition", head + "若 不予受理 > 0：甲\n", "仅供内部掌握"},
		{"open field", head + "共{走访家次次\n", "“{”后面没有“}”"},
		{"field in a field", head + "共{走访{家次}}\n", "“{”后面没有“}”"},
		{"closing alone", head + "共}次\n", "“}”前面没有“{”"},
		{"change of a plain span", head + "{走访家次|本期|增减}\n", "看不懂字段"},
		{"units ranked", head + "{榜|登记问题|主办单位|3}\n", "榜只能按"},
		{"ranking cut short", head + "{榜|登记问题|类别}\n", "榜要写成"},
		{"ranking of none", head + "{榜|登记问题|类别|0}\n", "榜的行数"},
		{"condition without text", head + "若 走访家次 > 0\n", "“若”后面要写"},
		{"condition without sign", head + "若 走访家次：甲\n", "看不懂条件"},
		{"condition without number", head + "若 走访家次 > 多：甲\n", "里的数写错了"},
		{"condition on a word", head + "若 期间 > 0：甲\n", "条件里只能写指标"},
		{"condition holds nothing", head + "若 走访家次 > 0：\n", "没有文字"},
		{"else alone", head + "否则：甲\n", "“否则”前面没有“若”"},
		{"continuation of nothing", head + "+ 甲\n", "“+”前面没有"},
		{"continuation of a table", head + "@表 甲\n+ 乙\n", "“+”前面没有"},
		{"table in a paragraph", head + "甲\n+ @表 甲\n", "“@”要单独起一行"},
		{"unknown table", head + "@表 丁\n", "没有“@表 丁”"},
		{"unknown block", head + "@像 甲\n", "没有“@像 甲”"},
		{"table without name", head + "@表\n", "@ 后面要写"},
		{"table with bad limit", head + "@表 甲 0\n", "正整数"},
		{"not UTF-8", "标题 = \xb1\xea\xcc\xe2\n", "不是 UTF-8"},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := ParseTemplate("我的.txt", []byte(x.src), stats.Catalogue())
			var e *data.Error
			if !errors.As(err, &e) || e.Code != data.Invalid || !strings.Contains(e.Message, x.want) || !strings.Contains(e.Message, "我的.txt") {
				t.Errorf("error %v, want %s", err, x.want)
			}
		})
	}
}

func FuzzParseTemplate(f *testing.F) {
	f.Add(shipped(f))
	f.Add("标题 = {期间}\n[一]\n若 登记问题 > 0 且 有 办结率 或 无 满意率：{榜|登记问题|来源|20}\n+ 否则：{办结|环比|增减}\n@表 甲 9\n附件（横）：表\n")
	f.Fuzz(func(t *testing.T, src string) {
		tpl, err := ParseTemplate("x", []byte(src), stats.Catalogue())
		if (tpl == nil) == (err == nil) {
			t.Fatal("neither a template nor an error")
		}
		if err != nil {
			if data.CodeOf(err) != data.Invalid {
				t.Errorf("%v", err)
			}
			return
		}
		o := newOffice(2).seal(t)
		if _, err := Compose(context.Background(), Input{Source: o, Period: stats.Month(2026, 10), Options: Options{TemplateText: []byte(src)}}); err != nil {
			t.Errorf("parsed, but: %v", err)
		}
	})
}

// said composes the small office with a template of one section and returns its
// paragraphs.
func said(t *testing.T, o *office, p stats.Period, lines string) []string {
	t.Helper()
	b, err := Compose(context.Background(), Input{Source: o, Period: p, Options: Options{TemplateText: []byte("标题 = 甲\n[一]\n" + lines)}})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range b.Body {
		if x.Para != nil {
			out = append(out, x.Para.Text())
		}
	}
	return out
}

func TestTemplateLines(t *testing.T) {
	o := smallOffice(t)
	for _, x := range []struct{ name, lines, want string }{
		{"condition holds", "若 走访家次 = 4：甲\n否则：乙\n", "甲"},
		{"else", "若 走访家次 ≠ 4：甲\n否则：乙\n", "乙"},
		{"and, or", "若 走访家次 > 4 且 办结 = 1 或 退回 >= 1：甲\n", "甲"},
		{"no value", "若 无 承诺提速：甲\n若 有 承诺提速：乙\n若 承诺提速 < 9：丙\n", "甲"},
		{"continued", "甲\n+ 若 退回 = 9：乙\n+ 否则：丙\n+ 丁\n", "甲丙丁"},
		{"continuation of what was not printed", "若 退回 = 9：甲\n+ 乙\n丙\n+ 丁\n", "丙丁"},
		{"continuation of the else", "若 退回 = 9：甲\n否则：乙\n+ 丙\n", "乙丙"},
		{"continuation of the if", "若 退回 = 1：甲\n否则：乙\n+ 丙\n", "甲丙"},
		{"words", "{本期}|{上期}|{去年同期}|{期初日}|{期末日}|{起算日}\n", "本月|上月|去年同期|2026年10月1日|2026年10月31日|2026年1月1日"},
		{"change of a count", "{登记问题|环比|增减}，{登记问题|同比|增减}\n", "比上月增加4个（增长400.0%），比去年同期增加5个（去年同期为0，不计算增幅）"},
		{"no change", "{延期|环比|增减}\n", "与上月持平"},
		{"nothing to compare with", "{满意率|环比|增减}\n", "上月无可比数据"},
		{"change of a rate", "{本期登记办结率|环比|增减}\n", "比上月提高66.7个百分点"},
		{"ranking with ties", "{榜|登记问题|类别|2}\n", "用地2个、融资1个、用工1个、其他1个"},
		{"ranking of what is not filled in", "{榜|登记问题|措施|2}\n", "均未填"},
		{"ranking of nothing", "{榜|延期|类别|2}\n", "无"},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := strings.Join(said(t, o, stats.Month(2026, 10), x.lines), "/"); got != x.want {
				t.Errorf("got %s\nwant %s", got, x.want)
			}
		})
	}
	if got := said(t, o, stats.Month(2026, 11), "{登记问题|环比|增减}{走访家次|环比|增减}\n")[0]; got != "比上月减少5个（下降100.0%）比上月减少4家次（下降100.0%）" {
		t.Error(got)
	}
	if got := said(t, o, stats.Quarter(2026, 4), "{本期}{上期}\n")[0]; got != "本季度上季度" {
		t.Error(got)
	}
	if got := said(t, o, stats.Period{From: on("2026-10-05"), To: on("2026-10-20")}, "{本期}{期间}\n")[0]; got != "本期2026年10月5日至2026年10月20日" {
		t.Error(got)
	}
}
