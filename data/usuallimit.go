package data

import (
	"cmp"
	"regexp"
	"strings"
)

// UsualLimits are the limits an office usually sets. Forms propose them; none is ever put
// in silently, so that a record without a limit stays one (期限缺失).
type UsualLimits struct {
	set map[string]string // the settings
}

// CategoryLimits begins the settings of the categories' own limits.
const CategoryLimits = "deadline.category."

const (
	leadLimit = "deadline.lead"
	noLimit   = "不建议" // what an office writes that wants nothing proposed
)

// GradedLimit is the limit of one grade of problems.
type GradedLimit struct {
	Grade   string // A类
	Key     string // of its setting
	Default string
}

// GradedLimits are the grades, the gravest last, as some offices set them.
var GradedLimits = []GradedLimit{{"A类", "deadline.grade_a", "1个月"}, {"B类", "deadline.grade_b", "15个工作日"}, {"C类", "deadline.grade_c", "5个工作日"}}

// UsualLeadLimit is proposed for the lead unit where the office has set nothing: the
// government side's rule in Quanzhou of August 2022, not a commission's own.
const UsualLeadLimit = "7个工作日"

// LimitsOf reads them from the settings.
func LimitsOf(settings map[string]string) UsualLimits { return UsualLimits{settings} }

// Lead is what is proposed for a problem of the category whose setting is own, which may
// be ""; the answer "" is nothing.
func (u UsualLimits) Lead(own string) string {
	return proposed(cmp.Or(u.set[own], u.set[leadLimit], UsualLeadLimit))
}

// Graded are the limits of the grades, each with its grade behind it: 1个月（A类）.
func (u UsualLimits) Graded() (out []string) {
	for _, g := range GradedLimits {
		if t := proposed(cmp.Or(u.set[g.Key], g.Default)); t != "" {
			out = append(out, t+"（"+g.Grade+"）")
		}
	}
	return out
}

func proposed(text string) string {
	if text == noLimit {
		return ""
	}
	return text
}

// CategoryLimitKey is the setting of a category's own limit: by its code, or its name
// where it came without one.
func CategoryLimitKey(e Entry) string { return CategoryLimits + cmp.Or(e.Code, e.Name) }

var usualLimit = regexp.MustCompile(`^(\d{1,3})个?(工作日|自然日|月)$`)

// checkLimit is a usual limit in its usual form. Only what is counted or done at once can
// be usual: a date can't.
func checkLimit(text string) (string, bool) {
	s := strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, text)
	if s == noLimit || s == "立行立改" {
		return s, true
	}
	m := usualLimit.FindStringSubmatch(s)
	if m == nil || strings.Trim(m[1], "0") == "" {
		return "", false
	}
	return strings.TrimLeft(m[1], "0") + "个" + m[2], true
}
