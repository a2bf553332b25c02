package stats

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"qinqing/data"
)

func (f *Facts) noteOn(d *figure, at role, by data.Dim, key data.ID, now worked) string {
	w := f.windows[at]
	var notes []string
	if n := w.peek(by, key).n[d.noteOf]; d.note != "" && n > 0 {
		notes = append(notes, fmt.Sprintf(d.note, n))
	}
	switch {
	case d.how == asDays && now.value != nil:
		twice, n := w.peek(by, key).median2()
		notes = append(notes, fmt.Sprintf("共%d件次，中位数%s", n, plain(big.NewRat(twice, 2))))
	case d.how == asMedian && now.value != nil:
		notes = append(notes, fmt.Sprintf("共%d件次", *now.den))
	case d.how == asCovered:
		notes = append(notes, f.lists...)
	case by == data.ByAll:
		for _, dim := range []data.Dim{data.ByVisiting, data.ByRegion} {
			if note := f.sumNote(d, w, dim); note != "" {
				notes = append(notes, note)
				break
			}
		}
	}
	return strings.Join(notes, "；")
}

func plain(v *big.Rat) string {
	return Figure{Value: number(rounded(v, 0)), Unit: UnitWorkdays}.Text()
}

// SumNote stands under the 合计 of a column whose rows do not add up to it: 各行之和 s，
// 跨行重复 s−t 家. Empty where they do.
func (f *Facts) SumNote(name, span string, by data.Dim) string {
	d, ok := lookup(name, span)
	if !ok || !d.has(span) {
		return ""
	}
	at, _ := d.roleOf(span)
	return f.sumNote(d, f.windows[at], by)
}

func (f *Facts) sumNote(d *figure, w *window, by data.Dim) string {
	if !f.asked(by) || !d.along(by) || d.how != asCount || len(d.num.plus) != 1 {
		return ""
	}
	s := d.num.plus[0]
	var sum int64
	for _, r := range w.rows[by] {
		sum += r.n[s]
	}
	total := w.peek(data.ByAll, 0).n[s]
	switch {
	case sum == total:
		return ""
	case s == sVisited:
		return fmt.Sprintf("各行之和 %d，跨行重复 %d 家", sum, sum-total)
	case s == sCall:
		return fmt.Sprintf("各行之和 %d，联合走访重复 %d 家次", sum, sum-total)
	}
	return ""
}

// OtherLimit is the share of 其他, in per cent, above which the categories tell little.
const OtherLimit = 30

// DataNotes are remarks on the quality of the data, to be printed with the
// definitions: what was left out for want of a date, rows without a key, 其他 above
// 30 %.
func DataNotes(f *Facts) []string {
	var out []string
	w := f.windows[rolePeriod]
	all := w.peek(data.ByAll, 0)
	tell := func(n int64, format string) {
		if n > 0 {
			out = append(out, fmt.Sprintf(format, n))
		}
	}
	tell(all.n[sResolveInferred], "办结：其中 %d 个无办结日期，未计入。")
	tell(all.n[sStrikeInferred], "销号：其中 %d 个无销号日期，未计入。")
	tell(all.n[sRegisterInferred], "登记问题：另有补录登记 %d 个（登记日为推定），未计入。")
	for _, by := range f.By {
		if by == data.ByAll {
			continue
		}
		tell(w.peek(by, 0).n[sRegister], "登记问题中 %d 个未填"+data.DimNames[by].Name+"，列入“"+Unfilled+"”行。")
	}
	for _, by := range []data.Dim{data.ByCategory, data.ByNature} {
		for _, k := range f.Keys(by) {
			if n := w.peek(by, k.ID).n[sRegister]; k.Name == "其他" && f.asked(by) && n*100 > OtherLimit*all.n[sRegister] {
				out = append(out, fmt.Sprintf("%s为“其他”的占登记问题的 %s，超过 %d%%，请核对归类。", data.DimNames[by].Name,
					Figure{Value: number(rounded(big.NewRat(n*100, all.n[sRegister]), 100)), Unit: UnitPercent}.Text(), OtherLimit))
			}
		}
	}
	return out
}

// NotHundred stands under shares that do not add up to 100.
const NotHundred = "各项占比之和不等于100%，因四舍五入"

// Shares are the parts' percentages of their sum, each rounded as figures are, and
// NotHundred where they do not add up to 100. Parts that sum to 0 have no shares.
func Shares(parts []int64) (percent []*float64, note string) {
	var total int64
	for _, p := range parts {
		total += p
	}
	percent = make([]*float64, len(parts))
	if total <= 0 {
		return percent, ""
	}
	sum := new(big.Rat)
	for i, p := range parts {
		v := rounded(big.NewRat(p*100, total), 100)
		percent[i] = &v
		r, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'f', -1, 64))
		sum.Add(sum, r)
	}
	if sum.Cmp(new(big.Rat).SetInt64(100)) != 0 {
		note = NotHundred
	}
	return percent, note
}
