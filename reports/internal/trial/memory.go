package trial

import "qinqing/data"

// Histories yields the problems a source must, as data/store does: registered on or
// before to, and in stock O, L or R at the end of the day before from or with an event
// since. lines are the time lines of problems.
func Histories(problems []*data.Problem, lines []*data.Timeline, from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error {
	for i, p := range problems {
		t := lines[i]
		if t.RegisteredOn > to {
			continue
		}
		stock := t.StockAt(from - 1)
		in := stock == data.StockO || stock == data.StockL || stock == data.StockR
		for _, e := range p.Events {
			in = in || !e.Voided() && e.On >= from
		}
		if in {
			if err := yield(p, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// Calls yields the visits from from to to, both in.
func Calls(visits []*data.Visit, from, to data.Date, yield func(*data.Visit) error) error {
	for _, v := range visits {
		if v.On >= from && v.On <= to {
			if err := yield(v); err != nil {
				return err
			}
		}
	}
	return nil
}

// Visited counts the enterprises visited from from to to, both in, each once a unit or
// region, or once in all under 0.
func Visited(visits []*data.Visit, from, to data.Date, by data.Dim) map[data.ID]int64 {
	seen := map[[2]data.ID]bool{}
	out := map[data.ID]int64{}
	for _, v := range visits {
		if v.On < from || v.On > to {
			continue
		}
		keys := []data.ID{0}
		switch by {
		case data.ByVisiting:
			keys = v.Units()
		case data.ByRegion:
			keys = []data.ID{v.Region}
		}
		for _, k := range keys {
			if !seen[[2]data.ID{k, v.EnterpriseID}] {
				seen[[2]data.ID{k, v.EnterpriseID}] = true
				out[k]++
			}
		}
	}
	return out
}
