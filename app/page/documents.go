package page

import "qinqing/data"

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
	Folder    string
}

// PaperInput is what paper to make about a problem.
type PaperInput struct {
	Problem   data.ID
	Kind      string // 督办函, 交办单
	DocNo     string
	SignedOn  data.Date
	PrintedOn data.Date
	Word      bool
	Folder    string
}

// Masked is one thing a document hides.
type Masked struct {
	Kind, Original, Shown string
	Count                 int
}

// MaskPreview is what a document hides and what it lets be seen.
type MaskPreview struct {
	Masked  []Masked
	Visible []string
	Notes   []string
}
