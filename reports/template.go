package reports

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"qinqing/data"
	"qinqing/reports/stats"
)

// Template is the wording of a bulletin, parsed: assets/templates/monthly-a.txt
// explains how it is written. Every figure it names is in the catalogue.
type Template struct {
	Kind   string // 月度通报 …
	Layout string // "A", "B" or "C"

	title    []piece
	sections []section
	annexes  []section
}

type section struct {
	heading   string
	landscape bool
	items     []item
}

// item is one line: a piece of prose, or a block the program makes.
type item struct {
	line   int
	raw    string  // as it was written
	join   bool    // goes on the paragraph before
	when   *clause // nil: always
	other  bool    // only if the last 若 before it did not hold
	block  string  // 表, 图, 段
	which  string
	limit  int
	pieces []piece
}

// piece is text, or a field if name is set.
type piece struct {
	text string
	field
}

type field struct {
	name, span string
	change     bool     // 增减
	by         data.Dim // of 榜
	top        int      // of 榜
}

// clause is a condition: any of several groups, all of whose tests hold.
type clause struct{ any [][]test }

type test struct {
	field
	op    string // "有", "无", or a comparison
	value float64
}

// defaultKind is what a template makes that does not say.
const defaultKind = "月度通报"

const maxTemplate = 1 << 20

var templateBlocks = map[string]string{"表": "汇总 甲 乙 丙 分类 逾期 口径 往期 督查 专题", "图": "分类 趋势", "段": "已核对 自选 要求 数据说明 往期"}

var templateWords = "期间 专题 期初日 期末日 起算日 本期 上期 去年同期"

type templateParser struct {
	name    string
	line    int
	figures map[string]stats.Definition
	out     *Template
	at      *section
}

