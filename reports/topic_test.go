package reports

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

// A bulletin about one topic counts and lists that alone.
func TestTopicCountsItsOwn(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	all := composed(t, o, p, Options{})
	if !slices.ContainsFunc(all.Mask.Warnings, func(w Warning) bool { return w.Code == "mask-cell-one" }) {
		t.Error("a region with one enterprise is not told")
	}
	for _, topic := range []Topic{{data.ByCategory, 1, "融资"}, {data.ByLead, 1, o.units[0].Name}, {data.ByMeasure, 77, "没有的措施"}} {
		t.Run(topic.Name, func(t *testing.T) {
			c := composed(t, o, p, Options{Topic: topic})
			sound(t, c.Bulletin)
			if c.Bulletin.Kind != TopicKind || !strings.Contains(c.Bulletin.Title, topic.Name) {
				t.Errorf("%s: %s", c.Bulletin.Kind, c.Bulletin.Title)
			}
			for _, f := range c.Bulletin.Figures {
				if want, _ := all.Facts.Get(f.Name, f.Span, topic.By, topic.Key); want.Text() != f.Text && !strings.Contains(f.ID, "/size") && !strings.Contains(f.ID, "/rate") {
					t.Errorf("%s says %s, of the topic it is %s", f.ID, f.Text, want.Text())
				}
			}
			for _, w := range c.Mask.Warnings { // of all problems, and no row of it stands here
				if w.Code == "mask-cell-one" {
					t.Error(w.Text)
				}
			}
			rows := 0
			for _, b := range everyBlock(c.Bulletin) {
				if b.Table != nil && b.Table.Title == "专题问题清单" {
					rows = len(b.Table.Rows)
				}
			}
			want := 0
			for _, r := range all.by.rows {
				if topic.holds(r.dims) {
					want++
				}
			}
			if rows != want {
				t.Errorf("lists %d of %d", rows, want)
			}
		})
	}
	c := composed(t, o, p, Options{Topic: Topic{data.ByCategory, 1, "融资"}, Template: "monthly-a.txt"})
	if text := outline(c.Bulletin); strings.Contains(text, "各走访单位走访情况表 [") || !slices.ContainsFunc(c.Hints, func(w Warning) bool { return w.Code == OverallBlock }) {
		t.Error("a table of all problems stands beside the figures of the topic")
	}
}

func TestWordingOfAPeriod(t *testing.T) {
	o := smallOffice(t)
	for want, p := range map[string]stats.Period{"月度通报 2026年10月": stats.Month(2026, 10), "季度通报 2026年第三季度": stats.Quarter(2026, 3), "年度通报 2026年": stats.Year(2026)} {
		b := composed(t, o, p, Options{}).Bulletin
		kind, title, _ := strings.Cut(want, " ")
		if b.Kind != kind || !strings.HasPrefix(b.Title, "关于"+title) {
			t.Errorf("%s: %s %s", want, b.Kind, b.Title)
		}
		sound(t, b)
	}
}

// A wording of the office's own that is broken never stops the bulletin: the program's is
// taken, and what is wrong is told with its section and line.
func TestBrokenWordingFallsBack(t *testing.T) {
	o := smallOffice(t)
	own := func(file string) (OwnTemplate, bool) {
		return OwnTemplate{Name: file, Text: []byte("标题 = 甲\n[总体情况]\n共{无此指标}个。\n")}, file == "我的.txt" || file == "monthly-a.txt"
	}
	for _, name := range []string{"", "我的.txt"} {
		c := composed(t, o, stats.Month(2026, 10), Options{Template: name, Templates: own})
		if !strings.HasPrefix(c.Bulletin.Title, "关于2026年10月") || len(c.Hints) == 0 || c.Hints[0].Code != BrokenTemplate || !strings.Contains(c.Hints[0].Text, "“总体情况”一节第 3 行：没有名为“无此指标”") {
			t.Errorf("%q: %s %+v", name, c.Bulletin.Title, c.Hints)
		}
	}
}
