package command

import (
	"qinqing/assets"
	"qinqing/data/store"
)

// Seed is what a new database starts with: holiday notices and dictionaries.
func Seed() (*store.Seed, error) {
	s := &store.Seed{Notices: assets.HolidayNotices(), Dictionary: map[string][]byte{}}
	for name, file := range map[string]string{"categories": "categories", "natures": "natures", "sources": "sources", "measures": "measures", "regions": "regions", "aliases": "unit-aliases"} {
		b, err := assets.Dictionary(file)
		if err != nil {
			return nil, err
		}
		s.Dictionary[name] = b
	}
	return s, nil
}
