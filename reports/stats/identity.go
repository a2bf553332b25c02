package stats

import (
	"cmp"
	"fmt"
	"slices"

	"qinqing/data"
)

// identity is one equation that must hold for each row of the period.
type identity struct {
	stock       string
	left, right expr
}

var identities = []identity{
	{"在办", sum(sO), sum(sO0, sRegister, sRegisterInferred, sReopen, sRework, sFromLong, sTransferIn, sRecatIn).
		less(sResolve, sResolveInferred, sToLong, sDecline, sClue, sTransferOut, sRecatOut)},
	{"待销号", sum(sR), sum(sR0, sResolve, sResolveInferred, sResolveLong).less(sStrike, sStrikeInferred, sRework)},
	{"长期坚持", sum(sL), sum(sL0, sToLong).less(sFromLong, sResolveLong)},
}

var identitySlots = []slot{sO, sR, sL, sO0, sR0, sL0, sRegister, sRegisterInferred, sReopen, sRework, sFromLong, sTransferIn, sTransferOut,
	sRecatIn, sRecatOut, sResolve, sResolveInferred, sResolveLong, sToLong, sDecline, sClue, sStrike, sStrikeInferred}

// check stops at the first thing that does not add up. Of a ledger narrowed to one row
// the identities are not asked for: its totals are that row's, whose identities hold.
func (f *Facts) check() error {
	if !f.Only.everything() {
		return f.checkWindows()
	}
	w := f.windows[rolePeriod]
	for _, k := range w.sortedKeys() {
		r := w.peek(k.by, k.key)
		for _, id := range identities {
			if left, right := id.left.of(r), id.right.of(r); left != right {
				return f.mismatch(k, "期末"+id.stock, left, "按期初和本期增减推算", right)
			}
		}
	}
	all, end := rowKey{}, w.peek(data.ByAll, 0)
	l := f.ledger.n
	registered := l[sRegister] + l[sRegisterInferred]
	struck := l[sStrike] + l[sStrikeInferred] - l[sReopen]
	if piles := end.n[sO] + end.n[sL] + end.n[sR] + struck + l[sDecline] + l[sClue]; piles != registered {
		return f.mismatch(all, "自有台账以来登记的问题", registered, "在办、长期坚持、待销号、已销号、转出合计", piles)
	}
	return f.checkWindows()
}

func (f *Facts) checkWindows() error {
	for r := range roles {
		if w := f.windows[r]; w.on {
			if err := f.checkRows(w, r.ever()); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkRows: rows add up to the total along every role, and no cohort is negative.
func (f *Facts) checkRows(w *window, ever bool) error {
	total := w.peek(data.ByAll, 0)
	for _, by := range f.By {
		var sums row
		for key, r := range w.rows[by] {
			if r.n[cX] < 0 {
				return f.mismatch(rowKey{by, key}, "累计已销号", r.n[cX], "不应小于", 0)
			}
			for s := range cMoved {
				sums.n[s] += r.n[s]
			}
		}
		for s := range cMoved {
			if w.wants[s] && additive(s, by) && sums.n[s] != total.n[s] {
				what := w.Name()
				if ever {
					what = "截至" + w.To.Chinese()
				}
				return data.Errorf(data.Conflict, "identity", "统计核对不符，已停止出表：%s“%s”按%s各行之和为 %d，合计为 %d。台账没有改动；请核验台账（“设置 → 备份”，或子命令 check）。",
					what, slotName(s), data.DimNames[by].Name, sums.n[s], total.n[s])
			}
		}
	}
	return nil
}

// sortedKeys lists the rows, the total first, so that a fault is told alike each time.
func (w *window) sortedKeys() []rowKey {
	var out []rowKey
	for k := range w.rows.all() {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b rowKey) int { return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.key, b.key)) })
	return out
}

// additive says whether a slot's rows along a role add up to its total.
func additive(s slot, by data.Dim) bool {
	switch s {
	case sCall, sCallAnswer, sCallSatisfied:
		return by == data.ByRegion
	}
	return by != data.ByAll && s < cMoved
}

func slotName(s slot) string {
	for _, d := range catalogue {
		if d.how == asCount && len(d.num.plus) == 1 && d.num.plus[0] == s && len(d.num.minus) == 0 {
			return d.Name
		}
	}
	return fmt.Sprintf("第%d项计数", int(s)+1)
}

func (f *Facts) mismatch(k rowKey, left string, a int64, right string, b int64) error {
	where := "合计"
	if k.by != data.ByAll {
		where = fmt.Sprintf("%s“%s”", data.DimNames[k.by].Name, f.keyName(k.by, k.key))
	}
	return data.Errorf(data.Conflict, "identity", "统计核对不符，已停止出表：%s %s，%s为 %d，%s为 %d。台账没有改动；请核验台账（“设置 → 备份”，或子命令 check）。",
		f.Period.Name(), where, left, a, right, b)
}
