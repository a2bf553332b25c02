package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"qinqing/assets"
	"qinqing/data"
)

// PaperKind is one of the papers that can be made.
type PaperKind struct {
	Name string
	File string // its wording, of assets/templates
	// Form: a grid of cells to be filled in and signed; else a letter.
	Form bool
	// Inside papers are for the office's own file and show names, unless they are made to
	// go out.
	Inside bool
	// Letter may be registered as 督办; Graded ones bear 蓝, 橙 or 红.
	Letter, Graded bool

	may wording
	ask func(p *data.Problem, tl *data.Timeline) string // why it can't be made; nil: about no problem
}

// PaperKinds lists every paper, in the order of a problem's life; the last two are
// registers of a period.
var PaperKinds = []PaperKind{
	{Name: "受理单", File: "paper-intake.txt", Form: true, Inside: true, may: aboutProblem, ask: notMoved},
	{Name: "交办单", File: "paper-assign.txt", Letter: true, may: aboutProblem, ask: handedOver},
	{Name: "整改提醒函", File: "paper-remind.txt", Letter: true, may: aboutProblem, ask: underWay},
	{Name: "督办函", File: "paper-supervise.txt", Letter: true, may: aboutProblem, ask: underWay},
	{Name: "督查单", File: "paper-inspect.txt", Letter: true, Graded: true, may: aboutProblem, ask: underWay},
	{Name: "延期审批表", File: "paper-extend.txt", Form: true, Inside: true, may: aboutProblem, ask: hasLimit},
	{Name: "回访记录", File: "paper-revisit.txt", Form: true, Inside: true, may: aboutProblem, ask: isResolved},
	{Name: "销号审批表", File: "paper-strike.txt", Form: true, Inside: true, may: aboutProblem, ask: mayBeStruck},
	{Name: "线索移送登记表", File: "paper-clues.txt", Form: true, Inside: true, may: aboutClues},
	{Name: "交接登记表", File: "paper-handover.txt", Form: true, may: aboutHandover},
}

// AboutProblem says whether the paper is about one problem, or a register of a period.
func (k PaperKind) AboutProblem() bool { return k.ask != nil }

// PaperNamed finds a kind by its name.
func PaperNamed(name string) (PaperKind, error) {
	i := slices.IndexFunc(PaperKinds, func(k PaperKind) bool { return k.Name == name })
	if i < 0 {
		var names []string
		for _, k := range PaperKinds {
			names = append(names, k.Name)
		}
		return PaperKind{}, data.Errorf(data.Invalid, "kind", "没有名为“%s”的文书；可以生成的是：%s。", name, strings.Join(names, "、"))
	}
	return PaperKinds[i], nil
}

// PaperOffer is a paper about a problem as it stands, or why it can't be made.
type PaperOffer struct {
	Kind PaperKind
	Why  string // empty: it can be made
}

// PaperOffers says which papers can be made about a problem now.
func PaperOffers(src Source, p *data.Problem) ([]PaperOffer, error) {
	clock, err := src.Clock()
	if err != nil {
		return nil, err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return nil, err
	}
	n, err := loadNames(src)
	if err != nil {
		return nil, err
	}
	var out []PaperOffer
	for _, k := range PaperKinds {
		if k.AboutProblem() {
			why := k.ask(p, tl)
			if why == "" && !k.Inside {
				why = mayGoOut(p, tl, n)
			}
			out = append(out, PaperOffer{Kind: k, Why: why})
		}
	}
	return out, nil
}

// mayGoOut says why a paper about a problem must not be sent to its lead unit, "" where
// it may: never to the unit complained of.
func mayGoOut(p *data.Problem, tl *data.Timeline, n names) string {
	lead := tl.Now.Lead
	switch {
	case lead == 0:
		return "还没有主办单位，文书没有可送的单位；请先交办。"
	case p.ComplainedUnit == lead:
		return "反映的就是主办单位自己，不能把文书送给它；请先转办。"
	case !p.Complaint:
		return ""
	case p.ComplainedUnit == 0:
		return "反映的是工作人员的行为，但没有填写被反映的单位，不能判断文书会不会送到它手里；请先补填被反映单位：登记时填写，或用命令 problem complained 补填。"
	case n.toldOf(p.Content, lead):
		return "反映的是工作人员的行为，问题内容里写到了主办单位，不能把文书送给它；请先转办，或核对“被反映单位”。"
	}
	return ""
}

