package page

import (
	"context"
	"strings"

	"qinqing/data"
)

// VisitInput is the form 登记走访 as it was typed: a visit and the problems found on it.
type VisitInput struct {
	ID      data.ID // of the visit that is put right; 0: a new one
	Version int     // as it was read

	On           data.Date
	Unit         string
	Joint        []string // 联合走访单位
	Enterprise   string
	Region       string
	Visitors     string
	Reply        string
	Satisfaction data.Satisfaction
	Note         string
	Problems     []FoundInput // none: 零报告
	Paths        []string     // files that go with it
}

// FoundInput is one problem of a visit. With Lead it is 交办 as well.
type FoundInput struct {
	Content     string
	Category    string
	Nature      string
	Source      string
	Lead        string
	Due         string
	Supporting  []string // 协办单位
	Supervising string   // 监督单位
	Complained  string   // 被反映单位
	Complaint   bool     // about how staff behaved
	RealName    bool     // 企业同意实名转办
	Key         string   // what an error adds to the name of its field, empty for the first
}

// empty says that nothing was said about a problem, its content included.
func (p FoundInput) empty() bool { return p.Content == "" && !p.about() }

// about says that something was said about a problem beside its content.
func (p FoundInput) about() bool {
	return p.Category != "" || p.Nature != "" || p.Source != "" || p.Lead != "" || p.Due != "" || len(p.Supporting) > 0 ||
		p.Supervising != "" || p.Complained != "" || p.Complaint || p.RealName
}

// VisitActions are the writes about visits. Of an error in one of several problems the
// Field ends in the problem's Key.
type VisitActions interface {
	CheckVisit(ctx context.Context, in VisitInput) (Check, error)
	// SaveVisit registers a visit with its problems and gives their codes, parted by 、.
	SaveVisit(ctx context.Context, in VisitInput) (codes string, err error)
	// ChangeVisit puts a visit right; problems in the input are added to it.
	ChangeVisit(ctx context.Context, in VisitInput) error
	// DeleteVisit moves a visit to the recycle bin; where problems rest on it only with
	// them.
	DeleteVisit(ctx context.Context, id data.ID, withProblems bool) error
}

// severalNames parts what was typed into a field for several names.
func severalNames(text string) (out []string) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// several offers the names for the last of several.
func several(of func(string) []string) func(string) []string {
	return func(text string) (out []string) {
		before := ""
		if i := strings.LastIndexAny(text, "、，,；;"); i >= 0 {
			before = strings.Join(severalNames(text[:i]), "、") + "、"
			text = strings.TrimLeft(text[i:], "、，,；; ")
		}
		for _, s := range of(text) {
			out = append(out, before+s)
		}
		return out
	}
}
