package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// builder turns understood rows into a plan.
type builder struct {
	ctx    context.Context
	in     Input
	known  Known
	plan   *Plan
	clock  data.Clock
	actor  string
	latest data.Date // bound of days without a year

	places   *places
	roster   *roster
	firms    *firms
	category *dictionary
	nature   *dictionary
	measure  *dictionary
	source   *dictionary
	home     string // the office's name
	lastID   data.ID
	nobody   data.ID

	odd     oddities
	visits  map[visitKey]*visitGroup
	order   []*visitGroup
	slots   map[problemKey][]*slot
	ordered []*slot
}

type visitKey struct {
	on         data.Date
	unit, firm data.ID
}

// visitGroup is the rows of one visit.
type visitGroup struct {
	visitKey
	join    []data.ID
	entries []*item
	id      data.ID
	old     *data.Visit
	known   []*data.Problem // on record for the visit
}

type problemKey struct {
	visit        data.ID
	content      string
	source, lead data.ID
}

// slot is one problem of the file, whichever of its sheets name it.
type slot struct {
	problemKey
	*item
	occurrence int
	old        *data.Problem
	like       *data.Problem
}

// item is an entry with its names resolved.
type item struct {
	*entry
	index    int // in plan.Rows
	firmName string
	firm     data.ID
	region   data.ID
	lead     data.ID
	support  []data.ID
	group    *visitGroup
	content  string
	problem  map[string]string // raw row of the problem
	visit    map[string]string // raw row of the visit
}

// MakePlan reads a ledger and says what importing it would do. Nothing is written.
// IsUnreadable(err) tells a file that can't be read at all from other failures.
func MakePlan(ctx context.Context, in Input, known Known) (*Plan, error) {
	if in.AsOf != 0 && in.Today != 0 && in.AsOf > in.Today {
		return nil, data.Errorf(data.Invalid, "as-of", "截至日期 %s 在今天之后，没有导入；台账只能截至今天或以前。", in.AsOf)
	}
	sheets, err := read(ctx, in.Name, in.Data)
	if err != nil {
		return nil, err
	}
	ledgers, err := understand(sheets, known, in.Mapping, in.Kind)
	if err != nil {
		return nil, err
	}
	p := &Plan{Name: in.Name, Kind: mainKind(ledgers), Rejected: []Reject{}, mapping: map[string]string{}}
	p.AsOf, p.AsOfWhy = decideAsOf(in, ledgers)
	p.Notes = slices.Concat(unreadSheets(sheets, ledgers), unusedColumns(ledgers))
	// A ledger may go on after the day it is said to stand for; a day without a year
	// must not fall into the year before for that.
	latest := max(p.AsOf, latestActual(ledgers, in.Today))
	b := &builder{latest: latest, ctx: ctx, in: in, known: known, plan: p, visits: map[visitKey]*visitGroup{}, slots: map[problemKey][]*slot{}}
	if err := b.prepare(ledgers); err != nil {
		return nil, err
	}
	if p.Kind == Export {
		p.Notes = nil
		err = b.planExport(ledgers)
	} else {
		err = b.planLedgers(ledgers)
	}
	if err != nil {
		return nil, err
	}
	b.finish()
	return p, nil
}

// mainKind is the kind of most rows.
func mainKind(ledgers []ledger) Kind {
	count := map[Kind]int{}
	for _, l := range ledgers {
		count[l.kind] += 1 + len(l.body())
		if l.kind == Export {
			return Export
		}
	}
	best := ledgers[0].kind
	for _, k := range []Kind{Visits, Rectify, Messages} {
		if count[k] > count[best] {
			best = k
		}
	}
	return best
}

func (b *builder) next() data.ID { b.lastID--; return b.lastID }

func (b *builder) prepare(ledgers []ledger) error {
	var err error
	if b.clock, err = b.known.Clock(); err != nil {
		return err
	}
	b.actor = "导入"
	if a, ok := data.ActorOf(b.ctx); ok {
		b.actor = a.Name
	}
	regions, err := b.known.Regions()
	if err != nil {
		return err
	}
	b.places = newPlaces(regions, b.next)
	settings := map[string]string{}
	for _, k := range []string{"office.name", "office.region", "import.aliases"} {
		if settings[k], err = b.known.Setting(k); err != nil {
			return err
		}
	}
	b.home = settings["office.name"]
	var home data.ID
	for _, r := range regions {
		if r.Code != "" && r.Code == settings["office.region"] {
			home = r.ID
		}
	}
	units, err := b.known.Units()
	if err != nil {
		return err
	}
	b.roster = newRoster(units, settings["import.aliases"], b.places, home, b.next)
	b.roster.forced = map[string]data.ID{}
	for n, id := range b.in.Units {
		b.roster.forced[data.Normalise(n)] = id
	}
	for _, l := range ledgers {
		b.plan.Columns = append(b.plan.Columns, l.columns...)
		if len(b.in.Mapping) > 0 && l.kind != Export {
			b.remember(l)
		}
	}
	return b.dictionaries()
}

