package intake

import (
	"regexp"
	"strings"

	"qinqing/data"
)

// standing is what a ledger's completion word says about a problem.
type standing int

const (
	unsaid     standing = iota // nothing written
	underway                   // 在办
	notStarted                 // 未交办, 未启动
	answered                   // 已答复, 已反馈: 待审核
	lastingOn                  // 长期坚持
	settled                    // 办结
	struckOff                  // 销号
	declined                   // 不予受理, 转他处
	told                       // a story of what is being done, without a word of how far: 在办
)

var standingWords = map[string]standing{
	"已完成": settled, "完成": settled, "已办结": settled, "办结": settled, "已解决": settled, "解决": settled, "已整改": settled, "已整改完成": settled, "整改完成": settled,
	"已整改到位": settled, "整改到位": settled, "已落实": settled, "已办理完毕": settled, "办理完毕": settled, "已处理": settled, "已办": settled, "完成整改": settled, "已化解": settled,
	"全部完成": settled, "已立行立改": settled, "已完结": settled, "完结": settled, "已结案": settled, "整改完毕": settled, "已整改完毕": settled, "解决到位": settled, "已解决到位": settled,
	"办理完成": settled, "已办理完成": settled, "现场办结": settled, "已现场办结": settled, "当场办结": settled, "现场解决": settled, "已现场解决": settled, "当场解决": settled, "已当场解决": settled, "处理完毕": settled, "已处理完毕": settled,
	"已完成整改": settled, "已兑现": settled, "已全部完成": settled, "全部完成整改": settled, "已全部整改": settled, "全部办结": settled, "已全部办结": settled, "已办理": settled, "100%": settled, "1": settled,
	"基本完成": underway, "正在推进": underway, "办理中": underway, "推进中": underway, "正在办理": underway, "整改中": underway, "正在整改": underway, "在办": underway, "进行中": underway,
	"未完成": underway, "未办结": underway, "未解决": underway, "未整改": underway, "处理中": underway, "正在处理": underway, "部分完成": underway, "部分解决": underway, "持续推进": underway,
	"正在协调": underway, "协调中": underway, "基本解决": underway, "未整改到位": underway, "跟进中": underway, "持续跟进": underway, "已签收": underway, "已受理": underway,
	"待交办": notStarted, "未交办": notStarted, "未启动": notStarted, "尚未启动": notStarted, "待办": notStarted,
	"已交办": underway, "已转办": underway,
	"已答复": answered, "已反馈": answered, "已回复": answered, "待审核": answered, "已反馈待审核": answered, "已反馈(待审核)": answered, "已上报": answered,
	"长期坚持": lastingOn, "长期推进": lastingOn, "持续坚持": lastingOn, "长期整改": lastingOn,
	"已销号": struckOff, "销号": struckOff, "已办结销号": struckOff, "已完成销号": struckOff, "已完成并销号": struckOff, "已办结并销号": struckOff, "已整改销号": struckOff, "已解决并销号": struckOff, "办结销号": struckOff, "已销": struckOff, "完成销号": struckOff,
	"不予受理": declined, "转他处": declined, "不予受理/转他处": declined, "不属于职责范围": declined,
}

// readStanding understands a completion cell: the known words first, then text that
// begins with one of them (已办结，企业表示满意).
func readStanding(text string) standing {
	s := strings.Trim(squeeze(text), "。.;,!")
	if s == "" || isNothing(text) && s != "无" && s != "0" {
		return unsaid
	}
	if w, ok := standingWords[s]; ok {
		return w
	}
	if yes, ok := readYes(s); ok {
		if yes {
			return settled
		}
		return underway
	}
	if openWord(s) {
		return underway
	}
	st, _ := standingAt(s)
	if st == settled && alsoStruck.MatchString(s) {
		return struckOff
	}
	return st
}

// alsoStruck finds the second half of 已办结，已销号.
var alsoStruck = regexp.MustCompile(`(?:^|[^未待])(?:已|并|予以|准予|同意)销号`)

// endedClause is a last clause that says the matter is settled: 问题已解决.
var endedClause = regexp.MustCompile(`(?:^|[^未尚])(?:已|已经|均已|现已|已于.{2,12})(?:全部|得到|予以|全面|圆满|顺利|妥善|彻底)*(?:办结|解决|整改到位|办理完毕|整改完成|整改完毕|完成整改|化解|处理完毕|落实到位)(?:到位|完毕)?$`)

// openClause finds what makes a settled-looking clause open again.
var openClause = regexp.MustCompile(`未|尚|预计|拟|计划|将|待|部分|基本|正在|力争|争取|如|若|可|难以|无法`)

