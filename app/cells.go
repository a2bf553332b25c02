package app

import (
	"context"
	"fmt"
	"strings"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// factWords are where words of a fact come from, for those that are words of a dictionary.
var factWords = map[data.Fact]data.EntryKind{data.FactCategory: data.DictCategory, data.FactNature: data.DictNature, data.FactMeasure: data.DictMeasure, data.FactSource: data.DictSource}

// cells puts facts of problems right, or finds out what that would do.
type cells struct {
	view  *store.View
	tx    *store.Tx // nil: nothing is written, new names stay 0
	clock data.Clock
	day   data.Date
	today bool // categories change by an event
}

func (a *actions) cells(v *store.View, tx *store.Tx, in page.CellsInput) (*cells, error) {
	clock, err := v.Clock()
	return &cells{view: v, tx: tx, clock: clock, day: a.store.Today(), today: in.FromToday}, err
}

// SaveCells writes facts of problems as one step.
func (a *actions) SaveCells(ctx context.Context, in page.CellsInput) error {
	_, err := a.store.Do(ctx, data.Op{Name: cellsStep(in)}, func(tx *store.Tx) error {
		w, err := a.cells(tx.View, tx, in)
		if err != nil {
			return err
		}
		for _, group := range byRecord(in.Cells) {
			save := w.saveProblem
			if in.Visits {
				save = w.saveVisit
			}
			if name, err := save(group); err != nil {
				return named(err, name, len(in.Cells))
			}
		}
		return nil
	})
	return err
}

// saveProblem puts facts of one problem right; the name is for errors.
func (w *cells) saveProblem(group []page.CellInput) (name string, err error) {
	p, err := w.tx.Problem(group[0].Problem)
	if err != nil {
		return "", err
	}
	for _, c := range group {
		if err := w.set(p, c); err != nil {
			return p.Code, err
		}
	}
	return p.Code, w.tx.SaveProblem(p)
}

// cellsStep is what Undo calls it.
func cellsStep(in page.CellsInput) string {
	var words []string
	seen := map[data.Fact]bool{}
	for _, c := range in.Cells {
		if !seen[c.Fact] {
			seen[c.Fact] = true
			words = append(words, c.Fact.Name())
		}
	}
	name := "修改" + strings.Join(words, "、")
	if len(in.Cells) > 1 {
		name += fmt.Sprintf("（%d 格）", len(in.Cells))
	}
	return name
}

// byRecord keeps the cells of a record together, in the order they came.
func byRecord(list []page.CellInput) (out [][]page.CellInput) {
	at := map[data.ID]int{}
	for _, c := range list {
		i, ok := at[c.Problem]
		if !ok {
			i = len(out)
			at[c.Problem] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// named says of which record an error is, where several cells are written.
func named(err error, name string, cells int) error {
	if cells == 1 || name == "" {
		return err
	}
	return data.Wrap(data.CodeOf(err), err, "%s：%s", name, err.Error())
}

// set puts one fact right.
func (w *cells) set(p *data.Problem, c page.CellInput) error {
	if c.Fact == data.FactCategory && w.today {
		return w.recategorise(p, c.Text)
	}
	if err := p.MayCorrect(c.Fact, w.clock); err != nil {
		return err
	}
	var err error
	switch c.Fact {
	case data.FactContent:
		if data.Normalise(c.Text) == "" {
			return data.Errorf(data.Invalid, "content", "问题内容不能空着。")
		}
		p.Content = c.Text
		return (&data.Problem{Content: c.Text}).RefuseSecrets(nil)
	case data.FactSupervising:
		p.Supervising, err = w.unit(c.Text, data.Dispatched)
	case data.FactEnterprise:
		p.EnterpriseID, err = w.firm(c.Text, p.Region)
	case data.FactRegion:
		p.Region, err = w.view.RegionNamed(c.Text)
	default:
		var id data.ID
		if id, err = w.view.EntryNamed(factWords[c.Fact], c.Text); err != nil {
			return err
		}
		*w.word(p, c.Fact) = id
	}
	return err
}

// word is where a problem keeps a fact that is a word of a dictionary.
func (w *cells) word(p *data.Problem, f data.Fact) *data.ID {
	switch f {
	case data.FactNature:
		return &p.Nature
	case data.FactMeasure:
		return &p.Measure
	case data.FactSource:
		return &p.Source
	}
	return &p.Category
}

func (w *cells) recategorise(p *data.Problem, text string) error {
	if text == "" {
		return data.Errorf(data.Invalid, "category", "改类要写明改成哪一类。")
	}
	id, err := w.view.EntryNamed(data.DictCategory, text)
	if err != nil {
		return err
	}
	return p.Apply(data.Event{Kind: data.Recategorise, On: w.day, Basis: data.Real, Origin: data.FromWindow, Category: id}, w.clock)
}

func (w *cells) unit(name string, kind data.UnitKind) (data.ID, error) {
	if w.tx != nil {
		return w.tx.EnsureUnit(name, kind)
	}
	return w.view.UnitNamed(name)
}

func (w *cells) firm(name string, region data.ID) (data.ID, error) {
	if data.Normalise(name) == "" || w.tx == nil {
		return 0, nil
	}
	e, err := w.tx.EnsureEnterprise(name, region)
	if err != nil {
		return 0, err
	}
	return e.ID, nil
}

// CheckCells tells what should be asked before cells are written.
func (a *actions) CheckCells(ctx context.Context, in page.CellsInput) (page.Check, error) {
	firms := map[string]bool{}
	return a.check(ctx, func(k *checker) error {
		for _, c := range in.Cells {
			switch c.Fact {
			case data.FactContent:
				k.out.Clue = k.out.Clue || data.SmellsOfClue(c.Text)
			case data.FactSupervising, data.FactVisitUnit:
				k.unit(c.Text)
			case data.FactEnterprise, data.FactVisitEnterprise:
				if c.Text == "" || firms[c.Text] {
					continue
				}
				firms[c.Text] = true
				if err := k.firm(c.Text, ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// PlanCells finds out what writing cells would do; nothing is written.
func (a *actions) PlanCells(ctx context.Context, in page.CellsInput) (out []page.CellOutcome, err error) {
	err = a.store.View(ctx, func(v *store.View) error {
		w, err := a.cells(v, nil, in)
		if err != nil {
			return err
		}
		for _, c := range in.Cells {
			p, err := v.Problem(c.Problem)
			if err != nil {
				return err
			}
			o := page.CellOutcome{Code: p.Code, New: c.Text}
			if o.Old, err = w.fact(p, c.Fact); err != nil {
				return err
			}
			if o.Same = o.Old == c.Text; !o.Same {
				if err := w.set(p, c); err != nil {
					o.Fault = err.Error()
				}
			}
			out = append(out, o)
		}
		return nil
	})
	return out, err
}

// fact is what a problem's fact says now.
func (w *cells) fact(p *data.Problem, f data.Fact) (string, error) {
	tl, err := p.Timeline(w.clock)
	if err != nil {
		return "", err
	}
	switch f {
	case data.FactContent:
		return p.Content, nil
	case data.FactSupervising:
		return w.unitName(p.Supervising)
	case data.FactEnterprise:
		if p.EnterpriseID == 0 {
			return "", nil
		}
		e, err := w.view.Enterprise(p.EnterpriseID)
		if err != nil {
			return "", err
		}
		return e.Name, nil
	case data.FactRegion:
		return w.regionName(p.Region)
	}
	id := *w.word(p, f)
	switch f {
	case data.FactCategory:
		id = tl.Now.Category
	case data.FactNature:
		id = tl.Now.Nature
	case data.FactMeasure:
		id = tl.Now.Measure
	}
	return w.entryName(factWords[f], id)
}

func (w *cells) unitName(id data.ID) (string, error) {
	units, err := w.view.Units()
	for _, u := range units {
		if u.ID == id {
			return u.Name, nil
		}
	}
	return "", err
}

func (w *cells) regionName(id data.ID) (string, error) {
	regions, err := w.view.Regions()
	for _, r := range regions {
		if r.ID == id {
			return r.Name, nil
		}
	}
	return "", err
}

func (w *cells) entryName(kind data.EntryKind, id data.ID) (string, error) {
	entries, err := w.view.Entries(kind)
	for _, e := range entries {
		if e.ID == id {
			return e.Name, nil
		}
	}
	return "", err
}
