package page

import (
	"context"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// moreFilter is what the list of problems is narrowed by besides its two rows: names as
// they were chosen, with what they mean.
type moreFilter struct {
	Source, Nature, Measure, Supervising         string
	From, To                                     data.Date // registration
	DoneFrom, DoneTo                             data.Date
	sourceID, natureID, measureID, supervisingID data.ID
}

// apply narrows a query; a month of registration that is typed comes after it.
func (m moreFilter) apply(q *store.ProblemQuery) {
	q.Source, q.Nature, q.Measure, q.Supervising = m.sourceID, m.natureID, m.measureID, m.supervisingID
	q.From, q.To, q.DoneFrom, q.DoneTo = m.From, m.To, m.DoneFrom, m.DoneTo
}

// find looks the names up; the error names the field whose name nobody has.
func (m *moreFilter) find(v *store.View) error {
	unknown := func(field, name string) error {
		return data.Errorf(data.Invalid, field, "没有叫“%s”的，请从列表里选。", cut(name, 20))
	}
	for _, x := range []struct {
		field, name string
		kind        data.EntryKind
		into        *data.ID
	}{{"source", m.Source, data.DictSource, &m.sourceID}, {"nature", m.Nature, data.DictNature, &m.natureID}, {"measure", m.Measure, data.DictMeasure, &m.measureID}} {
		*x.into = 0
		if x.name == "" {
			continue
		}
		id, err := v.EntryNamed(x.kind, x.name)
		if err != nil || id == 0 {
			return unknown(x.field, x.name)
		}
		*x.into = id
	}
	m.supervisingID = 0
	if m.Supervising == "" {
		return nil
	}
	id, err := unitNamed(v, m.Supervising)
	if err == nil && id == 0 {
		err = unknown("supervising", m.Supervising)
	}
	m.supervisingID = id
	return err
}

// words say what the filter lets through.
func (m moreFilter) words() (out []string) {
	for _, x := range [][2]string{{"来源：", m.Source}, {"性质：", m.Nature}, {"措施：", m.Measure}, {"监督单位：", m.Supervising},
		{"登记：", spanText(m.From, m.To)}, {"办结：", spanText(m.DoneFrom, m.DoneTo)}} {
		if x[1] != "" {
			out = append(out, x[0]+x[1])
		}
	}
	return out
}

func spanText(from, to data.Date) string {
	switch {
	case from == 0 && to == 0:
		return ""
	case from == 0:
		return to.String() + " 及以前"
	case to == 0:
		return from.String() + " 起"
	}
	return from.String() + " 至 " + to.String()
}

// askMore asks for the further conditions and goes on with changed.
func (n *narrowing) askMore(changed func()) {
	o := n.office
	o.withChoices(func(c choices) {
		m := n.more
		l := &fieldsOf{}
		pick := func(key, label, is string, of []named) *widget.Picker {
			in := widget.NewPicker(label, "不限", offering(of))
			in.SetText(is)
			l.add(key, label, false, in, "")
			return in
		}
		day := func(key, label string, is data.Date) *widget.DateEntry {
			in := o.dateEntry(label, true)
			in.SetText(is.String())
			l.add(key, label, false, in, "")
			return in
		}
		source, nature := pick("source", "问题来源", m.Source, c.sources), pick("nature", "问题性质", m.Nature, c.natures)
		measure, supervising := pick("measure", "措施条目", m.Measure, c.measures), pick("supervising", "监督单位", m.Supervising, c.units)
		days := map[string]*widget.DateEntry{"from": day("from", "登记日从", m.From), "to": day("to", "登记日到", m.To),
			"doneFrom": day("doneFrom", "办结日从", m.DoneFrom), "doneTo": day("doneTo", "办结日到", m.DoneTo)}
		form := widget.NewForm("筛选", l.list...)
		sheet := o.showForm("更多条件", form, source)
		form.OnSubmit = func() {
			m := moreFilter{Source: pickedOf(source), Nature: pickedOf(nature), Measure: pickedOf(measure), Supervising: pickedOf(supervising)}
			for key, into := range map[string]*data.Date{"from": &m.From, "to": &m.To, "doneFrom": &m.DoneFrom, "doneTo": &m.DoneTo} {
				var err error
				if *into, err = o.dayIn(key, days[key]); err != nil {
					form.Fail(key, err.Error())
					return
				}
			}
			for _, s := range []struct {
				key      string
				from, to data.Date
			}{{"to", m.From, m.To}, {"doneTo", m.DoneFrom, m.DoneTo}} {
				if s.to != 0 && s.to < s.from {
					form.Fail(s.key, "止日早于起日，请核对。")
					return
				}
			}
			o.submit(form, "", "没有筛选", func(ctx context.Context) error {
				return o.View(ctx, func(v *store.View) error { return m.find(v) })
			}, func() {
				sheet.Close()
				n.more = m
				if m.From != 0 || m.To != 0 {
					n.quiet = true
					n.month.SetText("") // one span of registration, the one said last
					n.quiet = false
				}
				changed()
			})
		}
	})
}

func errTaken(name string) error {
	return data.Errorf(data.Conflict, "name", "已有叫“%s”的视图，没有改名；请换一个名称。", name)
}
