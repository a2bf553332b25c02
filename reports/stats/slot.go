package stats

import (
	"iter"
	"slices"

	"qinqing/data"
)

// slot is one counter of a row. Figures are sums and differences of slots; the
// month table, the histories and the lists of rows all fill the same ones.
type slot int

const (
	// Flows: atoms on a day of the window.
	sRegister slot = iota
	sRegisterInferred
	sAssign
	sAssignAgain
	sReport
	sReportAgain
	sResolve
	sResolveInferred
	sResolveLong
	sPass
	sResolveDue
	sOnTime
	sOnTimeFirst
	sDays // cases; the days themselves are in row.days
	sStrike
	sStrikeInferred
	sSendBack
	sRework
	sReopen
	sExtend
	sDecline
	sClue
	sToLong
	sFromLong
	sTransferOut
	sTransferIn
	sRecatOut
	sRecatIn
	sReturnVisit
	sCall
	// Flows that depend on what else had happened by the window's end.
	sReached
	sUnreachable
	sReachedAfter
	sAnswer
	sSatisfied
	sAnswerInferred
	sSatisfiedInferred
	sCallAnswer
	sCallSatisfied
	// Stocks at the window's end and before its first day.
	sO
	sL
	sR
	sOverdue
	sO0
	sL0
	sR0
	// The cohort registered in the window, by where it is at the window's end.
	cO
	cL
	cR
	cX
	cN
	cM
	cMoved // came to the row less left it, by 转办 and 改类; only on the way to cX
	// What is not counted from problems or calls.
	sVisited
	sCovered
	sListed
	sStatutory // working days by law
	sPromised
	sActualStatutory2 // twice the days by law of the matters with cases
	sActual2          // twice the medians of their cases
	sActualCases
	sPolicies
	sPublished
	sApplied
	sDueFen
	sPaidFen
	sPaid
	sPaidFirms
	sPayDays
	sPayCases
	slots
)

// flowSlots maps each flow atom that is simply counted to its slot.
var flowSlots = map[data.AtomKind]slot{
	data.AtomRegister: sRegister, data.AtomRegisterInferred: sRegisterInferred,
	data.AtomAssign: sAssign, data.AtomAssignAgain: sAssignAgain,
	data.AtomReport: sReport, data.AtomReportAgain: sReportAgain,
	data.AtomResolve: sResolve, data.AtomResolveInferred: sResolveInferred, data.AtomResolveLong: sResolveLong,
	data.AtomPass: sPass, data.AtomResolveDue: sResolveDue, data.AtomOnTime: sOnTime, data.AtomOnTimeFirst: sOnTimeFirst,
	data.AtomDays: sDays, data.AtomStrike: sStrike, data.AtomStrikeInferred: sStrikeInferred,
	data.AtomSendBack: sSendBack, data.AtomRework: sRework, data.AtomReopen: sReopen, data.AtomExtend: sExtend,
	data.AtomDecline: sDecline, data.AtomClue: sClue, data.AtomToLong: sToLong, data.AtomFromLong: sFromLong,
	data.AtomTransferOut: sTransferOut, data.AtomTransferIn: sTransferIn,
	data.AtomRecatOut: sRecatOut, data.AtomRecatIn: sRecatIn, data.AtomReturnVisit: sReturnVisit,
	data.AtomCall: sCall,
}

// stockSlots are the slots of the stock atoms: at the end, before the start, and
// the part of the cohort.
var stockSlots = map[data.AtomKind]struct{ end, start, cohort slot }{
	data.AtomO:       {sO, sO0, cO},
	data.AtomL:       {sL, sL0, cL},
	data.AtomR:       {sR, sR0, cR},
	data.AtomOverdue: {sOverdue, slots, slots},
}

