package data

// Fact is what of a problem was written down when it was registered and may be put right
// without an event. What follows from events is no fact.
type Fact string

// The facts that may be put right.
const (
	FactContent     Fact = "content"
	FactCategory    Fact = "category"
	FactNature      Fact = "nature"
	FactMeasure     Fact = "measure"
	FactSource      Fact = "source"
	FactSupervising Fact = "supervising"
	FactEnterprise  Fact = "enterprise"
	FactRegion      Fact = "region"
)

// The facts of a visit that may be put right in its line.
const (
	FactVisitOn         Fact = "visit_on"
	FactVisitUnit       Fact = "visit_unit"
	FactVisitEnterprise Fact = "visit_enterprise"
	FactVisitRegion     Fact = "visit_region"
	FactVisitAnswer     Fact = "visit_satisfaction"
)

var factNames = map[Fact]string{FactVisitOn: "走访日期", FactVisitUnit: "走访单位", FactVisitEnterprise: "企业", FactVisitRegion: "所在地", FactVisitAnswer: "满意度",
	FactContent: "问题内容", FactCategory: "类别", FactNature: "性质", FactMeasure: "措施", FactSource: "来源",
	FactSupervising: "监督单位", FactEnterprise: "企业", FactRegion: "所在地"}

// Name is the fact's word.
func (f Fact) Name() string { return factNames[f] }

// Standing is what decides whether a fact may be put right.
type Standing struct {
	State         State
	OnVisit       bool // found on a visit
	Recategorised bool // an event changed the category
}

// Refusal says in Chinese why a fact can't be put right, "" if it can.
func (f Fact) Refusal(s Standing) string {
	switch {
	case s.State == ClueMoved:
		return "已经移送线索的问题不再保留内容，也不能修改。"
	case s.OnVisit && (f == FactEnterprise || f == FactRegion):
		return "这个问题是走访中发现的，" + f.Name() + "随那次走访；走访登记错了，请更正走访记录。"
	case s.Recategorised && (f == FactCategory || f == FactNature || f == FactMeasure):
		return "这个问题登记后改过类，现在的" + f.Name() + "以改类为准；要再改，请在右边办理“改类”，改错了请作废那一次改类。"
	}
	return ""
}

// VisitRefusal says why a fact of a visit on which so many problems were registered can't
// be put right by itself, "" if it can: its problems have its day, unit and firm too.
func (f Fact) VisitRefusal(problems int) string {
	if problems == 0 || f == FactVisitAnswer {
		return ""
	}
	return "这次走访登记了问题，" + f.Name() + "要连同问题一起改，不在格里改；请在右边按“修改走访”。"
}

// MayCorrect refuses to put right a fact that can't be.
func (p *Problem) MayCorrect(f Fact, c Clock) error {
	tl, err := p.Timeline(c)
	if err != nil {
		return err
	}
	s := Standing{State: tl.State, OnVisit: p.VisitID != 0}
	for _, e := range p.Events {
		s.Recategorised = s.Recategorised || e.Kind == Recategorise && !e.Voided()
	}
	if why := f.Refusal(s); why != "" {
		return Errorf(Conflict, string(f), "%s", why)
	}
	return nil
}
