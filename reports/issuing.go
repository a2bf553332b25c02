package reports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// SignRoles are the hands a bulletin goes through, in their order (DOMAIN §6).
var SignRoles = []string{"拟稿", "核稿", "审核", "签发"}

// Signer is one of them: who, and on which day.
type Signer struct {
	Role, Name string
	On         data.Date
}

// VetSigners fails with data.Invalid, naming the role as the field, unless each of
// SignRoles has a name and a day and the days are in order and not after today. It
// returns the day of 签发, which is the 成文日期.
func VetSigners(signers []Signer, today data.Date) (signedOn data.Date, err error) {
	by := map[string]Signer{}
	for _, s := range signers {
		by[s.Role] = s
	}
	for i, role := range SignRoles {
		s := by[role]
		switch {
		case strings.TrimSpace(s.Name) == "" || s.On == 0:
			return 0, data.Errorf(data.Invalid, role, "没有写明%s人和日期，没有印发。", role)
		case s.On > today:
			return 0, data.Errorf(data.Invalid, role, "%s日期 %s 在今天之后，没有印发；请核对。", role, s.On)
		case i > 0 && s.On < by[SignRoles[i-1]].On:
			return 0, data.Errorf(data.Invalid, role, "%s日期 %s 早于%s日期 %s，没有印发；请核对。", role, s.On, SignRoles[i-1], by[SignRoles[i-1]].On)
		}
	}
	return by["签发"].On, nil
}

// Reference names an issued document in the text of another.
type Reference struct{ Title, Number string }

// String is 《title》（number）.
func (r Reference) String() string {
	s := "《" + r.Title + "》"
	if r.Number != "" {
		s += "（" + r.Number + "）"
	}
	return s
}

// Before is what the issued bulletin of the period before said was open at its end.
type Before struct {
	Reference
	Open int64
}

// Late counts what was entered into months after they were closed (封账).
type Late struct{ Events, Problems, Visits int }

// taken are the remarks on what was issued before: the stock it ended with, what has
// been corrected since, and what this period therefore begins with.
func (c *composer) taken(add func(format string, args ...any)) {
	if b := c.opt.Before; b != nil {
		if f, ok := c.facts.Get("期初在办", stats.SpanStart, data.ByAll, 0); ok && f.Numerator != nil {
			add("上期%s期末在办%d个，更正%s个，本期期初在办%d个。", b.Reference, b.Open, signed(*f.Numerator-b.Open), *f.Numerator)
		}
	}
	if l := c.opt.Late; l != nil && l.Events > 0 {
		add("以前月份封账后补登、作废的事项%d件，涉及%d个问题，按发生日计入所属期间。", l.Events, l.Problems)
	}
	if l := c.opt.Late; l != nil && l.Visits > 0 {
		add("以前月份封账后补登、更改、删除的走访%d次，按走访日计入所属期间。", l.Visits)
	}
}

func signed(n int64) string {
	switch {
	case n > 0:
		return "+" + strconv.FormatInt(n, 10)
	case n < 0:
		return strconv.FormatInt(n, 10)
	}
	return "0"
}

// Frozen is what an issue keeps of its figures beside the tree.
type Frozen struct {
	Mark    string         `json:"mark"`
	Start   data.Date      `json:"start"` // of 累计
	Open    int64          `json:"open"`  // 期末在办, for the next bulletin
	Figures []stats.Figure `json:"figures"`
}

// Freeze marks the tree and keeps its figures. The mark tells this issue from any other; the
// files bear beside it, on no page, where the log of the ledger stood (LogMark).
func (c *Composition) Freeze(log string) (Frozen, error) {
	c.Bulletin.Mark = ""
	tree, err := json.Marshal(c.Bulletin)
	if err != nil {
		return Frozen{}, data.Wrap(data.Internal, err, "通报的内容不能写成文本，没有印发。")
	}
	sum := sha256.Sum256(tree)
	c.Bulletin.Mark = markWord + hex.EncodeToString(sum[:10])
	f := Frozen{Mark: c.Bulletin.Mark, Start: c.Facts.Start, Figures: c.Printed}
	if log != "" {
		c.Bulletin.Mark += " " + log
	}
	if open, ok := c.Facts.Get("期末在办", stats.SpanEnd, data.ByAll, 0); ok && open.Numerator != nil {
		f.Open = *open.Numerator
	}
	return f, nil
}

const markWord = "qinqing-issue-"

var markPattern = regexp.MustCompile(markWord + "[0-9a-f]{20}")

// MarkIn finds the mark of an issue in the properties of a file, "" if there is none.
func MarkIn(properties []byte) string { return string(markPattern.Find(properties)) }

const logWord = "qinqing-log-"

var logPattern = regexp.MustCompile(logWord + "([0-9]{1,15})-([0-9a-f]{64})")

