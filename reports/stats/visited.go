package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// countVisited asks for the distinct enterprises of each window.
func (f *Facts) countVisited(ctx context.Context, src Source) error {
	for r := range roles {
		w := f.windows[r]
		if !w.on || r.ever() {
			continue
		}
		for _, by := range f.By {
			if !w.wants[sVisited] || w.visited || !slices.Contains(callDims, by) {
				continue
			}
			counts, err := f.visited(src, w, by)
			if err != nil {
				return err
			}
			for key, n := range counts {
				w.row(by, key).add(sVisited, n)
			}
		}
		if w.wantsAny(sCovered, sListed) {
			if err := f.countCoverage(ctx, src, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// visited counts the distinct enterprises of a window along a role.
func (f *Facts) visited(src Source, w *window, by data.Dim) (map[data.ID]int64, error) {
	if f.Only.everything() {
		return src.Visited(w.From, w.To, by)
	}
	seen, out := map[[2]data.ID]bool{}, map[data.ID]int64{}
	err := src.Calls(w.From, w.To, func(v *data.Visit) error {
		if !f.Only.call(v) {
			return nil
		}
		w.eachCall(v, func(s slot, along data.Dim, key data.ID) {
			if at := [2]data.ID{key, v.EnterpriseID}; s == sCall && along == by && !seen[at] {
				seen[at] = true
				out[key]++
			}
		})
		return nil
	})
	return out, err
}

// coverage is the list in force of one region.
type coverage struct {
	data.CoverageList
	on     data.Date
	code   string // the stem of the region's; empty: unknown
	nested bool   // lies within another list: not counted again in the total
}

// coverageLists are the latest lists on or before z, one a region, by region.
func coverageLists(src Source, z data.Date) ([]coverage, error) {
	recs, err := src.Records(data.RecCoverageList, 1, z)
	if err != nil || len(recs) == 0 {
		return nil, err
	}
	regions, err := src.Names(data.ByRegion)
	if err != nil {
		return nil, err
	}
	codes := map[data.ID]string{}
	for _, r := range regions {
		codes[r.ID] = stem(r.Code)
	}
	latest := map[data.ID]coverage{}
	for _, rec := range recs {
		c := coverage{on: rec.On}
		if err := rec.Decode(&c.CoverageList); err != nil {
			return nil, err
		}
		if rec.Ref != 0 && c.Region == 0 {
			c.Region = rec.Ref
		}
		slices.Sort(c.Enterprises)
		c.Enterprises = slices.Compact(c.Enterprises)
		if n := int64(len(c.Enterprises)); n > 0 {
			c.Count = n
		}
		c.code = codes[c.Region]
		latest[c.Region] = c
	}
	out := make([]coverage, 0, len(latest))
	for _, c := range latest {
		c.nested = slices.ContainsFunc(recsOf(latest), func(o coverage) bool { return o.Region != c.Region && o.holds(c.Region, c.code) })
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b coverage) int { return cmp.Compare(a.Region, b.Region) })
	return out, nil
}

func recsOf(m map[data.ID]coverage) []coverage {
	out := make([]coverage, 0, len(m))
	for _, c := range m {
		out = append(out, c)
	}
	return out
}

// stem is a 行政区划代码 without the levels that are all zeros: 350500 is 3505, 120110
// stays (GB/T 2260: two digits a level, three from the township on).
func stem(code string) string {
	for len(code) > 6 && len(code)%3 == 0 && strings.HasSuffix(code, "000") {
		code = code[:len(code)-3]
	}
	for len(code) <= 6 && len(code) > 2 && strings.HasSuffix(code, "00") {
		code = code[:len(code)-2]
	}
	return code
}

// holds says whether a region is the list's own or lies under it by its code; a list
// without a region is the whole office's.
func (c coverage) holds(region data.ID, code string) bool {
	return c.Region == 0 || c.Region == region || c.code != "" && code != "" && strings.HasPrefix(code, c.code)
}

// firstCalls are the enterprises visited in a window, with the region and the day of
// the first visit.
func firstCalls(src Source, p Period) (map[data.ID]*data.Visit, error) {
	seen := map[data.ID]*data.Visit{}
	err := src.Calls(p.From, p.To, func(v *data.Visit) error {
		if seen[v.EnterpriseID] == nil {
			seen[v.EnterpriseID] = v
		}
		return nil
	})
	return seen, err
}

// covered are the enterprises that count for the list: those named in it that were
// visited, or all visited in its region where it gives a number only.
func (c coverage) covered(seen map[data.ID]*data.Visit, codes map[data.ID]string) []*data.Visit {
	var out []*data.Visit
	if len(c.Enterprises) > 0 {
		for _, id := range c.Enterprises {
			if v := seen[id]; v != nil {
				out = append(out, v)
			}
		}
		return out
	}
	for _, v := range seen {
		if c.holds(v.Region, codes[v.Region]) {
			out = append(out, v)
		}
	}
	return out
}

func (f *Facts) countCoverage(ctx context.Context, src Source, w *window) error {
	lists, err := coverageLists(src, w.To)
	if err != nil || len(lists) == 0 {
		return err
	}
	seen, err := firstCalls(src, w.Period)
	if err != nil {
		return err
	}
	codes, err := regionCodes(src)
	if err != nil {
		return err
	}
	for _, c := range lists {
		n := int64(len(c.covered(seen, codes)))
		put := func(by data.Dim, key data.ID) {
			r := w.row(by, key)
			r.add(sCovered, n)
			r.add(sListed, c.Count)
		}
		if !f.Only.everything() && c.Region != f.Only.Key {
			continue
		}
		if f.asked(data.ByRegion) && c.Region != 0 {
			put(data.ByRegion, c.Region)
		}
		if c.nested && f.Only.everything() {
			continue
		}
		put(data.ByAll, 0)
		if w == f.windows[roleTotal] {
			f.lists = append(f.lists, c.note())
		}
	}
	return ctx.Err()
}

func (c coverage) note() string {
	s := fmt.Sprintf("名单%d家（%s，来源：%s）", c.Count, c.on, cmp.Or(c.Source, "未注明"))
	if len(c.Enterprises) == 0 {
		s += "，只有家数，按所在地走访过的企业计"
	}
	return s
}

func regionCodes(src Source) (map[data.ID]string, error) {
	regions, err := src.Names(data.ByRegion)
	codes := map[data.ID]string{}
	for _, r := range regions {
		codes[r.ID] = stem(r.Code)
	}
	return codes, err
}
