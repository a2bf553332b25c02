package intake

import (
	"encoding/json"
	"fmt"
	"time"

	"qinqing/data"
)

// Input is one ledger to be understood.
type Input struct {
	Name    string // the file's name; may tell the month, never the identity of a record
	Data    []byte
	AsOf    data.Date          // the day the ledger stands for; 0: found in it
	Today   data.Date          // no actual day lies after it; 0: not checked
	Mapping map[string]string  // header → field key, chosen by the clerk; "" leaves a column alone
	Units   map[string]data.ID // a unit's name in the file → the unit meant, 0: really a new one
	Kind    Kind               // hint; "": found out
}

// Known is what a plan asks of the records; *store.View satisfies it.
type Known interface {
	Clock() (data.Clock, error)
	Setting(key string) (string, error)
	Units() ([]data.Unit, error)
	Regions() ([]data.Region, error)
	Entries(kind data.EntryKind) ([]data.Entry, error)
	EnterprisesNamed(normalised []string) (map[string][]data.Enterprise, error)
	FindVisit(on data.Date, unit, enterprise data.ID) (*data.Visit, error)
	ProblemsOfVisit(visit data.ID) ([]*data.Problem, error)
	FindProblems(content string, visit, source, lead data.ID) ([]*data.Problem, error)
	ProblemsSaying(content string) ([]*data.Problem, error)
	ProblemsNear(content string, source, enterprise data.ID, like func(normalised string) bool) ([]*data.Problem, error)
}

// Writer is what Apply writes through; *store.Tx satisfies it.
type Writer interface {
	Now() time.Time
	SaveUnit(*data.Unit) error
	SaveRegion(*data.Region) error
	SaveEntry(*data.Entry) error
	SaveEnterprise(*data.Enterprise) error
	SaveVisit(*data.Visit) error
	SaveProblem(*data.Problem) error
	SetSetting(key, value string) error
}

// Added counts what a plan would add.
type Added struct {
	Visits      int `json:"visits"`
	Problems    int `json:"problems"`
	Enterprises int `json:"enterprises"`
	Units       int `json:"units"`
}

// Reject is a row that can't be taken, and why. Column is the header's text, of a
// two-row header the lower one; two columns that contradict are joined by " / ".
type Reject struct {
	Sheet       string `json:"sheet"`
	Row         int    `json:"row"`
	Column      string `json:"column"`
	ColumnIndex int    `json:"-"` // from 1; 0: no single cell
	Value       string `json:"value"`
	Reason      string `json:"reason"`
}

// String is the reject as one line for people.
func (r Reject) String() string {
	where := fmt.Sprintf("工作表“%s”第 %d 行", r.Sheet, r.Row)
	if r.Column != "" {
		where += "“" + r.Column + "”列"
	}
	if r.Value != "" {
		where += "（" + short(r.Value, 30) + "）"
	}
	return where + "：" + r.Reason
}

// Change is one changed column of a record found again.
type Change struct {
	Column   string `json:"column"`
	Old, New string
}

// What a plan would do with a row.
const (
	DoNew      = "新增"
	DoUpdate   = "更新"
	DoSame     = "相同"
	DoDoubtful = "疑似重复"
	DoReject   = "不能导入"
	DoNothing  = "无问题走访"
)

// PlanRow is one row for the grid of the import page.
type PlanRow struct {
	Sheet   string
	Row     int
	What    string
	Text    string
	Reason  string // of a refused row, or what a doubtful one resembles
	Changes []Change
	key     int // problem record of the row, -1 none
}

// Plan is what an import would do. It marshals to the summary that the subcommand prints.
type Plan struct {
	Name     string
	Kind     Kind
	AsOf     data.Date
	AsOfWhy  string // where the as-of date was found, in Chinese
	New      Added
	Updated  int
	Same     int
	Doubtful int
	Inferred int // problems with a 推定 date
	Rejected []Reject
	Rows     []PlanRow
	NewUnits []UnitGuess
	Columns  []ColumnMatch
	Notes    []string // what was left 未填 or unread, in Chinese

	regions     []*data.Region
	entries     []data.Entry
	units       []*data.Unit
	enterprises []*data.Enterprise
	filled      []*data.Enterprise
	visits      []*visitPlan
	problems    []*problemPlan
	mapping     map[string]string // setting key → remembered mapping
}

// Summary is the plan's counts as the subcommand's JSON has them.
type Summary struct {
	Name     string    `json:"name"`
	Kind     Kind      `json:"kind"`
	AsOf     data.Date `json:"as_of"`
	New      Added     `json:"new"`
	Updated  int       `json:"updated"`
	Same     int       `json:"same"`
	Doubtful int       `json:"doubtful"`
	Inferred int       `json:"inferred"`
	Rejected []Reject  `json:"rejected"`
}

// Summary gives the counts; Rejected is never nil.
func (p *Plan) Summary() Summary {
	s := Summary{p.Name, p.Kind, p.AsOf, p.New, p.Updated, p.Same, p.Doubtful, p.Inferred, p.Rejected}
	if s.Rejected == nil {
		s.Rejected = []Reject{}
	}
	return s
}

// MarshalJSON writes the summary.
func (p *Plan) MarshalJSON() ([]byte, error) { return json.Marshal(p.Summary()) }

// Lines tells the rejected rows as text, one line each.
func (p *Plan) Lines() []string {
	out := make([]string, 0, len(p.Rejected))
	for _, r := range p.Rejected {
		out = append(out, r.String())
	}
	return out
}

// Empty says that applying the plan would change nothing.
func (p *Plan) Empty() bool {
	return p.New == (Added{}) && p.Updated == 0 && len(p.regions) == 0 && len(p.entries) == 0 && len(p.filled) == 0
}

// TakeDoubtful decides the doubtful records: as new ones when yes; otherwise, as
// planned, they are left out. Counts are adjusted.
func (p *Plan) TakeDoubtful(row int, yes bool) error {
	if row < 0 || row >= len(p.Rows) || p.Rows[row].key < 0 || p.problems[p.Rows[row].key].like == 0 {
		return data.Errorf(data.Invalid, "row", "这一行不是疑似重复的问题。")
	}
	q := p.problems[p.Rows[row].key]
	if q.take == yes {
		return nil
	}
	n := 1
	q.what, p.Rows[row].What = DoNew, DoNew
	if !yes {
		n, q.what, p.Rows[row].What = -1, DoDoubtful, DoDoubtful
	}
	q.take = yes
	p.New.Problems += n
	p.Doubtful -= n
	return nil
}

// visitPlan is what happens to one visit.
type visitPlan struct {
	visit   *data.Visit // as it will be; ID < 0 when new
	what    string
	changes []Change
	touch   bool // write it though its own columns are unchanged
}

// problemPlan is what happens to one problem.
type problemPlan struct {
	problem *data.Problem // as it will be
	what    string
	changes []Change
	like    data.ID // the record it resembles
	take    bool    // a doubtful one the clerk takes as new
}
