package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"qinqing/data"
)

// wording says what the template of a kind of paper may use.
type wording struct {
	fields []string
	tables []string
}

// aboutProblem is for papers about one problem, aboutPeriod for registers.
var (
	aboutProblem = wording{
		fields: strings.Fields(`编号 企业 所在地 问题 类别 来源 走访单位 主办单位 登记日 交办日 期限 原期限 逾期天数 剩余工作日 状态 今天
			本单位 性质 走访日 走访人员 现场答复 信用代码 行业 联系人 联系电话 监督单位 协办单位 实名转办 现行期限 首次期限
			签收日 反馈日 反馈情况 办结日 办结情况 办结审批人 回访日 满意度 回访情况 无法回访原因
			延期申请日 延期前期限 延期至 延期理由 延期审批人 延期批准日 延期告知日 延期次数
			销号日 销号情况 销号审批人 签字人 签字日 要件待补 督办等级 答复期限 上次督办`),
		tables: []string{"要素", "延期", "回访", "经过"},
	}
	aboutClues    = wording{fields: strings.Fields("本单位 期初日 期末日 今天 件数"), tables: []string{"移送"}}
	aboutHandover = wording{fields: strings.Fields("本单位 单位 期初日 期末日 今天 件数"), tables: []string{"交接"}}
)

// formLayout is the 版式 of papers that are a grid of cells.
const formLayout = "表"

// paperText is the wording of a paper, parsed: assets/templates/paper-supervise.txt and
// paper-extend.txt explain how it is written.
type paperText struct {
	name, layout, title, recipient string
	lines                          []paperLine
}

// paperLine is a paragraph, a table or a row of a form.
type paperLine struct {
	text    string
	join    bool // goes on the paragraph before; not printed where that is not
	table   string
	fields  []string // of the table 要素: which, in this order; none: all
	row     *FormRow
	when    string // field; empty: always
	without bool   // printed where the field is empty
}

// uses says whether a field stands in the grid of the paper.
func (t *paperText) uses(field string) bool {
	for _, l := range t.lines {
		if l.row != nil && slices.ContainsFunc(l.row.Cells, func(c FormCell) bool { return strings.Contains(c.Text, "{"+field+"}") }) {
			return true
		}
	}
	return false
}

func parsePaper(name string, src []byte, may wording) (*paperText, error) {
	fail := func(line int, format string, args ...any) error {
		return data.Errorf(data.Invalid, "template", "模板 %s 第 %d 行：%s。没有生成文件，台账不受影响；请改正模板后再试。", name, line, fmt.Sprintf(format, args...))
	}
	if len(src) > maxTemplate || !utf8.Valid(src) {
		return nil, data.Errorf(data.Invalid, "template", "模板 %s 不是 UTF-8 文本或超过 1 兆，没有使用。请用记事本另存为 UTF-8 编码。", name)
	}
	out := &paperText{layout: "C"}
	settings := map[string]*string{"名称": &out.name, "版式": &out.layout, "标题": &out.title, "主送": &out.recipient}
	n := 0
	for raw := range strings.SplitSeq(strings.TrimPrefix(string(src), "\ufeff"), "\n") {
		n++
		l := strings.TrimSpace(raw)
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		if bad := may.unknownField(l); bad != "" {
			return nil, fail(n, "没有名为“%s”的字段；可以用的是：%s", bad, strings.Join(may.fields, " "))
		}
		if key, value, ok := strings.Cut(l, "="); ok && settings[strings.TrimSpace(key)] != nil && len(out.lines) == 0 {
			*settings[strings.TrimSpace(key)] = strings.TrimSpace(value)
			continue
		}
		line, why := may.line(l)
		if why != "" {
			return nil, fail(n, "%s", why)
		}
		if k := len(out.lines); line.join && (k == 0 || out.lines[k-1].text == "" || line.text == "" || out.layout == formLayout) {
			return nil, fail(n, "“+”只能接在正文的一段文字后面")
		}
		if line.row != nil && out.layout != formLayout {
			return nil, fail(n, "只有“版式 = 表”的模板才能写表格行")
		}
		out.lines = append(out.lines, line)
	}
	switch {
	case out.title == "":
		return nil, fail(n, "没有“标题 = …”这一行")
	case !slices.Contains([]string{"A", "B", "C", formLayout}, out.layout):
		return nil, fail(n, "版式只有 A、B、C、表，现在是“%s”", out.layout)
	case len(out.lines) == 0:
		return nil, fail(n, "没有正文")
	}
	return out, nil
}

