// Package citygen invents a city for tests and benchmarks: units, regions, firms,
// visits and problems with plausible histories over ten years, the same for the same
// seed. Nothing in it is real.
//
// It is no part of the program's work; benchmarks of data/store, reports/stats and
// app/page build their ledgers with it.
package citygen

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// Months is over how long the problems are spread, up to and with LastDay.
const Months = 125

// LastDay is the city's today.
var LastDay = workday.Make(2026, 10, 31)

// Now is the moment to open a city at.
func Now() time.Time { return LastDay.Time().Add(4 * time.Hour) }

// Path builds, or finds, a city of that many problems in the system's folder for
// temporary files, and gives its path.
func Path(ctx context.Context, problems int) (string, error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("qinqing-city-v%d-%d.db", version, problems))
	if _, err := os.Stat(path); err == nil {
		return path, refresh(ctx, path)
	}
	// Built under another name, so that a half-built city is never found.
	part := fmt.Sprintf("%s.%d.part", path, os.Getpid())
	if err := Build(ctx, part, problems, 1); err != nil {
		return "", err
	}
	return path, os.Rename(part, path)
}

// refresh brings a city of an earlier format up to date, without keeping the copy that a
// real ledger gets.
func refresh(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true, Now: Now})
	if data.CodeOf(err) == data.Conflict {
		if s, err = store.Open(ctx, path, store.Options{Now: Now}); err != nil {
			return err
		}
		copies, _ := filepath.Glob(path + ".*") // the pattern is well formed
		for _, c := range copies {
			if strings.Contains(filepath.Base(c), "升级前") {
				_ = os.Remove(c) // only disk space
			}
		}
	}
	if err != nil {
		return err
	}
	return s.Close()
}

// version changes whenever the generator does.
const version = 7

// Build makes a new ledger at path with that many problems.
func Build(ctx context.Context, path string, problems int, seed uint64) error {
	s, err := store.Open(ctx, path, store.Options{Now: Now, Seed: Seed()})
	if err != nil {
		return err
	}
	c := New(problems, seed)
	ctx = data.WithActor(ctx, data.Actor{Name: "示例"})
	if err := s.Load(ctx, data.Op{Name: "生成示例城市"}, c.Next); err != nil {
		_ = s.Close() // the first error says more
		return err
	}
	return s.Close()
}

// Seed is the dictionary and the notice a city starts with.
func Seed() *store.Seed {
	return &store.Seed{Demo: true, Dictionary: map[string][]byte{
		"categories": []byte(`[{"code":"c1","name":"融资"},{"code":"c2","name":"用工"},{"code":"c3","name":"用地"},{"code":"c4","name":"水电气要素"},
			{"code":"c5","name":"审批服务"},{"code":"c6","name":"执法监管"},{"code":"c7","name":"政策兑现"},{"code":"c8","name":"拖欠账款"},
			{"code":"c9","name":"项目建设"},{"code":"c10","name":"园区配套"},{"code":"c11","name":"人才与子女就学"},{"code":"c12","name":"其他"}]`),
		"natures": []byte(`[{"code":"n1","name":"政策执行"},{"code":"n2","name":"服务效能"},{"code":"n3","name":"执法监管"}]`),
		"sources": []byte(`[{"code":"s1","name":"访企问需走访"},{"code":"s2","name":"月度通报"},{"code":"s3","name":"自查"}]`),
	}}
}

// City invents one record after the other.
type City struct {
	r        *rand.Rand
	total    int
	made     int
	stage    int
	year     int
	last     int
	regions  []data.ID
	visiting []data.ID
	leads    []data.ID
	firms    []firm
	cats     []data.ID
	natures  []data.ID
	sources  []data.ID
}

type firm struct {
	id, region data.ID
}

// New is a city that will have so many problems.
func New(problems int, seed uint64) *City {
	return &City{r: rand.New(rand.NewPCG(seed, 7)), total: problems}
}

// Next saves one more visit with its problem; false when the city is full. The first
// call founds the city.
func (c *City) Next(tx *store.Tx) (bool, error) {
	if c.stage == 0 {
		c.stage = 1
		if err := c.found(tx); err != nil {
			return false, err
		}
	}
	if c.made >= c.total {
		return false, nil
	}
	c.made++
	return true, c.problem(tx)
}

// Extra saves one more problem of today in a city that was built before, through a
// code and an occurrence of the store's own giving.
func (c *City) Extra(tx *store.Tx) error {
	if c.stage == 0 {
		c.stage = 1
		units, err := tx.Units()
		if err != nil {
			return err
		}
		regions, err := tx.Regions()
		if err != nil {
			return err
		}
		firms, err := tx.EnterprisePage("", 1000)
		if err != nil {
			return err
		}
		if err := c.words(tx); err != nil {
			return err
		}
		c.regions = []data.ID{regions[len(regions)-1].ID}
		c.visiting, c.leads = []data.ID{units[0].ID}, []data.ID{units[len(units)-1].ID}
		for _, f := range firms {
			c.firms = append(c.firms, firm{f.ID, f.Region})
		}
	}
	c.made++
	f := c.firms[c.r.IntN(len(c.firms))]
	p := &data.Problem{EnterpriseID: f.id, Region: f.region, Content: c.content(), Category: c.cats[0], Source: c.sources[1], Visiting: c.visiting[0]}
	p.Events = []data.Event{{Seq: 1, Kind: data.Register, On: LastDay, Basis: data.Real, Origin: data.FromWindow},
		{Seq: 2, Kind: data.Assign, On: LastDay, Basis: data.Real, Origin: data.FromWindow, Unit: c.leads[0], Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7}}}
	return tx.SaveProblem(p)
}