func (b *builder) dictionaries() error {
	for kind, into := range map[data.EntryKind]**dictionary{data.DictCategory: &b.category, data.DictNature: &b.nature,
		data.DictMeasure: &b.measure, data.DictSource: &b.source} {
		entries, err := b.known.Entries(kind)
		if err != nil {
			return err
		}
		*into = newDictionary(kind, entries)
	}
	return nil
}

// planLedgers plans everything but the program's own export.
func (b *builder) planLedgers(ledgers []ledger) error {
	var items []*item
	for i := range ledgers {
		l := &ledgers[i]
		if err := b.ctx.Err(); err != nil {
			return err
		}
		l.fillDown()
		l.joinRows()
		items = append(items, b.readRows(l)...)
	}
	if err := b.resolve(items); err != nil {
		return err
	}
	for _, g := range b.order {
		if err := b.findVisit(g); err != nil {
			return err
		}
	}
	b.fillSlots(items)
	if err := b.matchSlots(); err != nil {
		return err
	}
	for _, s := range b.ordered {
		b.planProblem(s)
	}
	for _, g := range b.order {
		b.planVisit(g)
	}
	return nil
}

// readRows understands the rows of a sheet; what can't be taken is listed.
func (b *builder) readRows(l *ledger) []*item {
	var out []*item
	var above *sheetRow // the last row that told of a visit
	body := l.body()
	for i := range body {
		r := &body[i]
		if l.noise(*r) {
			continue
		}
		if l.continues(*r) && above != nil {
			l.copyVisit(above, r)
		} else {
			above = r
		}
		e, bad := readEntry(l, *r, b.latest, b.in.Today)
		row := PlanRow{Sheet: l.name, Row: r.number, key: -1}
		if bad != nil {
			row.What, row.Reason, row.Text = DoReject, bad.Reason, short(strings.Trim(l.text(*r, fEnterprise)+" "+l.content(*r), " "), 60)
			if bad.Reason == SecretReason {
				row.Text = ""
			}
			b.plan.Rejected = append(b.plan.Rejected, *bad)
			b.plan.Rows = append(b.plan.Rows, row)
			continue
		}
		b.odd.see(e)
		it := &item{entry: e, index: len(b.plan.Rows), content: l.content(*r)}
		it.visit, it.problem = e.parts()
		if l.kind == Messages {
			it.content = strings.TrimSpace(e.text(fMsgTitle) + "\n" + it.content)
			if e.state == unsaid && !isNothing(e.text(fMsgReply)) {
				e.state = answered
			}
		}
		it.firmName = e.text(fEnterprise)
		if l.kind == Rectify && nameless(it.firmName) {
			it.firmName = firmIn(it.content)
		}
		row.Text = short(strings.ReplaceAll(strings.Trim(e.text(fEnterprise)+" "+it.content, " "), "\n", " "), 60)
		if e.empty {
			row.What = DoNothing
		}
		b.plan.Rows = append(b.plan.Rows, row)
		out = append(out, it)
	}
	return out
}

func (b *builder) refuse(it *item, r Reject) {
	b.plan.Rejected = append(b.plan.Rejected, r)
	row := &b.plan.Rows[it.index]
	row.What, row.Reason, row.key = DoReject, r.Reason, -1
}

// resolve turns names into records, made with negative IDs where they are new.
func (b *builder) resolve(items []*item) error {
	seen := map[string]bool{}
	var names []string
	for _, it := range items {
		if k := data.Normalise(it.firmName); k != "" && !seen[k] {
			seen[k] = true
			names = append(names, k)
		}
	}
	var err error
	if b.firms, err = newFirms(b.known, names, b.next); err != nil {
		return err
	}
	for _, it := range items {
		b.resolveItem(it)
	}
	return nil
}

func (b *builder) resolveItem(it *item) {
	region, town := it.text(fRegion), it.text(fTown)
	if isNothing(region) {
		region = ""
	}
	if it.region = b.places.find(region + town); it.region == 0 && region == "" && town == "" && it.l.kind == Rectify {
		it.region = b.places.ofFirm(it.firmName)
	}
	x := firmFacts{name: it.firmName, uscc: strings.ToUpper(squeeze(it.text(fUSCC))), industry: it.text(fIndustry), phone: it.text(fPhone), region: it.region}
	name, phone := splitContact(it.text(fContact))
	x.contact = name
	fill(&x.phone, phone)
	it.firm = b.firms.find(x)
	if it.region == 0 && it.firm != 0 {
		it.region = b.firms.region(it.firm, it.firmName)
	}
	handed := it.day(fAssignOn, fVisitOn, fRegisterOn)
	lead, support := roles(it.text(fLead))
	if len(lead) > 0 {
		it.lead = b.roster.findOn(lead[0], it.region, handed)
		support = append(lead[1:], support...)
	}
	for _, n := range append(support, several(it.text(fSupport))...) {
		if id := b.roster.findOn(n, it.region, handed); id != it.lead && !slices.Contains(it.support, id) {
			it.support = append(it.support, id)
		}
	}
	if it.l.kind == Messages && it.lead == 0 {
		it.lead = b.roster.named(it.text(fMsgReply))
	}
	if it.l.kind == Visits {
		b.groupVisit(it)
	}
}