// notMoved: of a problem moved as a clue nothing is kept.
func notMoved(_ *data.Problem, tl *data.Timeline) string {
	if tl.State.Stock() == data.StockM {
		return "已经移送，不留原文，不能再出文书。"
	}
	return ""
}

func notOut(tl *data.Timeline) string {
	if s := tl.State.Stock(); s == data.StockN || s == data.StockM {
		return "已经转出，不能再出文书。"
	}
	return ""
}

func handedOver(_ *data.Problem, tl *data.Timeline) string {
	if why := notOut(tl); why != "" {
		return why
	}
	if tl.AssignedOn == 0 {
		return "还没有主办单位，文书没有可送的单位；请先交办。"
	}
	return ""
}

func underWay(p *data.Problem, tl *data.Timeline) string {
	if s := tl.State.Stock(); s == data.StockR || s == data.StockX {
		return "已经办结，不用再催办。"
	}
	return handedOver(p, tl)
}

func hasLimit(_ *data.Problem, tl *data.Timeline) string {
	switch {
	case notOut(tl) != "":
		return notOut(tl)
	case tl.AssignedOn == 0 || tl.FirstDue == 0:
		return "还没有期限，谈不上延期；请先交办并写明期限。"
	case tl.State.Stock() != data.StockO && !tl.Extended:
		return "已经不在办理中，也没有延期过。"
	}
	return ""
}

func isResolved(_ *data.Problem, tl *data.Timeline) string {
	if why := notOut(tl); why != "" || tl.ResolvedOn != 0 || tl.VisitedOn != 0 {
		return why
	}
	return "还没有办结，办结以后才回访。"
}

func mayBeStruck(_ *data.Problem, tl *data.Timeline) string {
	if why := notOut(tl); why != "" || tl.ResolvedOn != 0 || tl.Deadline.Kind == data.Immediate && tl.AssignedOn != 0 {
		return why
	}
	return "还没有办结，办结以后才能销号。"
}

// emptyCells says which cells of a form the ledger has nothing for.
func emptyCells(t *paperText, values map[string]string) []Warning {
	var out []string
	for _, f := range aboutProblem.fields {
		if values[f] == "" && t.uses(f) && !slices.Contains(seldom, f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []Warning{{Code: EmptyCells, Text: "台账里没有这些内容，表上留空待填：" + strings.Join(out, "、") + "。"}}
}

// seldom are fields that are empty where all is well.
var seldom = []string{"协办单位", "无法回访原因", "要件待补", "现场答复"}

// Codes of the warnings papers give.
const (
	EmptyCells     = "paper-empty"    // the ledger has nothing for some cells
	BrokenTemplate = "paper-template" // the office's own template is faulty: the program's was used
	LeftOut        = "paper-left-out" // rows that may not be shown to whom the paper goes
)

// OwnTemplate is an office's own wording in place of the program's.
type OwnTemplate struct {
	Name string // for messages
	Text []byte
}

// wordingOf reads a paper's wording: the office's own where there is one and it is
// whole, else the program's with a warning that says where the other is at fault.
func wordingOf(k PaperKind, own func(file string) (OwnTemplate, bool)) (*paperText, []Warning, error) {
	var ws []Warning
	if own != nil {
		if t, ok := own(k.File); ok {
			text, err := parsePaper(cmp.Or(t.Name, k.File), t.Text, k.may)
			if err == nil {
				return text, nil, nil
			}
			ws = append(ws, Warning{Code: BrokenTemplate, Text: fmt.Sprintf("单位自己的%s模板没有用上，这次用的是程序自带的。%s",
				k.Name, strings.Replace(err.Error(), "没有生成文件，台账不受影响；", "", 1))})
		}
	}
	src, err := assets.Template(k.File)
	if err != nil {
		return nil, nil, data.Wrap(data.Internal, err, "程序自带的模板 %s 读不出，没有生成文件，台账没有变动。请重新安装程序。", k.File)
	}
	text, err := parsePaper(k.File, src, k.may)
	return text, ws, err
}
