package data

// AtomKind names one countable thing. Every figure about problems is a count of
// atoms; there is no other definition, so that the fast sums of month cells and
// the listing of rows behind a figure cannot differ.
type AtomKind string

// Flow atoms happen on a day (From). What Val and Other hold is said beside each.
const (
	AtomRegister             AtomKind = "reg"      // 登记问题
	AtomRegisterInferred     AtomKind = "reg~"     // 补录登记
	AtomAssign               AtomKind = "assign"   // first 交办, real date
	AtomAssignAgain          AtomKind = "assign+"  // repeats: 件次 only
	AtomReport               AtomKind = "report"   // first 反馈, real date
	AtomReportAgain          AtomKind = "report+"  // repeats: 件次 only
	AtomResolve              AtomKind = "res"      // 办结 from 在办, real date
	AtomResolveInferred      AtomKind = "res~"     // 补录办结
	AtomResolveLong          AtomKind = "resL"     // 长期办结
	AtomPass                 AtomKind = "pass"     // a review that passed
	AtomResolveDue           AtomKind = "resdue"   // 办结 with a deadline and real dates
	AtomOnTime               AtomKind = "ontime"   // of those: 有效反馈日 ≤ deadline then in force
	AtomOnTimeFirst          AtomKind = "ontime1"  // of those: 有效反馈日 ≤ first deadline
	AtomDays                 AtomKind = "days"     // Val: working days taken
	AtomReached              AtomKind = "reached"  // on the day of 办结; Other: first return visit that reached
	AtomUnreachable          AtomKind = "unreach"  // on the day of 办结; Other: day of 无法回访
	AtomReachedAfter         AtomKind = "unreach-" // of those unreachable: on the day of 办结; Other: the visit that reached after all
	AtomStrike               AtomKind = "strike"   // 销号, real date
	AtomStrikeInferred       AtomKind = "strike~"  // 补录销号
	AtomSendBack             AtomKind = "back"     // 退回重办
	AtomRework               AtomKind = "rework"   // 办结后退回
	AtomReopen               AtomKind = "reopen"   // 重启
	AtomExtend               AtomKind = "extend"   // 延期
	AtomDecline              AtomKind = "decline"  // 不予受理; Other: registration, Val as of stock atoms
	AtomClue                 AtomKind = "clue"     // 移送终结; Other: registration, Val as of stock atoms
	AtomToLong               AtomKind = "toL"      // 转长期
	AtomFromLong             AtomKind = "fromL"    // 长期转回
	AtomTransferOut          AtomKind = "xfer-"    // 转办出; Other and Val as of 不予受理
	AtomTransferIn           AtomKind = "xfer+"    // 转办入; likewise
	AtomRecatOut             AtomKind = "recat-"   // 改类出; likewise
	AtomRecatIn              AtomKind = "recat+"   // 改类入; likewise
	AtomReturnVisit          AtomKind = "visit"    // 回访 that reached
	AtomSatisfaction         AtomKind = "sat"      // Val: answer; Other: next answer of the problem, 0 none
	AtomSatisfactionInferred AtomKind = "sat~"     // the same without a real date: cumulative only
)

// Stock atoms hold over [From, To); To 0 lasts. Other is the registration day, and Val
// is Guessed where that day is 推定.
const (
	AtomO       AtomKind = "O"
	AtomL       AtomKind = "L"
	AtomR       AtomKind = "R"
	AtomOverdue AtomKind = "overdue" // 期末逾期
)

// Stock says whether the kind holds over a time instead of happening on a day.
func (k AtomKind) Stock() bool {
	return k == AtomO || k == AtomL || k == AtomR || k == AtomOverdue
}

// Atom is one countable thing about one problem.
type Atom struct {
	Kind  AtomKind
	From  Date
	To    Date // stock atoms only
	Val   int32
	Other Date
	Seq   int // event it comes from; 0 for stock atoms
	Dims  Dims
}

// Holds says whether a stock atom counts at the end of day d.
func (a Atom) Holds(d Date) bool { return d >= a.From && (a.To == 0 || d < a.To) }

// Guessed is the Val of atoms whose registration day is 推定: such a problem belongs to
// no period's 登记, though from that day on to the stocks and the main cohort.
const Guessed = 1

func guessed(b Basis) int32 {
	if b == Inferred {
		return Guessed
	}
	return 0
}

func appendStocks(out []Atom, s Span, registered Date, val int32) []Atom {
	var k AtomKind
	switch s.State.Stock() {
	case StockO:
		k = AtomO
	case StockL:
		k = AtomL
	case StockR:
		k = AtomR
	default:
		return out
	}
	out = append(out, Atom{Kind: k, From: s.From, To: s.To, Dims: s.Dims, Other: registered, Val: val})
	if from := s.OverdueFrom(); from != 0 {
		out = append(out, Atom{Kind: AtomOverdue, From: from, To: s.To, Dims: s.Dims, Other: registered})
	}
	return out
}