// LogMark is how the files of an issue say where the log stood: the number of its entries
// and the last one's hash. Whoever has such a file can tell a ledger whose log was written
// anew, however well it holds together.
func LogMark(entries int64, head string) string {
	if head == "" {
		return ""
	}
	return fmt.Sprintf("%s%d-%s", logWord, entries, head)
}

// LogIn finds a LogMark in the properties of a file; an empty head if there is none.
func LogIn(properties []byte) (entries int64, head string) {
	m := logPattern.FindSubmatch(properties)
	if m == nil {
		return 0, ""
	}
	entries, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return 0, ""
	}
	return entries, string(m[2])
}

var (
	numberPattern = regexp.MustCompile(`第\s*(\d+)\s*期`)
	totalPattern  = regexp.MustCompile(`总第\s*(\d+)\s*期`)
)

// ParseSerial reads 第N期（总第N期）; 0 is a number that is not there. It fails with
// data.Invalid for a text with no 第N期 in it.
func ParseSerial(text string) (number, total int, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, 0, nil
	}
	if m := totalPattern.FindStringSubmatch(text); m != nil {
		total, _ = strconv.Atoi(m[1])
		text = strings.Replace(text, m[0], "", 1)
	}
	if m := numberPattern.FindStringSubmatch(text); m != nil {
		number, _ = strconv.Atoi(m[1])
	}
	if number == 0 {
		return 0, 0, data.Errorf(data.Invalid, "number", "期号应写成“第3期（总第27期）”的样子，现在是“%s”。", text)
	}
	return number, total, nil
}

// FigureID names a figure of an issue: its rows are kept under it.
func FigureID(f stats.Figure) string {
	return fmt.Sprintf("%s/%s/%s/%d", f.Name, f.Span, f.By, f.KeyID)
}

// RowsBehind lists the records behind each figure of an issue as the ledger now stands,
// by FigureID. Changes (环比, 同比) have none of their own, nor has a list of which only
// the number is known.
func RowsBehind(ctx context.Context, src stats.Source, p stats.Period, frozen Frozen) (map[string][]stats.RowRef, error) {
	var ids []string
	var asked []stats.RowQuery
	for _, f := range frozen.Figures {
		if f.Span == stats.SpanPrevious || f.Span == stats.SpanLastYear || f.Name == "覆盖率" {
			continue
		}
		if _, known := stats.Define(f.Name); !known {
			continue
		}
		ids = append(ids, FigureID(f))
		asked = append(asked, stats.RowQuery{Name: f.Name, Span: f.Span, By: data.DimCoded(f.By), KeyID: f.KeyID, Period: p, Start: frozen.Start})
	}
	rows, err := stats.RowsOfAll(ctx, src, asked)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]stats.RowRef, len(ids))
	for i, id := range ids {
		out[id] = rows[i]
	}
	return out, nil
}

// Drift is one figure of an issue that the ledger now gives otherwise.
type Drift struct {
	Was, Now stats.Figure
	Added    []stats.RowRef // behind it now, and not when issued
	Gone     []stats.RowRef // behind it when issued, and not now
}

// Baseline compares an issue with the ledger as it stands: every figure that is another
// now, or rests on other records. kept are the rows frozen with it, by FigureID.
func Baseline(ctx context.Context, src Source, p stats.Period, frozen Frozen, kept map[string][]stats.RowRef) ([]Drift, error) {
	facts, err := stats.Compute(ctx, src, stats.Query{Period: p, By: Dims(), Compare: true, Start: frozen.Start})
	if err != nil {
		return nil, err
	}
	now, err := RowsBehind(ctx, src, p, frozen)
	if err != nil {
		return nil, err
	}
	var out []Drift
	seen := map[string]bool{}
	for _, f := range frozen.Figures {
		id := FigureID(f)
		if seen[id] {
			continue
		}
		seen[id] = true
		d := Drift{Was: f, Now: stats.Figure{Name: f.Name, Span: f.Span, By: f.By, Key: f.Key, Unit: f.Unit, KeyID: f.KeyID}}
		if got, ok := facts.Get(f.Name, f.Span, data.DimCoded(f.By), f.KeyID); ok {
			d.Now = got
		}
		d.Added, d.Gone = without(now[id], kept[id]), without(kept[id], now[id])
		if d.Now.Text() != f.Text() || !same(d.Now.Numerator, f.Numerator) || !same(d.Now.Denominator, f.Denominator) || len(d.Added)+len(d.Gone) > 0 {
			out = append(out, d)
		}
	}
	return out, nil
}

func same(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// without is a less what b holds, each as often as it stands there.
func without(a, b []stats.RowRef) (out []stats.RowRef) {
	have := map[stats.RowRef]int{}
	for _, r := range b {
		have[r]++
	}
	for _, r := range a {
		if have[r] > 0 {
			have[r]--
			continue
		}
		out = append(out, r)
	}
	return out
}
