package docx

import (
	"slices"
	"strings"
	"testing"
)

// schema gives the children of an element in the order of ECMA-376, part 1, annex A.1.
// Readers refuse a file whose elements stand in another order.
var schema = map[string][]string{
	"w:pPr": words(`pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
		suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
		spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
		divId cnfStyle rPr sectPr pPrChange`),
	"w:rPr": words(`rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
		vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
		eastAsianLayout specVanish oMath`),
	"w:tblPr": words(`tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
		tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription`),
	"w:tcPr": words(`cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark`),
	"w:sectPr": words(`headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
		pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings`),
	"w:tbl":        words(`tblPr tblGrid tr`),
	"w:tr":         words(`tblPrEx trPr tc`),
	"w:tc":         words(`tcPr p`),
	"w:trPr":       words(`cantSplit trHeight tblHeader`),
	"w:pBdr":       words(`top left bottom right between bar`),
	"w:tcBorders":  words(`top start left bottom end right insideH insideV tl2br tr2bl`),
	"w:tblBorders": words(`top left start bottom right end insideH insideV`),
	"w:tblCellMar": words(`top left start bottom right end`),
	"w:style": words(`name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
		personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr`),
	"w:styles":   words(`docDefaults latentStyles style`),
	"w:font":     words(`altName panose1 charset family notTrueType pitch sig`),
	"w:settings": words(`zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat themeFontLang`),
	"w:compat": words(`noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace
		doNotExpandShiftReturn useFELayout compatSetting`),
	"wp:inline":    {"wp:extent", "wp:effectExtent", "wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"},
	"pic:pic":      {"pic:nvPicPr", "pic:blipFill", "pic:spPr"},
	"pic:blipFill": {"a:blip", "a:srcRect", "a:stretch"},
	"pic:spPr":     {"a:xfrm", "a:prstGeom"},
}

// repeated are the children that may stand more than once in a row.
var repeated = words("tr tc p style font headerReference footerReference compatSetting")

func words(s string) []string {
	var out []string
	for w := range strings.FieldsSeq(s) {
		out = append(out, "w:"+w)
	}
	return out
}

// disorder tells what is wrong with the children of a node; empty: nothing.
func disorder(n *node) string {
	order, known := schema[n.name]
	if !known {
		return ""
	}
	last := -1
	for _, k := range n.kids {
		at := slices.Index(order, k.name)
		switch {
		case at < 0:
			return k.name + " has no place in " + n.name
		case n.name == "w:sectPr" && at < 2: // a choice: the two in any order
			at = 0
		case at == last && !slices.Contains(repeated, k.name):
			return k.name + " stands twice in " + n.name
		case at < last:
			return k.name + " comes too late in " + n.name
		}
		last = at
	}
	return ""
}

func checkOrder(t *testing.T, p *pack) {
	t.Helper()
	for name, part := range p.xml {
		part.each(func(n *node) {
			if d := disorder(n); d != "" {
				t.Errorf("%s: %s", name, d)
			}
		})
	}
}

// TestOrderIsChecked shows that the check above can fail.
func TestOrderIsChecked(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"in order", `<w:pPr xmlns:w="x"><w:pStyle/><w:spacing/><w:jc/></w:pPr>`, ""},
		{"out of order", `<w:pPr xmlns:w="x"><w:jc/><w:spacing/></w:pPr>`, "w:spacing comes too late in w:pPr"},
		{"twice", `<w:rPr xmlns:w="x"><w:sz/><w:sz/></w:rPr>`, "w:sz stands twice in w:rPr"},
		{"unknown", `<w:tcPr xmlns:w="x"><w:sz/></w:tcPr>`, "w:sz has no place in w:tcPr"},
		{"rows repeat", `<w:tbl xmlns:w="x"><w:tblPr/><w:tblGrid/><w:tr/><w:tr/></w:tbl>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := disorder(parse(t, c.name, []byte(c.xml))); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
