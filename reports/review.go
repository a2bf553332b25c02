package reports

import (
	"fmt"
	"regexp"
	"unicode/utf8"
)

// longBody is the length of the body above which the office is reminded of 减负.
const longBody = 5000

// Review looks through a bulletin, edited or not, for what the office should see
// before issuing it: a number typed over (与台账不一致), a body too long, an issuer
// that was never set.
func Review(b *Bulletin) []Warning {
	var out []Warning
	printed := make(map[string]string, len(b.Figures))
	for _, f := range b.Figures {
		printed[f.ID] = f.Text
	}
	differs := func(id, text string) {
		if want, ok := printed[id]; id != "" && (!ok || want != text) {
			out = append(out, Warning{Code: "figure-differs", Text: "“" + text + "”与台账不一致，台账为“" + want + "”。"})
		}
	}
	look := func(blocks []Block) (length int) {
		for _, x := range blocks {
			switch {
			case x.Heading != nil:
				length += utf8.RuneCountInString(x.Heading.Text)
			case x.Para != nil:
				length += utf8.RuneCountInString(x.Para.Text())
				for _, s := range x.Para.Spans {
					differs(s.Figure, s.Text)
				}
			case x.Table != nil:
				for _, r := range x.Table.Rows {
					for _, c := range r.Cells {
						differs(c.Figure, c.Text)
					}
				}
			}
		}
		return length
	}
	if n := look(b.Body); n > longBody {
		out = append(out, Warning{Code: "long-body", Text: fmt.Sprintf("正文 %d 字，超过 %d 字，请考虑精简。", n, longBody)})
	}
	for _, a := range b.Annexes {
		look(a.Blocks)
	}
	if b.Signature.Unit == issuerPlaceholder {
		out = append(out, Warning{Code: "issuer-unset", Text: "还没有设置发文机关，现在印的是“" + issuerPlaceholder + "”。请在设置中填写。"})
	}
	if text := DocNumberAmiss(b.DocNo); text != "" {
		out = append(out, Warning{Code: "doc-number", Text: text})
	}
	return out
}

// DocNumberAmiss says how a 发文字号 should be written where it isn't so, "" otherwise.
func DocNumberAmiss(number string) string {
	if number == "" || docNumber.MatchString(number) {
		return ""
	}
	return "发文字号“" + number + "”的写法请核对：应为机关代字、六角括号中的年份和序号，如 ×纪办〔2026〕5号，不加“第”，序号前不补零。"
}

// docNumber is a 发文字号 as GB/T 9704-2012, 7.2.5 writes it.
var docNumber = regexp.MustCompile(`^[^〔〕第]+〔\d{4}〕[1-9]\d*号$`)
