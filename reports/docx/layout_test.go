package docx

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"qinqing/reports"
)

// millimetres turns twips into mm, to a tenth.
func millimetres(t *testing.T, s string) string {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("%q is no length", s)
	}
	return fmt.Sprintf("%.1f", float64(n)/1440*25.4)
}

func TestPages(t *testing.T) {
	const (
		upright = "210.0×297.0 37.0 26.0 35.0 28.0 linesAndChars"
		turned  = "297.0×210.0 28.0 37.0 26.0 35.0 " // clockwise
		letter  = "210.0×297.0 28.8 26.0 35.0 28.0 "
	)
	all := trees()
	for _, c := range []struct {
		name string
		tree *reports.Bulletin
		want []string
	}{
		{"an annex on its side between others", all["A"], []string{upright, turned, upright}},
		{"版记 is never on its side", all["ends on its side"], []string{upright, turned, upright}},
		{"a wide list", all["wide list"], []string{turned, upright}},
		{"信函格式", all["C"], []string{letter, turned, upright}},
		{"nothing", all["nothing"], []string{upright}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, _ := write(t, c.tree, Options{})
			p := read(t, file)
			var got []string
			for _, s := range p.sections() {
				size, m := s.child("w:pgSz"), s.child("w:pgMar")
				page := millimetres(t, size.attr("w:w")) + "×" + millimetres(t, size.attr("w:h"))
				for _, side := range []string{"top", "right", "bottom", "left"} {
					page += " " + millimetres(t, m.attr("w:"+side))
				}
				got = append(got, page+" "+s.child("w:docGrid").attr("w:type"))
				foot := p.xml["word/"+p.related()[s.child("w:footerReference").attr("r:id")].attr("Target")]
				if down := len(foot.all("w:textDirection")) > 0; down != (size.attr("w:orient") == "landscape") {
					t.Errorf("%s: page number runs down: %v", page, down)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestGrid(t *testing.T) {
	file, _ := write(t, sample("A"), Options{})
	// 22 lines on 225 mm, 28 characters on 156 mm.
	g := read(t, file).sections()[0].child("w:docGrid")
	line, _ := strconv.ParseFloat(g.attr("w:linePitch"), 64)
	space, _ := strconv.ParseFloat(g.attr("w:charSpace"), 64)
	if lines := 225 / 25.4 * 1440 / line; lines < 22 || lines >= 22.1 {
		t.Errorf("%.2f lines a page", lines)
	}
	if chars := 156 / 25.4 * 72 / (16 + space/4096); chars < 28 || chars >= 28.1 {
		t.Errorf("%.2f characters a line", chars)
	}
}

func TestPageNumbers(t *testing.T) {
	for _, c := range []struct{ name, template, want string }{
		{"公文式", "A", "default right — PAGE — | even left — PAGE —"},
		{"信函格式", "C", "default right — PAGE — | even left — PAGE — | first"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := sample(c.template)
			b.Annexes = nil
			file, _ := write(t, b, Options{})
			p := read(t, file)
			var got []string
			for _, ref := range p.sections()[0].kids {
				if ref.name != "w:footerReference" {
					continue
				}
				said := ref.attr("w:type")
				part := p.xml["word/"+p.related()[ref.attr("r:id")].attr("Target")]
				if f := part.all("w:fldSimple"); len(f) == 1 {
					para := part.all("w:p")[0]
					ts := para.all("w:t")
					said += " " + para.child("w:pPr").child("w:jc").attr("w:val") + " " + ts[0].text + strings.TrimSpace(f[0].attr("w:instr")) + ts[2].text
				}
				got = append(got, said)
			}
			if s := strings.Join(got, " | "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			if !p.xml["word/settings.xml"].has("w:evenAndOddHeaders") {
				t.Error("odd and even pages are not told apart")
			}
		})
	}
}

func TestStyles(t *testing.T) {
	file, _ := write(t, sample("A"), Options{})
	styles := map[string]*node{}
	for _, s := range read(t, file).xml["word/styles.xml"].all("w:style") {
		styles[s.attr("w:styleId")] = s
	}
	for _, c := range []struct{ id, name, font, size, line, align, outline string }{
		{"Normal", "Normal", "仿宋_GB2312", "32", "579", "both", ""},
		{"Title", "Title", "方正小标宋简体", "44", "665", "center", ""},
		{"Heading1", "heading 1", "黑体", "32", "", "", "0"},
		{"Heading2", "heading 2", "楷体_GB2312", "32", "", "", "1"},
		{"Heading3", "heading 3", "仿宋_GB2312", "32", "", "", "2"},
		{"Heading4", "heading 4", "仿宋_GB2312", "32", "", "", "3"},
		{"Masthead", "发文机关标志", "方正小标宋简体", "104", "", "center", ""},
		{"AnnexMark", "附件", "黑体", "32", "579", "", ""},
		{"AnnexTitle", "附件标题", "方正小标宋简体", "44", "665", "center", "0"},
		{"TableHead", "表头", "黑体", "24", "340", "center", ""},
		{"TableText", "表格", "仿宋_GB2312", "24", "340", "left", ""},
		{"TableNote", "表注", "仿宋_GB2312", "24", "360", "", ""},
		{"Imprint", "版记", "仿宋_GB2312", "28", "492", "", ""},
		{"Footer", "footer", "宋体", "28", "400", "", ""},
	} {
		t.Run(c.id, func(t *testing.T) {
			s := styles[c.id]
			if s == nil {
				t.Fatal("no such style")
			}
			p, r := s.child("w:pPr"), s.child("w:rPr")
			f := r.child("w:rFonts")
			for _, script := range []string{"ascii", "hAnsi", "eastAsia"} {
				if f.attr("w:"+script) != c.font {
					t.Errorf("%s font %q", script, f.attr("w:"+script))
				}
			}
			line := p.child("w:spacing")
			if line.attr("w:line") != c.line || c.line != "" && line.attr("w:lineRule") != "exact" {
				t.Errorf("line %v", line.attrs)
			}
			got := []string{s.child("w:name").attr("w:val"), r.child("w:sz").attr("w:val"), p.child("w:jc").attr("w:val"), p.child("w:outlineLvl").attr("w:val")}
			if want := []string{c.name, c.size, c.align, c.outline}; fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	in := styles["NormalIndent"].child("w:pPr").child("w:ind")
	if in.attr("w:firstLineChars") != "200" || in.attr("w:firstLine") != "632" {
		t.Errorf("first line of 正文: %v", in.attrs)
	}
}

func TestBodyUsesStyles(t *testing.T) {
	file, _ := write(t, sample("A"), Options{})
	p := read(t, file)
	for _, c := range []struct {
		style string
		want  []string
	}{
		{"Heading1", []string{"一、总体情况", "二、下步要求"}},
		{"Heading2", []string{"（一）走访情况"}},
		{"Heading3", []string{"1. 热点问题"}},
		{"Heading4", []string{"（1）融资"}},
		{"Flush", []string{"部分企业反映贷款门槛高 & 周期长，<希望>优化流程。", "第二段。"}},
		{"Recipient", []string{"各乡镇（街道）纪委，县纪委监委各派驻纪检监察组："}},
		{"AnnexMark", []string{"附件1", "附件2", "附件3"}},
		{"AnnexTitle", []string{"各单位情况统计表", "逾期未办结问题清单", "口径说明"}},
		{"TableTitle", []string{"表1　各单位问题办理情况", "图1　各单位问题办理情况", "图2　问题分类"}},
	} {
		t.Run(c.style, func(t *testing.T) {
			var got []string
			for _, n := range p.styled(c.style) {
				got = append(got, n.words())
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTableHead(t *testing.T) {
	file, _ := write(t, &reports.Bulletin{Body: []reports.Block{{Table: units("表")}}}, Options{})
	tbl := read(t, file).xml[docPart].all("w:tbl")[0]
	var head []string
	for _, tr := range tbl.all("w:tr") {
		if !tr.child("w:trPr").has("w:tblHeader") {
			continue
		}
		line := ""
		for _, tc := range tr.all("w:tc") {
			pr := tc.child("w:tcPr")
			line += tc.words() + "/" + pr.child("w:gridSpan").attr("w:val") + "/" + pr.child("w:vMerge").attr("w:val") + " "
		}
		head = append(head, line)
	}
	want := []string{
		"序号//restart 单位//restart 办理情况/3/ 备注//restart ",
		"//continue //continue 收集问题数// 办结数// 办结率// //continue ",
	}
	if fmt.Sprint(head) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", head, want)
	}
	rows := tbl.all("w:tr")
	for i, tr := range rows {
		bold := strings.Contains(fmt.Sprint(tr.all("w:rStyle")), "Total") || len(tr.all("w:rStyle")) > 0
		if bold != (i == len(rows)-1) {
			t.Errorf("row %d bold: %v", i, bold)
		}
		if kept := len(tr.all("w:keepNext")) > 0; kept != (i >= len(rows)-2) {
			t.Errorf("row %d stays with the next: %v", i, kept)
		}
		if !tr.child("w:trPr").has("w:cantSplit") {
			t.Errorf("row %d may be cut", i)
		}
	}
	total := 0
	for _, c := range tbl.all("w:gridCol") {
		w, _ := strconv.Atoi(c.attr("w:w"))
		total += w
	}
	if total != width {
		t.Errorf("the table is %d wide, the text %d", total, width)
	}
}

func TestSignature(t *testing.T) {
	for _, c := range []struct {
		name       string
		s          reports.Signature
		unit, date string // from the right, in hundredths of a character
	}{
		{"short date", reports.Signature{Unit: "中共××县纪委办公室", Date: "2026-11-05"}, "200", "350"},
		{"long date", reports.Signature{Unit: "县纪委", Date: "2026-11-05"}, "750", "200"},
		{"sealed", reports.Signature{Unit: "中共××县纪委办公室", Date: "2026-11-05", Sealed: true}, "225", "400"},
		{"sealed, long unit", reports.Signature{Unit: strings.Repeat("纪", 20), Date: "2026-11-05", Sealed: true}, "0", "400"},
		{"no date", reports.Signature{Unit: "县纪委"}, "200", ""},
		{"no unit", reports.Signature{Date: "2026-11-05"}, "", "200"},
		{"none", reports.Signature{}, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := sample("A")
			b.Signature = c.s
			file, _ := write(t, b, Options{})
			p := read(t, file)
			from := func(id string) string {
				ps := p.styled(id)
				if len(ps) == 0 {
					return ""
				}
				return ps[0].child("w:pPr").child("w:ind").attr("w:rightChars")
			}
			if unit, date := from("Signatory"), from("DateLine"); unit != c.unit || date != c.date {
				t.Errorf("署名 %q, 成文日期 %q, want %q and %q", unit, date, c.unit, c.date)
			}
		})
	}
}

// TestSignatureIsKept wants the last of the body to stay with what is under it.
func TestSignatureIsKept(t *testing.T) {
	for _, c := range []struct {
		name string
		last reports.Block
	}{{"paragraph", para("末段。")}, {"table", reports.Block{Table: units("末表")}}} {
		t.Run(c.name, func(t *testing.T) {
			b := sample("A")
			b.Annexes, b.Body = nil, append(b.Body, c.last)
			file, _ := write(t, b, Options{})
			body := read(t, file).body()
			for i, n := range body {
				if n.child("w:pPr").child("w:pStyle").attr("w:val") != "Signatory" {
					continue
				}
				if !body[i-1].child("w:pPr").has("w:keepNext") {
					t.Errorf("%s does not stay with 署名", body[i-1].words())
				}
			}
		})
	}
}

func TestImprintRules(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{"A", "8- 66-88 "}, {"B", "8- - - -8 "}, {"C", "- "},
	} {
		t.Run(c.template, func(t *testing.T) {
			file, _ := write(t, sample(c.template), Options{})
			p := read(t, file)
			tables := p.xml[docPart].all("w:tbl")
			last := tables[len(tables)-1]
			at := last.child("w:tblPr").child("w:tblpPr")
			if at.attr("w:vertAnchor") != "margin" || at.attr("w:tblpYSpec") != "bottom" {
				t.Errorf("版记 stands at %v", at.attrs)
			}
			got := ""
			for _, tr := range last.all("w:tr") {
				above, below := "", ""
				for _, b := range tr.all("w:tcBorders") {
					above += b.child("w:top").attr("w:sz")
					below += b.child("w:bottom").attr("w:sz")
				}
				got += above + "-" + below + " "
			}
			if got != c.want {
				t.Errorf("rules %q, want %q", got, c.want)
			}
		})
	}
}

func TestOverprintHasNothingRed(t *testing.T) {
	for _, template := range []string{"A", "B", "C"} {
		t.Run(template, func(t *testing.T) {
			for _, overprint := range []bool{false, true} {
				b := sample(template)
				file, _ := write(t, b, Options{Overprint: overprint})
				p := read(t, file)
				rules := 0
				for name, part := range p.xml {
					if !strings.HasPrefix(name, "word/") || name == "word/styles.xml" {
						continue
					}
					part.each(func(n *node) {
						if n.name == "w:bottom" && n.attr("w:color") == red {
							rules++
						}
					})
				}
				name := p.styled("Masthead")[0].words()
				if overprint != (rules == 0) || overprint != (name == "") {
					t.Errorf("overprint %v: %d red rules, masthead %q", overprint, rules, name)
				}
			}
		})
	}
}

func TestRecipientsLeaveRoomForText(t *testing.T) {
	for _, c := range []struct {
		name, template string
		times          int
		inHead         bool
	}{
		{"a few", "A", 1, true}, {"as many as the page takes", "A", 4, true}, {"too many", "A", 5, false},
		{"简报式 has no such rule", "B", 12, true}, {"信函格式 neither", "C", 12, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := sample(c.template)
			b.Recipient = strings.TrimSuffix(strings.Repeat("各县（市、区）纪委监委，市纪委监委各派驻纪检监察组，", c.times), "，")
			file, _ := write(t, b, Options{})
			p := read(t, file)
			if inHead := len(p.styled("Recipient")) == 1; inHead != c.inHead {
				t.Errorf("in the head: %v", inHead)
			}
			imprint := p.styled("Imprint")[0].words()
			if in := imprint == "主送："+b.Recipient+"。"; in == c.inHead {
				t.Errorf("版记 begins %s", imprint)
			}
		})
	}
}
