package reports

import (
	"qinqing/data"
	"qinqing/data/workday"
)

// MaskOf makes the mask of a list that is no composed document: every enterprise,
// contact and visitor the office knows is hidden, units and regions stay readable.
func MaskOf(src Source, lift Lift) (*Mask, error) {
	firms, err := src.EnterprisePage("", allEnterprises)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, f := range firms {
		people = append(people, f.Contact)
	}
	err = src.Calls(workday.Make(1, 1, 1), workday.Make(9999, 12, 31), func(v *data.Visit) error {
		people = append(people, v.Visitors)
		return nil
	})
	if err != nil {
		return nil, err
	}
	n, err := loadNames(src)
	if err != nil {
		return nil, err
	}
	return maskFor(src, n, people, lift)
}