func (w wording) line(l string) (line paperLine, why string) {
	if rest, ok := strings.CutPrefix(l, "+"); ok {
		line.join, l = true, strings.TrimSpace(rest)
	}
	if rest, ok := strings.CutPrefix(l, "若"); ok && strings.ContainsAny(rest[:min(3, len(rest))], " 　") {
		when, text, ok := strings.Cut(rest, "：")
		if !ok {
			return line, "“若”后面要写“字段：文字”"
		}
		when = strings.TrimSpace(when)
		line.when, line.without = strings.TrimSpace(strings.TrimPrefix(when, "无 ")), strings.HasPrefix(when, "无 ")
		if !slices.Contains(w.fields, line.when) {
			return line, fmt.Sprintf("没有名为“%s”的字段", line.when)
		}
		l = strings.TrimSpace(text)
	}
	if rest, ok := strings.CutPrefix(l, "@"); ok {
		words := strings.Fields(rest)
		if len(words) < 2 || words[0] != "表" || !slices.Contains(w.tables, words[1]) || len(words) > 2 && words[1] != "要素" {
			return line, fmt.Sprintf("没有“%s”；可以用的是：@表 %s", l, strings.Join(w.tables, "、@表 "))
		}
		for _, f := range words[2:] {
			if !slices.Contains(w.fields, f) {
				return line, fmt.Sprintf("没有名为“%s”的字段", f)
			}
		}
		line.table, line.fields = words[1], words[2:]
		return line, ""
	}
	if rest, ok := strings.CutPrefix(l, "|"); ok {
		line.row, why = rowOf(rest)
		return line, why
	}
	if l == "" {
		return line, "没有文字"
	}
	line.text = l
	return line, ""
}

// maxPairs is how many captions with their values fit side by side; maxLines how high a
// row may be asked to be.
const (
	maxPairs = 3
	maxLines = 30
)

// rowOf reads a row of a form without its first bar.
func rowOf(l string) (*FormRow, string) {
	parts := strings.Split(l, "|")
	last := strings.TrimSpace(parts[len(parts)-1])
	row := &FormRow{}
	if last != "" {
		n, err := strconv.Atoi(last)
		if err != nil || n < 1 || n > maxLines {
			return nil, fmt.Sprintf("表格行要以“|”结尾，后面可以写 1 到 %d 的行数，现在是“%s”", maxLines, last)
		}
		row.Lines = n
	}
	parts = parts[:len(parts)-1]
	if len(parts) == 0 || len(parts) > 2*maxPairs || len(parts) > 1 && len(parts)%2 == 1 {
		return nil, fmt.Sprintf("表格行里一栏名、一内容为一对，最多 %d 对，现在有 %d 格", maxPairs, len(parts))
	}
	for i, p := range parts {
		text, foot := twoEnds(p)
		row.Cells = append(row.Cells, FormCell{Text: text, Foot: foot, Label: i%2 == 0})
	}
	return row, ""
}

// twoEnds parts what stands at the left or above from what stands at the right or below.
func twoEnds(s string) (left, right string) {
	left, right, _ = strings.Cut(" "+s, " // ")
	return strings.TrimSpace(left), strings.TrimSpace(strings.ReplaceAll(right, " // ", "\n"))
}

// unknownField is the first {field} of a line that papers do not have; a brace without
// its fellow counts as one.
func (w wording) unknownField(l string) string {
	for l != "" {
		i := strings.IndexAny(l, "{}")
		if i < 0 {
			return ""
		}
		end := strings.IndexByte(l[i:], '}')
		if l[i] == '}' || end < 0 {
			return l[i:]
		}
		if f := strings.TrimSpace(l[i+1 : i+end]); !slices.Contains(w.fields, f) {
			return f
		}
		l = l[i+end+1:]
	}
	return ""
}

// fill puts the values into a text, in one pass: what a value holds is never a field.
func fill(text string, values map[string]string) string {
	var pairs []string
	for f, v := range values {
		pairs = append(pairs, "{"+f+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
