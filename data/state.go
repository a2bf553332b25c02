package data

// State is where a problem stands in its life. It is derived by replaying events
// and never typed by anyone.
type State int

// The states, in the order of a straight life.
const (
	Unregistered State = iota
	Pending            // 待交办
	Assigned           // 已交办
	Working            // 办理中
	Reported           // 已反馈（待审核）
	LongTerm           // 长期坚持
	Resolved           // 已办结（待回访、待销号）
	StruckOff          // 已销号
	Declined           // 不予受理/转他处
	ClueMoved          // 移送终结
)

// States lists every state a registered problem can be in.
var States = []State{Pending, Assigned, Working, Reported, LongTerm, Resolved, StruckOff, Declined, ClueMoved}

var stateNames = map[State]string{
	Unregistered: "未登记", Pending: "待交办", Assigned: "已交办", Working: "办理中", Reported: "已反馈（待审核）",
	LongTerm: "长期坚持", Resolved: "已办结", StruckOff: "已销号", Declined: "不予受理/转他处", ClueMoved: "移送终结",
}

func (s State) String() string { return stateNames[s] }

// Stock is the one of six piles a registered problem lies in on any day.
type Stock string

// The six stocks; NoStock before registration.
const (
	NoStock Stock = ""
	StockO  Stock = "O" // 在办
	StockL  Stock = "L" // 长期坚持
	StockR  Stock = "R" // 待销号
	StockX  Stock = "X" // 已销号
	StockN  Stock = "N" // 不予受理/转他处
	StockM  Stock = "M" // 移送终结; outside the office N and M are one, 转出
)

// Stocks lists the six in their usual order.
var Stocks = []Stock{StockO, StockL, StockR, StockX, StockN, StockM}

// Stock of a state: each state lies in exactly one.
func (s State) Stock() Stock {
	switch s {
	case Pending, Assigned, Working, Reported:
		return StockO
	case LongTerm:
		return StockL
	case Resolved:
		return StockR
	case StruckOff:
		return StockX
	case Declined:
		return StockN
	case ClueMoved:
		return StockM
	}
	return NoStock
}

// StockName is the stock's word on screen and paper.
func (s Stock) StockName() string {
	switch s {
	case StockO:
		return "在办"
	case StockL:
		return "长期坚持"
	case StockR:
		return "待销号"
	case StockX:
		return "已销号"
	case StockN:
		return "不予受理/转他处"
	case StockM:
		return "移送终结"
	}
	return "未登记"
}
