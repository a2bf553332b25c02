package app

import (
	"context"
	"slices"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// checker finds what a person should be asked before an input is saved.
type checker struct {
	view  *store.View
	err   error    // of looking units up
	fresh []string // names of units that would be added
	out   page.Check
}

func (a *actions) check(ctx context.Context, look func(*checker) error) (page.Check, error) {
	k := &checker{}
	err := a.store.View(ctx, func(v *store.View) error {
		k.view = v
		if err := look(k); err != nil {
			return err
		}
		return k.err
	})
	return k.out, err
}

// unit is the unit a name means; one that would be added gets a number below 0.
func (k *checker) unit(name string) data.ID {
	if name == "" {
		return 0
	}
	id, err := k.view.UnitNamed(name)
	if k.err == nil {
		k.err = err
	}
	if id != 0 || err != nil {
		return id
	}
	i := slices.Index(k.fresh, name)
	if i < 0 {
		i = len(k.fresh)
		k.fresh = append(k.fresh, name)
		n := page.NewName{Word: "新单位", Name: name}
		like, err := k.view.UnitsLike(name)
		if len(like) > 0 {
			n.Like, n.Entity = like[0], data.EntityUnit
		}
		if k.err == nil {
			k.err = err
		}
		k.out.New = append(k.out.New, n)
	}
	return data.ID(-1 - i)
}

// firm notes an enterprise that would be added.
func (k *checker) firm(name, region string) error {
	key := data.Normalise(name)
	found, err := k.view.EnterprisesNamed([]string{key})
	if err != nil {
		return err
	}
	in, err := k.view.RegionNamed(region)
	if err != nil {
		return err
	}
	for _, e := range found[key] {
		if in == 0 || e.Region == in || e.Region == 0 {
			return nil
		}
	}
	word := "新企业"
	if len(found[key]) > 0 {
		word = "新企业（别的所在地有同名的）"
	}
	n := page.NewName{Word: word, Name: name}
	like, err := k.view.FirmsLike(name)
	for _, e := range like {
		if n.Like.ID == 0 && e.Name != name && (in == 0 || e.Region == in || e.Region == 0) {
			n.Like, n.Entity = data.Named{ID: e.ID, Name: e.Name}, data.EntityEnterprise
		}
	}
	k.out.New = append(k.out.New, n)
	return err
}

// warn says what is amiss about who is to handle a problem.
func (k *checker) warn(p data.Problem, lead data.ID) {
	k.out.Warnings = append(k.out.Warnings, warnings(p, lead)...)
}

func warnings(p data.Problem, lead data.ID) []string {
	p.Content = ""
	tl := &data.Timeline{AssignedOn: 1}
	tl.Now.Lead = lead
	return data.Warnings(&p, tl)
}

// CheckEvent tells what should be asked before an event is saved.
func (a *actions) CheckEvent(ctx context.Context, in page.EventInput) (page.Check, error) {
	return a.check(ctx, func(k *checker) error {
		p, err := k.view.Problem(in.Problem)
		if err != nil {
			return err
		}
		if lead := k.unit(in.Unit); lead != 0 {
			k.warn(data.Problem{ComplainedUnit: p.ComplainedUnit}, lead)
		}
		k.out.Clue = data.SmellsOfClue(in.Note)
		if in.Kind == data.MoveClue {
			k.out.Backups, err = a.store.Backups()
		}
		return err
	})
}

// SaveTransfer registers that a clue was handed on: number, date and receiving section.
func (a *actions) SaveTransfer(ctx context.Context, in page.TransferInput) error {
	_, err := a.store.Do(ctx, data.Op{Name: "登记移送"}, func(tx *store.Tx) error {
		_, err := tx.SaveBook(data.BookInput{Kind: data.RecClue, On: in.On, Values: map[string]string{"number": in.Number, "receiver": in.Receiver}})
		return err
	})
	return err
}
