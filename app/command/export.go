package command

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/xlsx"
)

type exportCmd struct {
	Ledger   string `name:"ledger" required:"" enum:"problems,visits,events" help:"哪个台账：problems 问题、visits 走访、events 事项"`
	Out      string `name:"out" help:"输出文件（默认：问题台账.xlsx 等）" placeholder:"文件"`
	Unmasked bool   `name:"unmasked" help:"不隐去企业和个人名称（须写原因）；这样的文件可以再导入"`
	Reason   string `name:"reason" help:"不隐去的原因，记入操作记录"`
}

// exported is one of the three ledgers: its name, columns and how its rows are read.
type exported struct {
	title  string
	header []string
	rows   func(v *store.View, n intake.Names, clean func([]string) []string, inside bool) iter.Seq2[[]string, error]
}

var exports = map[string]exported{
	"problems": {"问题台账", intake.ProblemHeader(), problemRows},
	"visits":   {"走访台账", intake.VisitHeader(), visitRows},
	"events":   {"事项台账", intake.EventHeader(), eventRows},
}

func (c *exportCmd) Run(r *run) error {
	if err := checkLift(c.Unmasked, c.Reason); err != nil {
		return err
	}
	x := exports[c.Ledger]
	if c.Out == "" {
		c.Out = x.title + ".xlsx"
	}
	open := r.read
	if c.Unmasked {
		open = r.write
	}
	return open(func(ctx context.Context, s *store.Store) error {
		if c.Unmasked {
			if err := LogLift(ctx, s, x.title, c.Reason); err != nil {
				return err
			}
		}
		rows, cut := 0, 0
		err := s.View(ctx, func(v *store.View) error {
			n, clean, err := c.names(v, x.header)
			if err != nil {
				return err
			}
			write := writeFile
			if c.Unmasked {
				write = writePrivate
			}
			opt := xlsx.Options{Plain: true, Created: r.now(), Demo: v.Demo(), TmpDir: spillDir(), Warn: func(w reports.Warning) {
				cut++
				r.progress("注意：%s", w.Text)
			}}
			return write(c.Out, func(w io.Writer) (err error) {
				rows, err = xlsx.WriteLedger(w, ledgerOf(x, c.Unmasked), x.rows(v, n, clean, c.Unmasked), opt)
				return err
			})
		})
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(map[string]any{"file": c.Out, "rows": rows})
		}
		r.print("%s", c.Out)
		r.progress("共 %d 行", rows)
		if cut > 0 {
			return codedError{exitPartly, fmt.Errorf("有 %d 格文字太长，Excel 放不下，文件里不全：这样的文件不能再导入回到同样的状态；要完整保存请用 backup", cut)}
		}
		return nil
	})
}

// ledgerOf types the columns by their headers, so that dates are dates. Where names are
// hidden the last header says so: by that an import refuses the file.
func ledgerOf(x exported, unmasked bool) xlsx.Ledger {
	l := xlsx.Ledger{Sheet: x.title, Title: x.title}
	for _, h := range x.header {
		kind := "text"
		if strings.HasSuffix(h, "日期") || strings.HasSuffix(h, "日") && len([]rune(h)) <= 3 {
			kind = "date"
		}
		l.Columns = append(l.Columns, xlsx.LedgerColumn{Header: h, Kind: kind})
	}
	if last := len(x.header) - 1; !unmasked && wholeRow[x.header[last]] {
		l.Columns[last].Header += intake.MaskedMark
	}
	return l
}

// names gives the names an export writes and what cleans a row: nothing when
// unmasked, else enterprises by alias, people, phones and codes left out, names hidden
// in free text, and the columns that hold a whole ledger row dropped.
func (c *exportCmd) names(v *store.View, header []string) (n intake.Names, clean func([]string) []string, err error) {
	firms, err := v.EnterprisePage("", 1<<30)
	if err != nil {
		return n, nil, err
	}
	byID := make(map[data.ID]*data.Enterprise, len(firms))
	for i := range firms {
		byID[firms[i].ID] = &firms[i]
	}
	of := map[data.Dim]map[data.ID]string{}
	for _, by := range []data.Dim{data.ByLead, data.ByRegion, data.ByCategory, data.ByNature, data.ByMeasure, data.BySource} {
		if of[by], err = v.NamesByID(by); err != nil {
			return n, nil, err
		}
	}
	n = intake.Names{
		Unit:       func(id data.ID) string { return of[data.ByLead][id] },
		Region:     func(id data.ID) string { return of[data.ByRegion][id] },
		Entry:      entryName(of),
		Enterprise: func(id data.ID) *data.Enterprise { return byID[id] },
	}
	if c.Unmasked {
		return n, func(row []string) []string { return row }, nil
	}
	mask, err := reports.MaskOf(v, reports.Lift{})
	if err != nil {
		return n, nil, err
	}
	n.Enterprise = func(id data.ID) *data.Enterprise {
		if byID[id] == nil {
			return nil
		}
		return &data.Enterprise{ID: id, Name: mask.Enterprise(id), Industry: byID[id].Industry}
	}
	return n, cleaner(mask, header), nil
}

func entryName(of map[data.Dim]map[data.ID]string) func(data.ID) string {
	return func(id data.ID) string {
		for _, by := range []data.Dim{data.ByCategory, data.ByNature, data.ByMeasure, data.BySource} {
			if s := of[by][id]; s != "" {
				return s
			}
		}
		return ""
	}
}

// wholeRow are the columns that hold a row of a ledger or all events in one text.
var wholeRow = map[string]bool{"其他字段": true, "事件记录": true}

