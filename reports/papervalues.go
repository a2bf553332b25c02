package reports

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// values are the fields of a paper about a problem; what the ledger lacks, or may not be
// shown on this paper, is "".
func (m *paperMaker) values() map[string]string {
	p, tl, today := m.Problem, m.tl, m.Options.Today
	v := map[string]string{"编号": p.Code, "企业": cmp.Or(m.mask.enterprise(p.EnterpriseID, p.Complaint), m.blank()), "问题": m.said(p.Content),
		"所在地": m.name(data.ByRegion, tl.Now.Region), "类别": m.name(data.ByCategory, tl.Now.Category), "来源": m.name(data.BySource, tl.Now.Source),
		"性质": m.name(data.ByNature, tl.Now.Nature), "走访单位": m.name(data.ByVisiting, tl.Now.Visiting), "主办单位": m.lead(),
		"登记日": tl.RegisteredOn.Chinese(), "交办日": chinese(tl.AssignedOn), "期限": chinese(tl.Due), "现行期限": chinese(tl.Due), "首次期限": chinese(tl.FirstDue),
		"状态": tl.State.String(), "今天": chinese(today), "本单位": cmp.Or(m.settings["office.name"], m.settings["bulletin.issuer"]),
		"督办等级": cmp.Or(m.Grade, tl.Grade), "答复期限": chinese(m.ReplyBy)}
	if p.Supervising != 0 {
		v["监督单位"] = m.names.of(data.BySupervising, p.Supervising)
	}
	var helpers []string
	for _, u := range p.Supporting {
		helpers = append(helpers, m.names.of(data.ByLead, u))
	}
	v["协办单位"] = strings.Join(helpers, "、")
	v["实名转办"] = map[bool]string{true: "同意", false: "未同意"}[p.RealNameOK]
	if tl.FirstDue != tl.Due {
		v["原期限"] = chinese(tl.FirstDue)
	}
	if s, ok := tl.At(today); ok && tl.State.Stock() == data.StockO && s.Due != 0 {
		switch {
		case s.OverdueAt(today):
			v["逾期天数"] = strconv.Itoa(int(today - s.Due))
		case today <= s.Due:
			v["剩余工作日"] = strconv.Itoa(m.clock.Between(today, s.Due))
		}
	}
	m.fromVisit(v)
	m.fromFirm(v)
	m.fromEvents(v)
	for _, f := range aboutProblem.fields { // a field nobody filled is empty, not itself
		v[f] = oneLine(v[f])
	}
	return v
}

// blank is what a letter's table says where nothing is known; a form has an empty cell.
func (m *paperMaker) blank() string {
	if m.kind.Form {
		return ""
	}
	return "—"
}

// name is a name of a dimension; a form leaves what is unfilled for the pen.
func (m *paperMaker) name(by data.Dim, id data.ID) string {
	if id == 0 && m.kind.Form {
		return ""
	}
	return m.names.of(by, id)
}

// lead is the unit charged; before 交办 nobody is.
func (m *paperMaker) lead() string {
	if m.tl.AssignedOn == 0 && m.kind.Form {
		return ""
	}
	return m.name(data.ByLead, m.tl.Now.Lead)
}

// said is a text of the ledger as it may be shown.
func (m *paperMaker) said(s string) string { return oneLine(m.mask.text(s, m.Problem.Complaint)) }

// ours is the name of somebody of an office, who approved or signed: shown in the file's
// papers whoever complained.
func (m *paperMaker) ours(s string) string {
	if !m.mask.Lifted() {
		return ""
	}
	return s
}

func (m *paperMaker) fromVisit(v map[string]string) {
	if m.Visit == nil {
		return
	}
	v["走访日"], v["走访人员"], v["现场答复"] = chinese(m.Visit.On), m.ours(m.Visit.Visitors), m.said(m.Visit.Reply)
}

