package reports

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"qinqing/data"
)

// paperFields are what a paper's template may use of a problem.
var paperFields = strings.Fields("编号 企业 所在地 问题 类别 来源 走访单位 主办单位 登记日 交办日 期限 原期限 逾期天数 剩余工作日 状态 今天")

// paperText is the wording of a paper about one problem, parsed:
// assets/templates/paper-supervise.txt explains how it is written.
type paperText struct {
	name, layout, title, recipient string
	lines                          []paperLine
}

type paperLine struct {
	text    string
	table   bool
	when    string // field; empty: always
	without bool   // printed where the field is empty
}

func parsePaper(name string, src []byte) (*paperText, error) {
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
		if bad := unknownField(l); bad != "" {
			return nil, fail(n, "没有名为“%s”的字段；可以用的是：%s", bad, strings.Join(paperFields, " "))
		}
		if key, value, ok := strings.Cut(l, "="); ok && settings[strings.TrimSpace(key)] != nil && len(out.lines) == 0 {
			*settings[strings.TrimSpace(key)] = strings.TrimSpace(value)
			continue
		}
		line, why := paperLineOf(l)
		if why != "" {
			return nil, fail(n, "%s", why)
		}
		out.lines = append(out.lines, line)
	}
	switch {
	case out.title == "":
		return nil, fail(n, "没有“标题 = …”这一行")
	case !slices.Contains([]string{"A", "B", "C"}, out.layout):
		return nil, fail(n, "版式只有 A、B、C，现在是“%s”", out.layout)
	case len(out.lines) == 0:
		return nil, fail(n, "没有正文")
	}
	return out, nil
}

func paperLineOf(l string) (line paperLine, why string) {
	if rest, ok := strings.CutPrefix(l, "若"); ok && strings.ContainsAny(rest[:min(3, len(rest))], " 　") {
		when, text, ok := strings.Cut(rest, "：")
		if !ok {
			return line, "“若”后面要写“字段：文字”"
		}
		when = strings.TrimSpace(when)
		line.when, line.without = strings.TrimSpace(strings.TrimPrefix(when, "无 ")), strings.HasPrefix(when, "无 ")
		if !slices.Contains(paperFields, line.when) {
			return line, fmt.Sprintf("没有名为“%s”的字段", line.when)
		}
		l = strings.TrimSpace(text)
	}
	if rest, ok := strings.CutPrefix(l, "@"); ok {
		if strings.Join(strings.Fields(rest), " ") != "表 要素" {
			return line, fmt.Sprintf("没有“%s”；可以用的是：@表 要素", l)
		}
		line.table = true
		return line, ""
	}
	if l == "" {
		return line, "没有文字"
	}
	line.text = l
	return line, ""
}

// unknownField is the first {field} of a line that papers do not have; a brace without
// its fellow counts as one.
func unknownField(l string) string {
	for l != "" {
		i := strings.IndexAny(l, "{}")
		if i < 0 {
			return ""
		}
		end := strings.IndexByte(l[i:], '}')
		if l[i] == '}' || end < 0 {
			return l[i:]
		}
		if f := strings.TrimSpace(l[i+1 : i+end]); !slices.Contains(paperFields, f) {
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