// Columns of masked exports. Whatever is in neither list is masked as a free text.
var (
	// openColumns hold numbers, days, units, dictionary words and aliases.
	openColumns = columnSet(`问题编号 记录编号 走访编号 走访日期 走访单位 联合走访单位 企业名称 企业所在地 问题类别 问题性质 措施条目 问题来源 主办单位 协办单位 监督单位 问题走访单位
		登记日期 交办日期 到期日 反馈日期 办结日期 回访日期 销号日期 企业满意度 走访满意度 状态 同内容序号 同意实名转办 涉及作风
		事件编号 顺序 事项 日期 日期依据 来历 单位 满意度 登记时间`)
	// droppedColumns tell who somebody is, and which unit a complaint is about.
	droppedColumns = columnSet("统一社会信用代码 联系人 联系电话 走访人员 登记人 作废人 审批人 被反映单位")
)

func columnSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, n := range strings.Fields(names) {
		set[n] = true
	}
	return set
}

// cleaner drops or masks the columns that can name somebody.
func cleaner(mask *reports.Mask, header []string) func([]string) []string {
	return func(row []string) []string {
		for i, h := range header {
			switch {
			case wholeRow[h], droppedColumns[h]:
				row[i] = ""
			case !openColumns[h]:
				row[i] = mask.Text(row[i])
			}
		}
		return row
	}
}

// handedOut says that a problem is no longer the office's. Whether it was declined or
// moved as a clue can't be told from what leaves: both are 转出 (DOMAIN §3).
func handedOut(tl *data.Timeline) bool {
	return tl.State.Stock() == data.StockN || tl.State.Stock() == data.StockM
}

// outward leaves of the row of a problem handed on its number and day of registration.
func outward(row []string) []string {
	for i, h := range intake.ProblemHeader() {
		switch h {
		case "问题编号", "登记日期":
		case "状态":
			row[i] = "转出"
		default:
			row[i] = ""
		}
	}
	return row
}

// rowsOf turns the store's streaming reads into a sequence that may be stopped.
func rowsOf(read func(yield func([]string) error) error) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		err := read(func(row []string) error {
			if !yield(row, nil) {
				return errTakeBack
			}
			return nil
		})
		if err != nil && err != errTakeBack {
			yield(nil, err)
		}
	}
}

// problemRows shows of what was declined or moved as a clue, in files that leave, that it
// is out and no more.
func problemRows(v *store.View, n intake.Names, clean func([]string) []string, inside bool) iter.Seq2[[]string, error] {
	return rowsOf(func(yield func([]string) error) error {
		return problemsAtOnce(v, func(x withVisit) error {
			n.Visit = func(data.ID) *data.Visit { return x.visit }
			row := intake.ProblemRow(x.p, x.tl, n)
			if handedOut(x.tl) && !inside {
				return yield(outward(row))
			}
			return yield(clean(row))
		})
	})
}

// atOnce is how many problems' visits are read together.
const atOnce = 256

// withVisit is a problem and the visit it was found on: nil where there is none, or it
// was deleted, as its problem stands without it.
type withVisit struct {
	p     *data.Problem
	tl    *data.Timeline
	visit *data.Visit
}

// problemsAtOnce yields every problem with its visit. While yield writes some, the next
// are read: yield must not use the view.
func problemsAtOnce(v *store.View, yield func(withVisit) error) error {
	batches, stop := make(chan []withVisit, 1), make(chan struct{})
	var failed error
	var broken any
	go func() {
		defer close(batches)
		defer func() { broken = recover() }()
		failed = readAhead(v, func(list []withVisit) error {
			select {
			case batches <- list:
				return nil
			case <-stop:
				return errTakeBack
			}
		})
	}()
	// The view is free again when the reader has closed its end.
	defer func() {
		close(stop)
		for range batches {
		}
	}()
	for list := range batches {
		for _, x := range list {
			if err := yield(x); err != nil {
				return err
			}
		}
	}
	if broken != nil {
		panic(broken)
	}
	return failed
}

// readAhead reads the problems and then, together, their visits.
func readAhead(v *store.View, pass func([]withVisit) error) error {
	var list []withVisit
	flush := func() error {
		var ids []data.ID
		for _, x := range list {
			if x.p.VisitID != 0 {
				ids = append(ids, x.p.VisitID)
			}
		}
		visits, err := v.VisitsByID(ids)
		if err != nil {
			return err
		}
		for i, x := range list {
			list[i].visit = visits[x.p.VisitID]
		}
		full := list
		list = nil
		return pass(full)
	}
	err := v.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		if list = append(list, withVisit{p: p, tl: tl}); len(list) < atOnce {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

func visitRows(v *store.View, n intake.Names, clean func([]string) []string, _ bool) iter.Seq2[[]string, error] {
	return rowsOf(func(yield func([]string) error) error {
		return v.AllVisits(func(x *data.Visit) error { return yield(clean(intake.VisitRow(x, n))) })
	})
}

// eventRows leaves out, in files that leave, what was declined or moved as a clue, and
// where either was voided.
func eventRows(v *store.View, n intake.Names, clean func([]string) []string, inside bool) iter.Seq2[[]string, error] {
	return rowsOf(func(yield func([]string) error) error {
		return v.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
			if handedOut(tl) && !inside {
				return nil
			}
			for _, e := range p.Events {
				if (e.Kind == data.MoveClue || e.Kind == data.Decline) && !inside {
					continue
				}
				if err := yield(clean(intake.EventRow(p, e, n))); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
