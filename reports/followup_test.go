package reports

import (
	"strings"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

// quarterOffice has an inspection, what it and a bulletin found, and what became of it.
func quarterOffice(t *testing.T) *office {
	o := smallOffice(t)
	o.names[data.BySource] = append(o.names[data.BySource], data.Named{ID: 8, Name: "月度通报"})
	o.problem(t, "2026-08-03", 0, data.Dims{Lead: 1, Source: 8}, "通报指出的恒岳达陶瓷问题")
	done := o.problem(t, "2026-09-04", 0, data.Dims{Lead: 2, Source: 2}, "督查发现台账不全")
	o.resolve(t, done, "2026-10-12")
	o.event(t, done, data.Event{Kind: data.StrikeOff, On: on("2026-10-13")})
	o.event(t, done, data.Event{Kind: data.Reopen, On: on("2026-11-02"), Note: "反弹", Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}})
	r, err := data.NewRecord(data.RecInspectionRound, on("2026-10-22"), 0, data.InspectionRound{Title: "第四季度第一轮", Object: "恒岳达陶瓷所在镇", Found: 3, FeedbackOn: on("2026-10-25")})
	if err != nil {
		t.Fatal(err)
	}
	o.records = append(o.records, r)
	return o.seal(t)
}

func TestQuarterTellsOfInspectionsAndWhatWasRaisedBefore(t *testing.T) {
	c := composed(t, quarterOffice(t), stats.Quarter(2026, 4), Options{})
	text := outline(c.Bulletin)
	for _, want := range []string{"季度通报", "访企问需和督查工作情况", "督查情况", "第四季度第一轮", "通报和督查指出问题整改情况表", "月度通报 | 2026-08-03", "季度督查 | 2026-09-04", "重启1次", "共3个，期末仍未办结的2个"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if strings.Contains(text, "恒岳达") {
		t.Error("a name got out")
	}
	month := outline(composed(t, quarterOffice(t), stats.Month(2026, 10), Options{}).Bulletin)
	if strings.Contains(month, "督查情况") || strings.Contains(month, "整改情况表") {
		t.Error("the month's wording is the quarter's")
	}
	plain := outline(composed(t, smallOffice(t), stats.Quarter(2026, 3), Options{}).Bulletin)
	if strings.Contains(plain, "督查情况") || strings.Contains(plain, "整改情况表") {
		t.Error("speaks of inspections where there were none")
	}
}

// An office's own wording comes first; a broken one says where and never stops the program.
func TestOwnWordingOfABulletin(t *testing.T) {
	o, p := smallOffice(t), stats.Month(2026, 10)
	own := func(text string) Options {
		return Options{Templates: func(file string) (OwnTemplate, bool) {
			return OwnTemplate{Name: "本单位/" + file, Text: []byte(text)}, file == "monthly-a.txt"
		}}
	}
	c := composed(t, o, p, own("标题 = 本单位的标题{期间}\n[一]\n走访{走访家次}家次。\n"))
	if c.Bulletin.Title != "本单位的标题2026年10月" || len(c.Bulletin.Annexes) != 0 {
		t.Errorf("%q, %d annexes", c.Bulletin.Title, len(c.Bulletin.Annexes))
	}
	c = composed(t, o, p, own("标题 = 甲\n[一]\n走访{没有的指标}。\n"))
	if !strings.Contains(c.Bulletin.Title, "访企问需工作情况") {
		t.Errorf("%q", c.Bulletin.Title)
	}
	told := ""
	for _, h := range c.Hints {
		told += h.Text
	}
	if !strings.Contains(told, "本单位/monthly-a.txt “一”一节第 3 行") {
		t.Errorf("hints %q", told)
	}
}
