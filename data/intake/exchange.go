package intake

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"qinqing/data"
)

// Names turns IDs into the names an export writes; a nil function gives none.
type Names struct {
	Unit       func(data.ID) string
	Region     func(data.ID) string
	Entry      func(data.ID) string
	Enterprise func(data.ID) *data.Enterprise
	Visit      func(data.ID) *data.Visit
}

func (n Names) unit(id data.ID) string   { return call(n.Unit, id) }
func (n Names) region(id data.ID) string { return call(n.Region, id) }
func (n Names) entry(id data.ID) string  { return call(n.Entry, id) }

func call(f func(data.ID) string, id data.ID) string {
	if f == nil || id == 0 {
		return ""
	}
	return f(id)
}

func (n Names) firm(id data.ID) data.Enterprise {
	if n.Enterprise != nil && id != 0 {
		if e := n.Enterprise(id); e != nil {
			return *e
		}
	}
	return data.Enterprise{}
}

func (n Names) visit(id data.ID) data.Visit {
	if n.Visit != nil && id != 0 {
		if v := n.Visit(id); v != nil {
			return *v
		}
	}
	return data.Visit{}
}

func (n Names) units(ids []data.ID) string {
	var out []string
	for _, id := range ids {
		if s := n.unit(id); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "、")
}

// MaskedMark stands behind the last header of an export where names are hidden, which
// an import has to find to know the export: such a file can't be imported, or every
// enterprise would be there twice. Earlier exports bear it in every row.
const MaskedMark = "（已隐去名称，不能再导入）"

// Columns of the export. An import knows an export by 事件记录 and 走访编号.
const (
	xCode, xID, xVisitID     = "问题编号", "记录编号", "走访编号"
	xVisitOn, xVisitUnit     = "走访日期", "走访单位"
	xFirm, xUSCC, xIndustry  = "企业名称", "统一社会信用代码", "所属行业"
	xContact, xPhone         = "联系人", "联系电话"
	xRegion, xContent        = "企业所在地", "反映问题"
	xCategory, xNature       = "问题类别", "问题性质"
	xMeasure, xSource        = "措施条目", "问题来源"
	xLead, xSupport          = "主办单位", "协办单位"
	xSupervise, xVisiting    = "监督单位", "问题走访单位"
	xOccurrence              = "同内容序号"
	xRealName, xComplaint    = "同意实名转办", "涉及作风"
	xComplained              = "被反映单位"
	xFields, xEvents         = "其他字段", "事件记录"
	xJoin, xVisitors, xReply = "联合走访单位", "走访人员", "现场答复"
	xAnswer, xNote           = "走访满意度", "备注"
)

// ProblemHeader is the header of exported problems. The last column holds every event
// in one text, so that importing the file gives the same state on every day.
func ProblemHeader() []string {
	return []string{xCode, xID, xVisitOn, xVisitUnit, xFirm, xUSCC, xIndustry, xContact, xPhone, xRegion, xContent, xCategory, xNature,
		xMeasure, xSource, xLead, xSupport, xSupervise, xVisiting, "登记日期", "交办日期", "办结时限", "到期日", "反馈日期", "办结日期", "回访日期",
		"企业满意度", "销号日期", "状态", xOccurrence, xRealName, xComplaint, xComplained, xFields, xEvents}
}

