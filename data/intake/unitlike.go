package intake

import (
	"strings"

	"qinqing/data"
)

// UnitsLike lists the units that a name nobody has may mean, the likeliest first: only
// those of the name's own place, or without one, that begin alike.
func UnitsLike(name string, units []data.Unit, regions []data.Region, aliases string) (out []data.Named) {
	r := newRoster(units, aliases, newPlaces(regions, func() data.ID { return -1 }), 0, func() data.ID { return -1 })
	place, rest := r.splitPlace(data.Normalise(name))
	at := map[data.ID]int{}
	for i, u := range r.all {
		at[u.ID] = i
	}
	for _, c := range r.like(name) {
		_, other := r.splitPlace(data.Normalise(c.Name))
		if r.regionOf(at[c.ID]) == place && firstOf(rest) == firstOf(other) {
			out = append(out, c)
		}
	}
	return out
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// FirmStem is a name without place and form of company.
func FirmStem(name string) string { return strings.TrimSuffix(FirmKey(name), "公司") }

// FirmsLike is those of some enterprises whose names are the same as a name but for place
// and form of company.
func FirmsLike(name string, all []data.Enterprise) (out []data.Enterprise) {
	stem := FirmStem(name)
	for _, e := range all {
		if sameStem(stem, FirmStem(e.Name)) {
			out = append(out, e)
		}
	}
	return out
}

// sameStem says that two stems are one, or one is the other behind a place.
func sameStem(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	x, y := len([]rune(a)), len([]rune(b))
	return x >= 2 && a == b || x >= 4 && y-x <= 3 && strings.HasSuffix(b, a)
}