// fromFirm fills in who is to be asked at the enterprise: what the problem's own row says,
// else what is known of the enterprise.
func (m *paperMaker) fromFirm(v map[string]string) {
	p := m.Problem
	if p.EnterpriseID == 0 || p.Complaint || !m.mask.Lifted() && m.mask.lift.Only != p.EnterpriseID {
		return
	}
	e, err := m.Source.Enterprise(p.EnterpriseID)
	if err != nil { // deleted meanwhile: its cells stay empty
		e = &data.Enterprise{}
	}
	v["信用代码"], v["行业"] = e.USCC, e.Industry
	v["联系人"] = cmp.Or(p.Fields[data.RawPrefix+data.FieldContact], e.Contact)
	v["联系电话"] = cmp.Or(p.Fields[data.RawPrefix+data.FieldPhone], e.Phone)
}

// fromEvents takes each field from the last event that speaks of it. What a reopening or
// a sending back undid is history.
func (m *paperMaker) fromEvents(v map[string]string) {
	for _, e := range m.Problem.InForce() {
		on := e.On.Chinese()
		switch e.Kind {
		case data.Accept:
			v["签收日"] = on
		case data.Report:
			v["反馈日"], v["反馈情况"] = on, m.said(e.Note)
		case data.Resolve:
			v["办结日"], v["办结情况"], v["办结审批人"] = on, m.said(e.Note), m.ours(e.Approver)
		case data.ReturnVisit:
			v["回访日"], v["满意度"], v["回访情况"], v["无法回访原因"] = on, e.Satisfaction.String(), m.said(e.Note), m.said(e.Unreachable)
		case data.StrikeOff:
			v["销号日"], v["销号情况"], v["销号审批人"] = on, m.said(e.Note), m.ours(e.Approver)
			v["签字人"], v["签字日"] = m.ours(e.SignedBy), chinese(e.SignedOn)
			if v["办结日"] == "" {
				v["办结日"], v["办结情况"] = on, v["销号情况"]
			}
		case data.Supervise:
			v["上次督办"] = on
		case data.Rework, data.Reopen:
			for _, f := range strings.Fields("反馈日 反馈情况 办结日 办结情况 办结审批人 销号日 销号情况 销号审批人 签字人 签字日") {
				v[f] = ""
			}
		}
	}
	v["办结情况"] = joined(v["反馈情况"], v["办结情况"])
	v["要件待补"] = strings.Join(m.tl.Missing, "、")
	if list := m.extensions(); len(list) > 0 {
		x := list[len(list)-1]
		v["延期申请日"], v["延期前期限"], v["延期至"], v["延期理由"] = chinese(x.AppliedOn), chinese(x.before), chinese(x.after), m.said(x.Note)
		v["延期审批人"], v["延期批准日"], v["延期告知日"], v["延期次数"] = m.ours(x.Approver), x.On.Chinese(), chinese(x.ToldOn), strconv.Itoa(len(list))
	} else {
		v["延期前期限"] = chinese(m.tl.Due)
	}
}

// joined is two texts as one, without repeating.
func joined(a, b string) string {
	if a == "" || b == "" || a == b {
		return cmp.Or(a, b)
	}
	return strings.TrimRight(a, "。；") + "；" + b
}

// extension is a 延期 with the limits before and after it.
type extension struct {
	*data.Event
	before, after data.Date
}

// extensions lists those since the problem was last reopened.
func (m *paperMaker) extensions() (out []extension) {
	due := func(d data.Date) data.Date {
		s, _ := m.tl.At(d)
		return s.Due
	}
	events := m.Problem.InForce()
	for i, e := range events {
		switch e.Kind {
		case data.Reopen:
			out = nil
		case data.Extend:
			after, _ := e.Deadline.DueDay(e.On, 0, m.clock.Calendar, m.clock.Rules)
			x := extension{Event: e, before: due(e.On.AddDays(-1)), after: after}
			if n := len(out); n > 0 {
				x.before = out[n-1].after
			} else if slices.ContainsFunc(events[:i], func(o *data.Event) bool { return o.On == e.On && o.Kind == data.Assign }) {
				x.before = m.tl.FirstDue
			}
			out = append(out, x)
		}
	}
	return out
}

func chinese(d data.Date) string {
	if d == 0 {
		return ""
	}
	return d.Chinese()
}