// toldStanding is the standing a story in 办理情况 ends with (经协调，问题已解决); told
// where it doesn't say. Such a story contradicts neither 销号 nor a day of completion.
func toldStanding(text string) standing {
	clauses := strings.FieldsFunc(squeeze(text), func(r rune) bool { return strings.ContainsRune("。.;,!；，", r) })
	if len(clauses) == 0 {
		return told
	}
	last := clauses[len(clauses)-1]
	if endedClause.MatchString(last) && !openClause.MatchString(last) {
		return settled
	}
	return told
}

// A day beside a word of completion: 10月12日办结, 已完成（3月20日）.
const (
	wordDay  = `(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号])`
	wordDone = `(?:已|已经|均|现|全部|全面|顺利|予以|问题|得到|妥善)*(?:办结|办理完毕|解决|整改到位|整改完成|整改完毕|完成整改|化解|处理完毕|完成|完结)(?:到位|完毕|销号|并销号)?`
)

var (
	dayThenDone = regexp.MustCompile(`(?:^|[^\d年./-])` + wordDay + wordDone + `[)]?$`)
	doneThenDay = regexp.MustCompile(`^` + wordDone + `[(,:]?(?:于|办结时间:?|完成时间:?|时间:?)?` + wordDay + `(?:` + wordDone + `)?[)]?$`)
)

// settledDay is the day that a story of completion names for it: of its last clause,
// or the clause that is all of the text. ok is false where none is certain.
func settledDay(text string) (string, bool) {
	s := strings.TrimRight(squeeze(text), "。.;,!")
	for _, try := range []string{s, s[lastClause(s):]} {
		if openClause.MatchString(try) {
			continue
		}
		if m := doneThenDay.FindStringSubmatch(try); m != nil {
			return m[1], true
		}
		if m := dayThenDone.FindStringSubmatch(try); m != nil {
			return m[1], true
		}
	}
	return "", false
}

// lastClause is where the last clause of a text begins. A point inside a date ends none.
func lastClause(s string) int {
	at := 0
	for i, r := range s {
		if strings.ContainsRune("。;!,", r) {
			at = i + len(string(r))
		}
	}
	return at
}

// standingAt is the standing of the longest known word that a text begins with.
func standingAt(s string) (standing, bool) {
	best, at := underway, 0
	for w, st := range standingWords {
		if len(w) >= 6 && len(w) > at && strings.HasPrefix(s, w) {
			best, at = st, len(w)
		}
	}
	return best, at > 0
}

// vagueStanding says that a text is taken for 在办 only because nothing else is known.
func vagueStanding(text string) bool {
	s := strings.Trim(squeeze(text), "。.;,!")
	_, known := standingWords[s]
	_, yes := readYes(s)
	_, begins := standingAt(s)
	return !known && !yes && !begins && !openWord(s) && readStanding(text) == underway
}

// openWord says that a text begins with a word of what is not finished.
func openWord(s string) bool {
	for _, no := range []string{"未", "尚", "正在", "没有", "暂", "部分", "基本", "待", "拟", "推进", "持续", "阶段性", "序时", "按序时", "达到序时", "跟踪", "无法", "不具备"} {
		if strings.HasPrefix(s, no) {
			return true
		}
	}
	return false
}

var yesWords = map[string]bool{
	"是": true, "√": true, "✓": true, "✔": true, "☑": true, "有": true, "y": true, "yes": true, "true": true, "已销号": true, "已销": true, "销号": true, "1": true, "对": true, "v": true, "已": true,
	"已办结销号": true, "同意销号": true, "完成销号": true,
	"否": false, "×": false, "✗": false, "✘": false, "x": false, "未": false, "n": false, "no": false, "false": false, "未销号": false, "未销": false, "不销号": false, "0": false, "待销号": false, "暂未销号": false,
	"尚未销号": false, "暂不销号": false, "不": false, "不同意销号": false,
}

// readYes understands a yes-or-no cell; ok is false when it is neither.
func readYes(text string) (yes, ok bool) {
	yes, ok = yesWords[strings.ToLower(strings.Trim(squeeze(text), "。.;,"))]
	return yes, ok
}

// readAnswer understands a satisfaction cell; ok is false when it holds no valid answer.
func readAnswer(text string) (data.Satisfaction, bool) {
	s := strings.Trim(squeeze(text), "。.;,!√✓")
	if a, ok := data.SatisfactionNamed(s); ok {
		return a, true
	}
	switch s {
	case "很满意", "十分满意", "特别满意":
		return data.VerySatisfied, true
	case "较满意", "比较满意", "较为满意":
		return data.FairlySatisfied, true
	case "认可", "满意度高", "表示满意", "企业满意", "是":
		return data.Satisfied, true
	case "不认可", "不太满意", "否":
		return data.Dissatisfied, true
	case "很不满意", "极不满意":
		return data.VeryDissatisfied, true
	}
	return data.NoAnswer, false
}