func (c *City) words(tx *store.Tx) error {
	for _, d := range []struct {
		kind data.EntryKind
		into *[]data.ID
	}{{data.DictCategory, &c.cats}, {data.DictNature, &c.natures}, {data.DictSource, &c.sources}} {
		list, err := tx.Entries(d.kind)
		if err != nil {
			return err
		}
		for _, e := range list {
			*d.into = append(*d.into, e.ID)
		}
	}
	return nil
}

func (c *City) found(tx *store.Tx) error {
	if err := c.words(tx); err != nil {
		return err
	}
	for i := range 12 {
		county := data.Region{Code: fmt.Sprintf("9900%02d", i+1), Name: names[i] + "县", Sort: i}
		if err := tx.SaveRegion(&county); err != nil {
			return err
		}
		u := data.Unit{Name: county.Name + "纪委监委", Kind: data.Commission, Region: county.ID, Sort: i}
		if err := tx.SaveUnit(&u); err != nil {
			return err
		}
		c.visiting = append(c.visiting, u.ID)
		if err := c.towns(tx, county); err != nil {
			return err
		}
		for k, d := range departments {
			u := data.Unit{Name: county.Name + d, Kind: data.Department, Region: county.ID, Sort: 100 + i*len(departments) + k}
			if err := tx.SaveUnit(&u); err != nil {
				return err
			}
			c.leads = append(c.leads, u.ID)
		}
	}
	for i := range max(10, c.total/25) {
		f := data.Enterprise{Region: c.regions[c.r.IntN(len(c.regions))], Industry: trades[i%len(trades)]}
		f.Name = fmt.Sprintf("示例%s%s%s有限公司", names[c.r.IntN(len(names))], chinese(i), f.Industry)
		if err := tx.SaveEnterprise(&f); err != nil {
			return err
		}
		c.firms = append(c.firms, firm{f.ID, f.Region})
	}
	return nil
}

func (c *City) towns(tx *store.Tx, county data.Region) error {
	for k := range 12 {
		t := data.Region{Code: fmt.Sprintf("%s%03d", county.Code, k+1), Name: names[k] + "镇", Parent: county.ID, Sort: k}
		if err := tx.SaveRegion(&t); err != nil {
			return err
		}
		c.regions = append(c.regions, t.ID)
	}
	return nil
}

// day of the n-th problem: evenly over the months.
func (c *City) day() data.Date {
	first := LastDay.MonthStart().AddMonths(-Months + 1)
	span := int(LastDay - first)
	return first + data.Date(int(int64(c.made-1)*int64(span)/int64(c.total)))
}

func (c *City) problem(tx *store.Tx) error {
	day := c.day()
	f := c.firms[c.r.IntN(len(c.firms))]
	p := &data.Problem{Code: fmt.Sprintf("WT-%d-%04d", day.Year(), c.number(day.Year())), Occurrence: 1, EnterpriseID: f.id, Region: f.region, Content: c.content(), Category: c.cats[c.r.IntN(len(c.cats))],
		Nature: c.natures[c.r.IntN(len(c.natures))], Source: c.sources[0], Visiting: c.visiting[c.r.IntN(len(c.visiting))]}
	if c.r.IntN(10) < 7 {
		v, err := c.visit(tx, day, p)
		if err != nil {
			return err
		}
		p.VisitID = v
	} else {
		p.Source = c.sources[1+c.r.IntN(len(c.sources)-1)]
	}
	c.history(p, day)
	return tx.SaveProblem(p)
}

// number counts the codes of a year.
func (c *City) number(year int) int {
	if year != c.year {
		c.year, c.last = year, 0
	}
	c.last++
	return c.last
}

func (c *City) visit(tx *store.Tx, day data.Date, p *data.Problem) (data.ID, error) {
	if old, err := tx.FindVisit(day, p.Visiting, p.EnterpriseID); err != nil || old != nil {
		if old != nil {
			return old.ID, nil
		}
		return 0, err
	}
	v := data.Visit{On: day, Unit: p.Visiting, EnterpriseID: p.EnterpriseID, Region: p.Region, Visitors: "示例走访组", Satisfaction: data.Satisfaction(c.r.IntN(4))}
	if c.r.IntN(10) == 0 {
		v.JoinUnits = []data.ID{c.visiting[c.r.IntN(len(c.visiting))]}
	}
	err := tx.SaveVisit(&v)
	return v.ID, err
}