// slotKinds says which atoms must be read to fill a slot.
var slotKinds = func() map[slot][]data.AtomKind {
	out := map[slot][]data.AtomKind{
		sReached: {data.AtomReached}, sUnreachable: {data.AtomUnreachable}, sReachedAfter: {data.AtomReachedAfter},
		sAnswer: {data.AtomSatisfaction}, sSatisfied: {data.AtomSatisfaction},
		sAnswerInferred: {data.AtomSatisfactionInferred}, sSatisfiedInferred: {data.AtomSatisfactionInferred},
		sCallAnswer: {data.AtomCallSat}, sCallSatisfied: {data.AtomCallSat},
		cN: {data.AtomDecline}, cM: {data.AtomClue},
		cMoved: {data.AtomTransferOut, data.AtomTransferIn, data.AtomRecatOut, data.AtomRecatIn},
	}
	for k, s := range flowSlots {
		out[s] = append(out[s], k)
	}
	for k, s := range stockSlots {
		for _, x := range []slot{s.end, s.start, s.cohort} {
			if x != slots {
				out[x] = append(out[x], k)
			}
		}
	}
	return out
}()

func (w *window) wantsAny(list ...slot) bool {
	return slices.ContainsFunc(list, func(s slot) bool { return w.wants[s] })
}

// belongs says whether a problem registered from first on is of the window's cohort.
// Whose registration is only 推定 is of no period's, but of the main one.
func (w *window) belongs(registeredIn, first int, guessed bool) bool {
	return registeredIn >= first && (w.guesses || !guessed)
}

// cohortParts are what cX is worked out from in the month table.
var cohortParts = []slot{sRegister, sRegisterInferred, cMoved, cO, cL, cR, cN, cM}

// row is one line of counts: a window along a dimension for one key.
type row struct {
	n    [slots + 1]int64 // the last one takes what counts nowhere
	days map[int32]int64  // working days → cases
}

func (r *row) add(s slot, n int64) { r.n[s] += n }

func (r *row) addDays(days int32, n int64) {
	if r.days == nil {
		r.days = map[int32]int64{}
	}
	r.days[days] += n
}

// empty says that nothing that was asked for counts in the row.
func (r *row) empty(wants *[slots]bool) bool {
	for s, v := range r.n[:slots] {
		if v != 0 && wants[s] && slot(s) != cMoved {
			return false
		}
	}
	return true
}

// rowKey is a row's place: a dimension and a key along it.
type rowKey struct {
	by  data.Dim
	key data.ID
}

// rowSet holds the rows of one window by dimension.
type rowSet [data.BySource + 1]map[data.ID]*row

// all goes through every row, dimension by dimension.
func (s *rowSet) all() iter.Seq2[rowKey, *row] {
	return func(yield func(rowKey, *row) bool) {
		for by, rows := range s {
			for key, r := range rows {
				if !yield(rowKey{data.Dim(by), key}, r) {
					return
				}
			}
		}
	}
}

// role says which stretch of time a window is.
type role int

const (
	rolePeriod role = iota
	rolePrevious
	roleLastYear
	roleTotal         // 累计
	roleTotalLastYear // 累计 a year before
	roleEver          // from the first record to the period's end
	roleEverStart     // to the day before the period
	roleEverPrevious
	roleEverLastYear
	roles
)

// window is a stretch of time and the rows counted in it.
type window struct {
	Period
	on    bool
	wants [slots]bool // asked for
	rows  rowSet
	last  rowKey // cells of one row come one after another
	hit   *row
	typed map[string]int64 // 手录事项 by name

	visited bool // 走访企业 was counted from the month table
	guesses bool // its cohort takes in problems whose registration is 推定
}

func (w *window) row(by data.Dim, key data.ID) *row {
	k := rowKey{by, key}
	if w.hit != nil && w.last == k {
		return w.hit
	}
	r := w.rows[by][key]
	if r == nil {
		if w.rows[by] == nil {
			w.rows[by] = map[data.ID]*row{}
		}
		r = &row{}
		w.rows[by][key] = r
	}
	w.last, w.hit = k, r
	return r
}

// peek is a row for reading; what was never counted is 0.
func (w *window) peek(by data.Dim, key data.ID) *row {
	if r := w.rows[by][key]; r != nil {
		return r
	}
	return &noRow
}

var noRow row
