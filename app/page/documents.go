package page

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// BulletinInput is what bulletin to make, as it was typed.
type BulletinInput struct {
	Kind      string // 月, 季度, 半年, 年
	Period    string // 2026-10 …
	Layout    string // A, B, C
	DocNo     string // 发文字号
	Serial    string // 期号, of a 简报
	SignedOn  data.Date
	PrintedOn data.Date
	Word      bool
	Overprint bool   // 套打: without the red parts
	Wording   string // file name of the wording; empty: that of the period
	Topic     string // 类别：融资 …; empty: no topic
	Try       string // a wording to be looked at before it is kept; empty: none
	Folder    string
	Corrects  data.ID // the issue it corrects; 0: none
}

// PaperInput is what paper to make about a problem.
type PaperInput struct {
	Problem  data.ID
	Kind     string // 督办函, 受理单 …
	DocNo    string
	Grade    string // 蓝, 橙, 红, of a 督查单 or 督办函
	ReplyBy  data.Date
	SignedOn data.Date
	Register bool // as 督办, in the same go
	Output
}

// RegisterInput is what register of a period to make.
type RegisterInput struct {
	Kind     string
	From, To data.Date
	Unit     string // of 交接登记表
	Output
}

// Output says which files of a paper are made, where, and who is named in them.
type Output struct {
	PDF, Word, Excel bool
	Outward          bool   // a paper for the file is to go out, masked
	Unmasked         bool   // names are shown in what would be masked
	Reason           string // why
	Folder           string
}

// ListInput is a list as it stands on screen, to be made a document.
type ListInput struct {
	Title, Filter, Unit string
	Columns             []reports.ListColumn
	Rows                func(ctx context.Context, v *store.View) ([]reports.ListRow, error)
	Sums                []string
	Output
}

// Masked is one thing a document hides.
type Masked struct {
	Kind, Original, Shown string
	Count                 int
	Only                  bool // may be guessed all the same: the only one of its trade there
}

// MaskPreview is what a document hides and what it lets be seen.
type MaskPreview struct {
	Masked  []Masked
	Visible []string
	Notes   []string
}