// ParseTemplate reads a template; name is for messages. catalogue is what its fields
// may use (stats.Catalogue()). An error names the line and what is wrong with it.
func ParseTemplate(name string, src []byte, catalogue []stats.Definition) (*Template, error) {
	p := &templateParser{name: name, figures: map[string]stats.Definition{}, out: &Template{Kind: defaultKind, Layout: "A"}}
	if len(src) > maxTemplate || !utf8.Valid(src) {
		return nil, data.Errorf(data.Invalid, "template", "模板 %s 不是 UTF-8 文本或超过 1 兆，没有使用。请用记事本另存为 UTF-8 编码。", name)
	}
	for _, d := range catalogue {
		p.figures[d.Name] = d
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	for i, l := range strings.Split(text, "\n") {
		p.line = i + 1
		if err := p.take(strings.TrimSpace(l)); err != nil {
			return nil, err
		}
	}
	p.line++
	switch {
	case len(p.out.title) == 0:
		return nil, p.fail("没有“标题 = …”这一行")
	case len(p.out.sections) == 0:
		return nil, p.fail("没有任何“[标题]”")
	}
	return p.out, nil
}

func (p *templateParser) fail(format string, args ...any) error {
	where := ""
	if p.at != nil {
		where = "“" + p.at.heading + "”一节"
	}
	return data.Errorf(data.Invalid, "template", "模板 %s %s第 %d 行：%s。没有生成文件，台账不受影响；请改正模板后再试。", p.name, where, p.line, fmt.Sprintf(format, args...))
}

func (p *templateParser) take(l string) error {
	switch {
	case l == "" || strings.HasPrefix(l, "#"):
		return nil
	case strings.HasPrefix(l, "["):
		return p.heading(l)
	case strings.HasPrefix(l, "附件：") || strings.HasPrefix(l, "附件（横）："):
		_, title, _ := strings.Cut(l, "：")
		return p.open(&p.out.annexes, section{heading: strings.TrimSpace(title), landscape: strings.HasPrefix(l, "附件（横）")})
	case p.at == nil:
		return p.setting(l)
	}
	return p.item(l)
}

func (p *templateParser) heading(l string) error {
	h, ok := strings.CutSuffix(l[1:], "]")
	if !ok || strings.ContainsAny(h, "[]") {
		return p.fail("标题要写成 [标题]，现在是“%s”", l)
	}
	if len(p.out.annexes) > 0 {
		return p.fail("正文的标题“%s”不能写在附件后面", h)
	}
	return p.open(&p.out.sections, section{heading: strings.TrimSpace(h)})
}

func (p *templateParser) open(list *[]section, s section) error {
	if s.heading == "" {
		return p.fail("标题是空的")
	}
	*list = append(*list, s)
	p.at = &(*list)[len(*list)-1]
	return nil
}

func (p *templateParser) setting(l string) (err error) {
	key, value, ok := strings.Cut(l, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !ok || value == "" {
		return p.fail("第一个 [标题] 之前只能写 种类、版式、标题 的设置，现在是“%s”", l)
	}
	switch key {
	case "种类":
		p.out.Kind = value
	case "版式":
		if value != "A" && value != "B" && value != "C" {
			return p.fail("版式只有 A、B、C，现在是“%s”", value)
		}
		p.out.Layout = value
	case "标题":
		p.out.title, err = p.pieces(value)
	default:
		return p.fail("不认识的设置“%s”", key)
	}
	return err
}

func (p *templateParser) item(l string) (err error) {
	it := item{line: p.line, raw: l}
	if rest, ok := strings.CutPrefix(l, "+"); ok {
		if it.join, l = true, strings.TrimSpace(rest); !p.hasParagraph() {
			return p.fail("“+”前面没有可以接续的段落")
		}
	}
	switch {
	case strings.HasPrefix(l, "若 ") || strings.HasPrefix(l, "若　"):
		cond, text, ok := strings.Cut(l, "：")
		if !ok {
			return p.fail("“若”后面要写“条件：文字”")
		}
		if it.when, err = p.clause(strings.TrimSpace(strings.TrimPrefix(cond, "若"))); err != nil {
			return err
		}
		l = strings.TrimSpace(text)
	case strings.HasPrefix(l, "否则："):
		if it.other, l = true, strings.TrimSpace(strings.TrimPrefix(l, "否则：")); !p.hasWhen() {
			return p.fail("“否则”前面没有“若”")
		}
	}
	if rest, ok := strings.CutPrefix(l, "@"); ok && it.join {
		err = p.fail("“@”要单独起一行，不能接在“+”后面")
	} else if ok {
		err = p.block(&it, strings.Fields(rest))
	} else if it.pieces, err = p.pieces(l); err == nil && len(it.pieces) == 0 {
		err = p.fail("没有文字")
	}
	if err == nil {
		p.at.items = append(p.at.items, it)
	}
	return err
}

func (p *templateParser) hasWhen() bool {
	for _, it := range p.at.items {
		if it.when != nil {
			return true
		}
	}
	return false
}

// hasParagraph says whether a + has a line of prose right before it.
func (p *templateParser) hasParagraph() bool {
	n := len(p.at.items)
	return n > 0 && p.at.items[n-1].block == ""
}

func (p *templateParser) block(it *item, words []string) error {
	if len(words) < 2 || len(words) > 3 {
		return p.fail("@ 后面要写“表 名称”“图 名称”或“段 名称”")
	}
	it.block, it.which = words[0], words[1]
	if known, ok := templateBlocks[it.block]; !ok || !listed(known, it.which) {
		return p.fail("没有“@%s %s”；可以用的是：表（%s），图（%s），段（%s）", it.block, it.which, templateBlocks["表"], templateBlocks["图"], templateBlocks["段"])
	}
	if len(words) == 3 {
		n, err := strconv.Atoi(words[2])
		if err != nil || n < 1 {
			return p.fail("最多列几行要写正整数，现在是“%s”", words[2])
		}
		it.limit = n
	}
	return nil
}

func listed(words, w string) bool {
	for _, x := range strings.Fields(words) {
		if x == w {
			return true
		}
	}
	return false
}

// Insertable lists the figures a wording may name, as the catalogue has them.
func Insertable() (out []stats.Definition) {
	for _, d := range stats.Catalogue() {
		if !d.Internal {
			out = append(out, d)
		}
	}
	return out
}
