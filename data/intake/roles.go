package intake

import (
	"regexp"
	"slices"
	"strings"
)

var (
	unitTail  = regexp.MustCompile(`(?:局|委|办|部|厅|会|室|院|队|联|行|所|组|镇|乡|街道|政府|公司|站|处|社|园|区|县|市|校|集团|中心|单位|部门|基地|热线|平台|法庭|窗口|纪工委|监委|科|股|团|馆|台)$`)
	leadMark  = regexp.MustCompile(`[(（](?:主办|牵头|主责|承办|牵头单位|主办单位|责任单位)[)）]`)
	helpMark  = regexp.MustCompile(`[(（](?:协办|配合|协助|会办|参与|分办|配合单位|协办单位)[)）]`)
	leadLabel = regexp.MustCompile(`^(?:主办|牵头|主责|承办|责任|第一责任|主要责任)(?:责任)?(?:单位|部门)?[:：]`)
	helpLabel = regexp.MustCompile(`^(?:协办|配合|协助|会办|参与|分办|协同)(?:责任)?(?:单位|部门)?[:：]`)
	leadVerb  = regexp.MustCompile(`(?:牵头(?:办理|负责|落实)?|主办|负责(?:办理|落实)?)$`)
	helpVerb  = regexp.MustCompile(`(?:配合(?:办理|落实)?|协办|协助(?:办理)?|参与)$`)
	anyLabel  = regexp.MustCompile(`(?:主办|牵头|主责|承办|责任|协办|配合|协助|会办|参与|分办|协同)(?:责任)?(?:单位|部门)?[:：]`)
	listMark  = regexp.MustCompile(`^(?:\d{1,2}[.．、)）]|[(（]\d{1,2}[)）]|[①-⑳])\s*`)
	bracketIn = regexp.MustCompile(`[(（]([^()（）]*)[)）]`)
	andMark   = regexp.MustCompile(`(局|委|办|部|厅|中心|政府|公司|镇|街道|大队|支队)(?:和|与|及|以及|会同)`)
)

// roles cuts a cell that names units into those that lead and those that support:
// 主办：市住建局；协办：市资规局 · 市住建局（牵头）、市资规局 · 市住建局牵头，市资规局配合.
// Where nothing tells them apart the first leads (DOMAIN §2: exactly one lead counts).
func roles(text string) (lead, support []string) {
	if isNothing(text) {
		return nil, nil
	}
	text = anyLabel.ReplaceAllStringFunc(text, func(l string) string { return "；" + l })
	var plain []string
	section := ""
	for _, part := range splitUnits(text) {
		switch {
		case leadLabel.MatchString(part):
			section, part = "lead", leadLabel.ReplaceAllString(part, "")
		case helpLabel.MatchString(part):
			section, part = "support", helpLabel.ReplaceAllString(part, "")
		}
		role := section
		switch {
		case leadMark.MatchString(part), leadVerb.MatchString(part):
			role, part = "lead", leadVerb.ReplaceAllString(leadMark.ReplaceAllString(part, ""), "")
		case helpMark.MatchString(part), helpVerb.MatchString(part):
			role, part = "support", helpVerb.ReplaceAllString(helpMark.ReplaceAllString(part, ""), "")
		}
		if part = unitName(part); part == "" {
			continue
		}
		switch role {
		case "lead":
			lead = append(lead, part)
		case "support":
			support = append(support, part)
		default:
			plain = append(plain, part)
		}
	}
	if len(lead) == 0 && len(plain) > 0 {
		lead, plain = plain[:1], plain[1:]
	}
	lead = compact(lead)
	support = slices.DeleteFunc(compact(append(plain, support...)), func(n string) bool { return slices.Contains(lead, n) })
	return lead, support
}

func compact(names []string) []string {
	var out []string
	for _, n := range names {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// several cuts 人社局、发改委 into names; the first leads.
func several(text string) []string {
	lead, support := roles(text)
	return compact(append(lead, support...))
}

// splitUnits cuts at 、，；/ and line ends outside brackets (各县（市、区）is one), at 和
// behind a whole name (not in 发展和改革局), and at blanks except behind a bare place.
func splitUnits(text string) []string {
	var c unitCutter
	depth := 0
	for _, r := range andMark.ReplaceAllString(text, "$1、") {
		switch {
		case r == '(' || r == '（':
			depth++
		case (r == ')' || r == '）') && depth > 0:
			depth--
		case depth > 0:
		case strings.ContainsRune("、,，;；/+＋|", r):
			c.cut(r)
			continue
		case r == '\n' || r == ' ' || r == '\t' || r == '\u3000':
			c.cut(r)
			continue
		}
		c.part.WriteRune(r)
	}
	c.cut(0)
	return c.out
}

// unitCutter gathers the names of a cell; gap is what stood before the present part.
type unitCutter struct {
	out  []string
	part strings.Builder
	gap  struct{ blank, line bool }
}

func (c *unitCutter) cut(mark rune) {
	s := strings.TrimSpace(c.part.String())
	c.part.Reset()
	blank, line := mark == '\n' || mark == ' ' || mark == '\t' || mark == '\u3000', mark == '\n'
	if s == "" {
		c.gap.blank, c.gap.line = c.gap.blank || blank, c.gap.line || line
		return
	}
	switch n := len(c.out) - 1; {
	case n < 0 || !c.gap.blank:
		c.out = append(c.out, s)
	case c.goesOn(c.out[n], s):
		c.out[n] += s
	case unitTail.MatchString(s) || roleWord(s):
		c.out = append(c.out, s)
	} // else a person or a telephone beside the unit
	c.gap.blank, c.gap.line = blank, line
}

// goesOn says that a blank stands inside a name: 晋江市 商务局, 驻市人社局 纪检监察组, 供电
// and 公司 on two lines.
func (c *unitCutter) goesOn(before, s string) bool {
	switch {
	case strings.HasPrefix(s, "纪检监察") && (strings.HasPrefix(before, "驻") || strings.HasPrefix(before, "派驻")):
		return true
	case c.gap.line && !unitTail.MatchString(before):
		return true
	}
	return barePlace.MatchString(before) && !barePlace.MatchString(s)
}

func roleWord(s string) bool {
	for _, re := range []*regexp.Regexp{anyLabel, leadVerb, helpVerb, leadMark, helpMark} {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}

var barePlace = regexp.MustCompile(`^\p{Han}{1,6}(?:市|县|区)$`)

// unitName is a unit's name without numbering, persons and telephones in brackets.
func unitName(s string) string {
	s = listMark.ReplaceAllString(strings.TrimSpace(s), "")
	s = bracketIn.ReplaceAllStringFunc(s, func(b string) string {
		inside := strings.Trim(b, "()（）")
		if unitTail.MatchString(inside) || strings.ContainsAny(inside, "市县区乡镇、") {
			return b
		}
		return ""
	})
	s = strings.TrimSuffix(strings.TrimSpace(s), "等")
	s = strings.Trim(s, "。.:： ")
	if nameless(s) {
		return ""
	}
	return s
}