// ProblemRow is one problem under ProblemHeader. Inferred days bear （推定）. The text
// of the events may pass the 32,767 characters a workbook's cell can hold; CSV has no limit.
func ProblemRow(p *data.Problem, tl *data.Timeline, n Names) []string {
	f, v := n.firm(p.EnterpriseID), n.visit(p.VisitID)
	return []string{p.Code, strconv.FormatInt(int64(p.ID), 10), v.On.String(), n.unit(v.Unit), f.Name, f.USCC, f.Industry, f.Contact, f.Phone,
		n.region(p.Region), p.Content, n.entry(p.Category), n.entry(p.Nature), n.entry(p.Measure), n.entry(p.Source), n.unit(tl.Now.Lead),
		n.units(p.Supporting), n.unit(p.Supervising), n.unit(p.Visiting), dated(tl.RegisteredOn, tl.RegBasis), dated(tl.AssignedOn, tl.AssignBasis),
		tl.Deadline.Text, tl.Due.String(), dated(tl.ReportedOn, basisOf(p, data.Report, tl.ReportedOn)), dated(tl.ResolvedOn, tl.ResolveBasis),
		dated(tl.VisitedOn, basisOf(p, data.ReturnVisit, tl.VisitedOn)),
		tl.Satisfaction.String(), dated(tl.StruckOn, tl.StrikeBasis), tl.State.String(), strconv.Itoa(p.Occurrence), yesNo(p.RealNameOK),
		yesNo(p.Complaint), n.unit(p.ComplainedUnit), fieldsText(p.Fields), eventsText(p.Events, n)}
}

// VisitHeader is the header of exported visits.
func VisitHeader() []string {
	return []string{xVisitID, xVisitOn, xVisitUnit, xJoin, xFirm, xUSCC, xIndustry, xContact, xPhone, xRegion, xVisitors, xReply, xAnswer, xNote, xFields}
}

// VisitRow is one visit under VisitHeader.
func VisitRow(v *data.Visit, n Names) []string {
	f := n.firm(v.EnterpriseID)
	return []string{strconv.FormatInt(int64(v.ID), 10), v.On.String(), n.unit(v.Unit), n.units(v.JoinUnits), f.Name, f.USCC, f.Industry, f.Contact,
		f.Phone, n.region(v.Region), v.Visitors, v.Reply, v.Satisfaction.String(), v.Note, fieldsText(v.Fields)}
}

// EventHeader is the header of exported events, one a row, for reading in a spreadsheet;
// an import takes events from ProblemHeader's last column only.
func EventHeader() []string {
	return []string{"事件编号", xCode, "顺序", "事项", "日期", "日期依据", "来历", "单位", "期限", "满意度", "审批人", "说明", "登记人", "登记时间", "作废人", "作废原因"}
}

// EventRow is one event of a problem under EventHeader.
func EventRow(p *data.Problem, e data.Event, n Names) []string {
	basis, origin := "实录", map[data.Origin]string{data.FromWindow: "本程序录入", data.FromImport: "台账导入", data.FromPackage: "上报数据"}[e.Origin]
	if e.Basis == data.Inferred {
		basis = "推定"
	}
	note := e.Note
	if e.Unreachable != "" {
		note = strings.TrimSpace("无法回访：" + e.Unreachable + " " + note)
	}
	limit := e.Deadline.Text
	if limit == "" {
		limit = e.Deadline.Date.String()
	}
	return []string{strconv.FormatInt(int64(e.ID), 10), p.Code, strconv.Itoa(e.Seq), e.Title(), e.On.String(), basis, origin, n.unit(e.Unit),
		limit, e.Satisfaction.String(), e.Approver, note, e.Actor, clockTime(e.RecordedAt), e.VoidedBy, e.VoidReason}
}

// basisOf is the basis of the last event of a kind on a day.
func basisOf(p *data.Problem, kind data.Kind, on data.Date) data.Basis {
	for _, e := range slices.Backward(p.Events) {
		if e.Kind == kind && e.On == on && !e.Voided() {
			return e.Basis
		}
	}
	return data.Real
}

// clockTime is when something was recorded, as people read it: the office's own time.
func clockTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

func dated(d data.Date, b data.Basis) string {
	if d != 0 && b == data.Inferred {
		return d.String() + "（推定）"
	}
	return d.String()
}

func yesNo(b bool) string {
	if b {
		return "是"
	}
	return ""
}

func fieldsText(m map[string]string) string {
	if len(m) == 0 {
		return ""
	}
	b, err := json.Marshal(m)
	if err != nil {
		return ""
	}
	return string(b)
}
