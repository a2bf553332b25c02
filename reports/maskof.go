package reports

import (
	"slices"

	"qinqing/data"
	"qinqing/data/workday"
)

// MaskOf makes the mask of a list that is no composed document: every enterprise and
// every person the ledger names is hidden, units and regions stay readable.
func MaskOf(src Source, lift Lift) (*Mask, error) {
	first := workday.Make(1900, 1, 1)
	people, err := peopleNamed(src, first, workday.Make(9999, 12, 31), first, func(*data.Problem, *data.Timeline) error { return nil })
	if err != nil {
		return nil, err
	}
	n, err := loadNames(src)
	if err != nil {
		return nil, err
	}
	return maskFor(src, n, people, lift)
}

// peopleOn are the people whom the mask of a paper or list of a day has to know.
func peopleOn(src Source, day data.Date) ([]string, error) {
	return peopleNamed(src, day, day, day.AddMonths(-12), func(*data.Problem, *data.Timeline) error { return nil })
}

// peopleNamed gathers, for every mask, the people and numbers that the ledger names
// beside the problems alive in [from, to], which also sees, and beside the visits of
// [visits, to]: visitors, second contacts, who is responsible, approved, signed or wrote.
func peopleNamed(src Source, from, to, visits data.Date, sees func(*data.Problem, *data.Timeline) error) ([]string, error) {
	var people []string
	err := src.Histories(from, to, func(p *data.Problem, t *data.Timeline) error {
		people = append(people, p.People()...)
		return sees(p, t)
	})
	if err != nil {
		return nil, err
	}
	err = src.Calls(visits, to, func(v *data.Visit) error {
		people = append(people, v.People()...)
		return nil
	})
	slices.Sort(people)
	return slices.Compact(people), err
}
