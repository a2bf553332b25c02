package intake

import (
	"fmt"
	"strings"

	"qinqing/data"
)

// oddities counts what was taken though it can't be understood or looks wrong, so that
// the clerk hears of it: nothing is put in its place silently (DOMAIN §3).
type oddities struct {
	limits  map[string]int // texts of limits that say none
	answers map[string]int // satisfaction other than the five
	words   map[string]int // completion words taken for 在办
	clues   []string       // rows that may speak of misconduct
	early   []string       // rows whose limit lies before the problem began
}

const mostOddities = 8 // texts told of one kind

func (o *oddities) see(e *entry) {
	count := func(m *map[string]int, text string) {
		if *m == nil {
			*m = map[string]int{}
		}
		(*m)[short(text, 20)]++
	}
	if !e.empty && e.l.kind != Messages && data.SmellsOfClue(e.l.content(e.row)) {
		o.clues = append(o.clues, fmt.Sprintf("%d", e.row.number))
	}
	if text := e.text(fDue); !e.empty && !isNothing(text) && e.due.rule.Kind == data.NoDeadline {
		count(&o.limits, text)
	}
	if text := e.text(fSatisfaction); !isNothing(text) && e.answer == data.NoAnswer {
		count(&o.answers, text)
	}
	if text := e.text(fCompletion); !e.empty && !isNothing(text) && !e.struck && e.dates[fDoneOn] == 0 && vagueStanding(text) {
		count(&o.words, text)
	}
}

// weigh looks for a limit that had passed when the problem began.
func (o *oddities) weigh(e *entry, events []data.Event) {
	for _, ev := range events {
		if d := ev.Deadline; ev.Basis == data.Real && (d.Kind == data.ByDate || d.Kind == data.DateThenLong) && d.Date != 0 && d.Date < ev.On {
			o.early = append(o.early, fmt.Sprintf("%d", e.row.number))
			return
		}
	}
}

func (o *oddities) lines() []string {
	var out []string
	tell := func(m map[string]int, format string) {
		for i, text := range sortedKeys(m) {
			if i == mostOddities {
				out = append(out, fmt.Sprintf("……同样的情况还有 %d 种写法。", len(m)-i))
				break
			}
			out = append(out, fmt.Sprintf(format, text, m[text]))
		}
	}
	tell(o.limits, "办结时限“%s”看不出是哪一天（%d 行），已按“期限缺失”处理，原文已保留。")
	tell(o.answers, "满意度“%s”不是五种答复之一（%d 行），不计入满意率，原文已保留。")
	tell(o.words, "完成情况“%s”看不出是否办结（%d 行），已按“在办”处理，原文已保留。")
	rows := func(list []string, format string) {
		if n := len(list); n > 0 {
			more := ""
			if n > mostOddities {
				more = " 等"
			}
			out = append(out, fmt.Sprintf(format, n, strings.Join(list[:min(n, mostOddities)], "、")+more))
		}
	}
	rows(o.early, "有 %d 行的办结时限早于登记或交办日期（第 %s 行），已照原样导入，请核对。")
	rows(o.clues, "有 %d 行的内容可能是问题线索（第 %s 行）。问题线索应按规定移送，本系统只登记移送文号、日期和接收部门；请核对后改为移送登记。")
	return out
}