func (b *builder) groupVisit(it *item) {
	names := several(it.text(fVisitUnit))
	for _, other := range []string{it.l.filler, b.home, "（台账未列走访单位）"} {
		if len(names) > 0 {
			break
		}
		names = several(other)
		names = names[:min(1, len(names))]
	}
	var units []data.ID
	for _, n := range names {
		if id := b.roster.findOn(n, it.region, it.dates[fVisitOn]); !slices.Contains(units, id) {
			units = append(units, id)
		}
	}
	k := visitKey{on: it.dates[fVisitOn], firm: it.firm}
	g := b.visitAlready(k, units)
	if g == nil {
		k.unit = units[0]
		g = &visitGroup{visitKey: k, id: b.next()}
		b.order = append(b.order, g)
	}
	for _, id := range units {
		if id != g.unit && !slices.Contains(g.join, id) {
			g.join = append(g.join, id)
		}
		if k.unit = id; b.visits[k] == nil {
			b.visits[k] = g
		}
	}
	g.entries = append(g.entries, it)
	it.group = g
}

// visitAlready is the visit of that day and enterprise which one of the units has made
// according to an earlier row: a joint visit told by each of its units is one.
func (b *builder) visitAlready(k visitKey, units []data.ID) *visitGroup {
	for _, k.unit = range units {
		if g := b.visits[k]; g != nil {
			return g
		}
	}
	return nil
}

// nobodyUnit is the unit that stands for none, made at its first use.
func (b *builder) nobodyUnit() data.ID {
	if b.nobody == 0 {
		b.nobody = b.roster.find(NoUnit, 0)
	}
	return b.nobody
}

// finish collects what is new and what to tell.
func (b *builder) finish() {
	p := b.plan
	p.regions = b.places.fresh
	if b.firms != nil {
		p.enterprises = b.usedFirms()
		if p.Kind != Export {
			b.tellAlike()
		}
		for _, e := range b.firms.filled {
			p.filled = append(p.filled, e)
		}
		slices.SortFunc(p.filled, func(a, c *data.Enterprise) int { return cmp.Compare(a.ID, c.ID) })
	}
	p.units = b.roster.fresh
	p.entries = slices.Concat(b.category.fresh, b.nature.fresh, b.measure.fresh, b.source.fresh)
	for _, id := range b.roster.order {
		p.NewUnits = append(p.NewUnits, *b.roster.guess[id])
	}
	p.New.Enterprises, p.New.Units = len(p.enterprises), len(p.units)
	for _, d := range []struct {
		d    *dictionary
		name string
	}{{b.category, "问题类别"}, {b.nature, "问题性质"}, {b.measure, "措施条目"}, {b.source, "问题来源"}} {
		for _, w := range sortedKeys(d.d.unknown) {
			p.Notes = append(p.Notes, fmt.Sprintf("%s“%s”不在字典中（%s），已按“未填”处理，原文已保留。可在字典中增加别名后再导入一次。", d.name, w, d.d.unknown[w]))
		}
	}
	p.Notes = append(p.Notes, b.odd.lines()...)
	slices.SortStableFunc(p.Rejected, func(a, c Reject) int {
		return cmp.Or(cmp.Compare(b.sheetRank(a.Sheet), b.sheetRank(c.Sheet)), cmp.Compare(a.Row, c.Row))
	})
}

// tellAlike notes enterprises that may be one under two spellings.
func (b *builder) tellAlike() {
	pairs := b.firms.alike()
	for i, two := range pairs {
		if i == mostOddities {
			b.plan.Notes = append(b.plan.Notes, fmt.Sprintf("……名称相近的企业还有 %d 对。", len(pairs)-i))
			break
		}
		b.plan.Notes = append(b.plan.Notes, fmt.Sprintf("企业“%s”与“%s”名称相近，已按两家登记；如是同一家，请在台账中统一名称后再导入一次。", two[0], two[1]))
	}
}

func (b *builder) sheetRank(name string) int {
	return slices.IndexFunc(b.plan.Rows, func(r PlanRow) bool { return r.Sheet == name })
}

// usedFirms leaves out enterprises that only refused rows named.
func (b *builder) usedFirms() []*data.Enterprise {
	used := map[data.ID]bool{}
	for _, v := range b.plan.visits {
		used[v.visit.EnterpriseID] = true
	}
	for _, q := range b.plan.problems {
		used[q.problem.EnterpriseID] = true
	}
	var out []*data.Enterprise
	for _, e := range b.firms.fresh {
		if used[e.ID] {
			out = append(out, e)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
