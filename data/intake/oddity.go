package intake

import (
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// spot is the place of a row.
type spot struct {
	sheet string
	row   int
}

func (e *entry) spot() spot { return spot{e.l.name, e.row.number} }

// spots are the rows of which one thing is to be told.
type spots []spot

const mostSpots = 5 // rows named in a message

// String names the first rows by sheet: “台账”表第 2、3 行、“旧表”表第 7 行等 12 行.
func (s spots) String() string {
	var out strings.Builder
	for i, at := range s[:min(len(s), mostSpots)] {
		switch {
		case i > 0 && s[i-1].sheet == at.sheet:
			fmt.Fprintf(&out, "、%d", at.row)
			continue
		case i > 0:
			out.WriteString(" 行、")
		}
		fmt.Fprintf(&out, "“%s”表第 %d", short(at.sheet, 31), at.row)
	}
	if len(s) > mostSpots {
		fmt.Fprintf(&out, " 行等 %d 行", len(s))
	} else if len(s) > 0 {
		out.WriteString(" 行")
	}
	return out.String()
}

// byText gathers rows under what their cells say.
type byText map[string]spots

func (b *byText) add(text string, at spot) {
	if *b == nil {
		*b = byText{}
	}
	text = short(text, 20)
	(*b)[text] = append((*b)[text], at)
}

// oddities gathers what was taken though it can't be understood or looks wrong, so that
// the clerk hears of it: nothing is put in its place silently (DOMAIN §3).
type oddities struct {
	limits  byText // texts of limits that say none
	answers byText // satisfaction other than the five
	words   byText // completion words taken for 在办
	clues   spots  // rows that may speak of misconduct
	early   spots  // rows whose limit lies before the problem began
	dayless spots  // rows without a day in a ledger that has a column for it
	late    spots  // rows with a day after the as-of date
}

const mostOddities = 8 // texts told of one kind

func (o *oddities) see(e *entry) {
	if !e.empty && e.l.kind != Messages && data.SmellsOfClue(e.l.content(e.row)) {
		o.clues = append(o.clues, e.spot())
	}
	if text := e.text(fDue); !e.empty && !isNothing(text) && e.due.rule.Kind == data.NoDeadline {
		o.limits.add(text, e.spot())
	}
	if text := e.text(fSatisfaction); !isNothing(text) && e.answer == data.NoAnswer {
		o.answers.add(text, e.spot())
	}
	if text := e.text(fCompletion); !e.empty && !isNothing(text) && !e.struck && e.dates[fDoneOn] == 0 && e.state == told {
		o.words.add(text, e.spot())
	}
}

// weigh looks for a limit that had passed when the problem began, or whose day is not
// certain (本月底 of a row without a day).
func (o *oddities) weigh(e *entry, events []data.Event) {
	if e.due.rule.Kind != data.NoDeadline && !slices.ContainsFunc(events, func(ev data.Event) bool { return ev.Deadline.Kind != data.NoDeadline }) {
		o.limits.add(e.text(fDue), e.spot())
	}
	for _, ev := range events {
		if d := ev.Deadline; ev.Basis == data.Real && (d.Kind == data.ByDate || d.Kind == data.DateThenLong) && d.Date != 0 && d.Date < ev.On {
			o.early = append(o.early, e.spot())
			return
		}
	}
}

// days tells in a row's own place of days that are missing or lie after the as-of date,
// and notes the row; events are those of its problem, none of a visit without one.
func (o *oddities) days(e *entry, events []data.Event, asOf data.Date) string {
	var out []string
	if len(events) > 0 && events[0].Kind == data.Register && events[0].Basis == data.Inferred {
		out = append(out, fmt.Sprintf("没有写日期，推定登记日期 %s", events[0].On))
		if slices.ContainsFunc([]string{fRegisterOn, fVisitOn, fAssignOn}, e.l.has) {
			o.dayless = append(o.dayless, e.spot())
		}
	}
	late := false
	for _, f := range actualFields {
		if e.dates[f] > asOf {
			out = append(out, fmt.Sprintf("%s %s 在截至日（%s）之后，请核对", e.title(f), e.dates[f], asOf))
			late = true
		}
	}
	if late {
		o.late = append(o.late, e.spot())
	}
	return strings.Join(out, "；")
}

func (o *oddities) lines() []string {
	var out []string
	tell := func(m byText, format string) {
		for i, text := range sortedKeys(m) {
			if i == mostOddities {
				out = append(out, fmt.Sprintf("……同样的情况还有 %d 种写法。", len(m)-i))
				break
			}
			out = append(out, fmt.Sprintf(format, text, m[text]))
		}
	}
	tell(o.limits, "办结时限“%s”看不出是哪一天（%s），已按“期限缺失”处理，原文已保留。")
	tell(o.answers, "满意度“%s”不是五种答复之一（%s），不计入满意率，原文已保留。")
	tell(o.words, "完成情况“%s”看不出是否办结（%s），已按“在办”处理，原文已保留。")
	rows := func(list spots, format string) {
		if n := len(list); n > 0 {
			out = append(out, fmt.Sprintf(format, n, list))
		}
	}
	rows(o.dayless, "有 %d 行没有写日期（%s），登记日期按截至日或该行最早的实际日期推定，请核对；补上日期后再导入一次即可。")
	rows(o.late, "有 %d 行的日期在截至日之后（%s），已照原样导入，请核对日期或截至日。")
	rows(o.early, "有 %d 行的办结时限早于登记或交办日期（%s），已照原样导入，请核对。")
	rows(o.clues, "有 %d 行的内容可能是问题线索（%s）。问题线索应按规定移送，本系统只登记移送文号、日期和接收部门；请核对后改为移送登记。")
	return out
}
