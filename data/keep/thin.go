package keep

import (
	"slices"
	"time"
)

// How far back backups are kept: all of the last hours, then the last of each hour, day,
// week and month.
const (
	allFor   = 2 * time.Hour
	hoursFor = 2 * 24 * time.Hour
	daysFor  = 40 * 24 * time.Hour
	weeksFor = 26 * 7 * 24 * time.Hour
	monthly  = 5 * 366 * 24 * time.Hour

	// longestGap is as much as a time without a backup ages those before it: a clock that
	// leapt ten years ahead must not make all there is ten years old.
	longestGap = 3 * 24 * time.Hour

	// fewest are kept whatever their age.
	fewest = 5
)

// Thin says which of the backups made at these moments may go. Nothing goes while one of
// them is from the future: then a clock is wrong, and what looks old may be all there is.
// The newest is never among them. The order of the moments does not matter.
func Thin(made []time.Time, now time.Time) (drop []time.Time) {
	list := slices.Clone(made)
	slices.SortFunc(list, func(a, b time.Time) int { return b.Compare(a) })
	if len(list) == 0 || list[0].After(now) {
		return nil
	}
	seen := map[string]bool{}
	age, last := time.Duration(0), now
	for n, t := range list {
		age += min(last.Sub(t), longestGap)
		last = t
		key, kept := place(t, age)
		if n < fewest || kept && (key == "" || !seen[key]) {
			if key != "" {
				seen[key] = true
			}
			continue
		}
		drop = append(drop, t)
	}
	return drop
}

// place is the hour, day, week or month whose last backup is kept; "" keeps it in any case.
func place(t time.Time, age time.Duration) (key string, kept bool) {
	switch {
	case age <= allFor:
		return "", true
	case age <= hoursFor:
		return t.Format("h2006010215"), true
	case age <= daysFor:
		return t.Format("d20060102"), true
	case age <= weeksFor:
		y, w := t.ISOWeek()
		return "w" + time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*w).Format("20060102"), true
	case age <= monthly:
		return t.Format("m200601"), true
	}
	return "", false
}
