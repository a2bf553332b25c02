package data

// FieldKind says what a field of a register holds, and so how it is typed, kept and shown.
type FieldKind string

// The kinds of field. Those named after a record hold its ID and are typed by its name.
const (
	TextField    FieldKind = "text"
	LongField    FieldKind = "long"
	DayField     FieldKind = "day"
	MoneyField   FieldKind = "money" // typed in 万元, kept in 分
	CountField   FieldKind = "count"
	ChoiceField  FieldKind = "choice" // one of Choices and nothing else
	UnitField    FieldKind = "unit"
	FirmField    FieldKind = "firm"
	RegionField  FieldKind = "region"
	ProblemField FieldKind = "problem"
	PolicyField  FieldKind = "policy"
	CasesField   FieldKind = "cases" // a line a case: the day it ended, the working days it took
	FirmsField   FieldKind = "firms" // a line an enterprise
)

// BookField is one field of a register's entry.
type BookField struct {
	Key      string // in the body's JSON; RefKey for what the entry belongs to
	Word     string
	Kind     FieldKind
	Required bool
	Choices  []string // offered; the only ones of a ChoiceField
	Unit     string   // behind a number
	Hint     string
	Most     int  // characters; 0: as many as a text of its kind may have
	Again    bool // words that other entries hold are offered
}

// RefKey is the field of an entry that is not in its body but in Record.Ref.
const RefKey = "ref"

// BookColumn is one column of a register's list: a field, or what follows from the
// fields (see Derived).
type BookColumn struct {
	Key, Word string
	Width     int
	Number    bool
}

// Book says what one of the lesser registers holds and how it is called.
type Book struct {
	Kind    RecordKind
	Name    string // 惠企政策
	Save    string // the step: 登记政策
	About   string // one sentence for an empty list
	Day     string // what Record.On is called
	Fields  []BookField
	Columns []BookColumn // after the day
	Unique  string       // the field whose value no other entry may have
}

// Field is the field with a key, nil if there is none.
func (g *Book) Field(key string) *BookField {
	for i := range g.Fields {
		if g.Fields[i].Key == key {
			return &g.Fields[i]
		}
	}
	return nil
}

// BookOf is the register of a kind, nil if it has none (共性问题 has a screen of its own).
func BookOf(kind RecordKind) *Book {
	for i := range Books {
		if Books[i].Kind == kind {
			return &Books[i]
		}
	}
	return nil
}

// Books are the lesser registers in the order they are shown.
var Books = []Book{
	{
		Kind: RecPolicy, Name: "惠企政策", Save: "登记政策", Day: "列入日期",
		About: "这里登记应当公开的惠企政策和它们的公开日期，公开率由此得出。",
		Fields: []BookField{
			{Key: "title", Word: "政策名称", Kind: TextField, Required: true},
			{Key: "number", Word: "文号", Kind: TextField},
			{Key: "publishedOn", Word: "公开日期", Kind: DayField, Hint: "不填即尚未公开；公开以后按“修改”补填"},
		},
		Columns: []BookColumn{{Key: "title", Word: "政策名称", Width: 216}, {Key: "standing", Word: "情况", Width: 80},
			{Key: "publishedOn", Word: "公开日期", Width: 100}, {Key: "number", Word: "文号", Width: 140}},
	},
	{
		Kind: RecDisbursement, Name: "兑付", Save: "登记兑付", Day: "登记日期",
		About: "这里登记企业申报的惠企资金：应兑付、已兑付和没有兑付的原因。",
		Fields: []BookField{
			{Key: "enterprise", Word: "企业", Kind: FirmField},
			{Key: "policy", Word: "惠企政策", Kind: PolicyField, Hint: "先在“惠企政策”里登记，按 ↓ 列出"},
			{Key: "appliedOn", Word: "申报日期", Kind: DayField},
			{Key: "approvedOn", Word: "审批日期", Kind: DayField},
			{Key: "paidOn", Word: "兑付日期", Kind: DayField},
			{Key: "dueFen", Word: "应兑付", Kind: MoneyField, Unit: "万元", Required: true},
			{Key: "paidFen", Word: "已兑付", Kind: MoneyField, Unit: "万元"},
			{Key: "whyNot", Word: "未兑付原因", Kind: TextField},
		},
		Columns: []BookColumn{{Key: "enterprise", Word: "企业", Width: 140}, {Key: "dueFen", Word: "应兑付（万元）", Width: 112, Number: true},
			{Key: "paidFen", Word: "已兑付（万元）", Width: 112, Number: true}, {Key: "standing", Word: "情况", Width: 120},
			{Key: "policy", Word: "政策", Width: 160}, {Key: "days", Word: "用时（工作日）", Width: 116, Number: true},
			{Key: "appliedOn", Word: "申报日期", Width: 100}, {Key: "paidOn", Word: "兑付日期", Width: 100}, {Key: "whyNot", Word: "未兑付原因", Width: 180}},
	},
	{
		Kind: RecTimeLimitCut, Name: "审批提速", Save: "登记审批提速", Day: "登记日期",
		About: "这里登记审批事项的法定、承诺和实际工作日，提速由此得出。",
		Fields: []BookField{
			{Key: "matter", Word: "审批事项", Kind: TextField, Required: true},
			{Key: "unit", Word: "审批单位", Kind: UnitField, Required: true},
			{Key: "statutory", Word: "法定时限", Kind: CountField, Unit: "工作日", Required: true},
			{Key: "promised", Word: "承诺时限", Kind: CountField, Unit: "工作日", Required: true},
			{Key: "actual", Word: "办件", Kind: CasesField, Hint: "一行一件：办结日期 用时工作日，如 2026-10-09 2"},
		},
		Columns: []BookColumn{{Key: "matter", Word: "审批事项", Width: 220}, {Key: "unit", Word: "审批单位", Width: 130},
			{Key: "statutory", Word: "法定", Width: 56, Number: true}, {Key: "promised", Word: "承诺", Width: 56, Number: true},
			{Key: "saved", Word: "承诺提速", Width: 84, Number: true}, {Key: "cases", Word: "件数", Width: 56, Number: true},
			{Key: "took", Word: "实际（中位数）", Width: 110, Number: true}, {Key: "savedReally", Word: "实际提速", Width: 84, Number: true}},
	},
	{
		Kind: RecInspectionRound, Name: "督查批次", Save: "登记督查批次", Day: "开始日期",
		About: "这里登记每一批督查：什么时间、谁去、查谁、反馈、报告和回头看。",
		Fields: []BookField{
			{Key: "title", Word: "批次名称", Kind: TextField, Required: true, Hint: "如 2026年第四季度督查"},
			{Key: "until", Word: "结束日期", Kind: DayField},
			{Key: "team", Word: "督查组", Kind: TextField, Again: true},
			{Key: "object", Word: "督查对象", Kind: TextField, Again: true},
			{Key: "found", Word: "发现问题", Kind: CountField, Unit: "个"},
			{Key: "feedbackOn", Word: "反馈日期", Kind: DayField},
			{Key: "reportOn", Word: "报告日期", Kind: DayField},
			{Key: "lookBackOn", Word: "回头看日期", Kind: DayField},
			{Key: "rebound", Word: "反弹情况", Kind: LongField, Hint: "回头看时又出现的问题"},
		},
		Columns: []BookColumn{{Key: "title", Word: "批次", Width: 200}, {Key: "until", Word: "结束日期", Width: 100}, {Key: "team", Word: "督查组", Width: 110},
			{Key: "object", Word: "督查对象", Width: 150}, {Key: "found", Word: "问题", Width: 56, Number: true}, {Key: "standing", Word: "进度", Width: 100},
			{Key: "rebound", Word: "反弹情况", Width: 180}},
	},
	{
		Kind: RecClue, Name: "线索移送", Save: "登记移送", Day: "移送日期", Unique: "number",
		About: "问题线索只登记移送的编号、日期和接收部门，内容不得在这里留存。",
		Fields: []BookField{
			{Key: "number", Word: "移送编号", Kind: TextField, Required: true, Most: 40, Hint: "只写编号，不写线索内容"},
			{Key: "receiver", Word: "接收部门", Kind: TextField, Again: true, Required: true, Most: 30},
		},
		Columns: []BookColumn{{Key: "number", Word: "移送编号", Width: 220}, {Key: "receiver", Word: "接收部门", Width: 220}},
	},
	{
		Kind: RecActivityCount, Name: "手录事项", Save: "登记手录事项", Day: "发生日期",
		About: "这里登记通报要报、别处没有记录的事项：建议、座谈会、监督卡、约谈、建章立制……",
		Fields: []BookField{
			{Key: "name", Word: "事项", Kind: TextField, Again: true, Required: true, Choices: []string{"建议", "座谈会", "监督卡", "约谈", "建章立制"}, Most: 20},
			{Key: "count", Word: "数量", Kind: CountField, Required: true},
			{Key: "unit", Word: "量词", Kind: TextField, Again: true, Choices: []string{"条", "场", "张", "人次", "项", "次"}, Most: 4, Hint: "目录中已有的事项可不填"},
			{Key: "note", Word: "说明", Kind: TextField},
		},
		Columns: []BookColumn{{Key: "name", Word: "事项", Width: 160}, {Key: "count", Word: "数量", Width: 80, Number: true},
			{Key: "unit", Word: "量词", Width: 60}, {Key: "note", Word: "说明", Width: 320}},
	},
	{
		Kind: RecCoverageList, Name: "覆盖名单", Save: "登记覆盖名单", Day: "名单日期",
		About: "这里登记各县（市、区）应走访企业的家数或名单，覆盖率由此得出。",
		Fields: []BookField{
			{Key: "region", Word: "所在地", Kind: RegionField, Hint: "不填即全部"},
			{Key: "source", Word: "名单来源", Kind: TextField, Again: true, Required: true, Hint: "如 市场监管局名录"},
			{Key: "count", Word: "家数", Kind: CountField, Unit: "家", Hint: "没有逐户名单时填写"},
			{Key: "enterprises", Word: "逐户名单", Kind: FirmsField, Hint: "一行一家，可从表格里整列粘贴"},
		},
		Columns: []BookColumn{{Key: "region", Word: "所在地", Width: 140}, {Key: "firms", Word: "家数", Width: 80, Number: true},
			{Key: "standing", Word: "方式", Width: 90}, {Key: "source", Word: "名单来源", Width: 300}},
	},
	{
		Kind: RecSupportMeasure, Name: "一企一策", Save: "登记一企一策", Day: "登记日期",
		About: "这里登记为一家企业专门采取的措施：一企一策、一事一议。",
		Fields: []BookField{
			{Key: "form", Word: "方式", Kind: ChoiceField, Choices: []string{"一企一策", "一事一议"}},
			{Key: "enterprise", Word: "企业", Kind: FirmField, Required: true},
			{Key: "title", Word: "措施", Kind: TextField, Required: true},
			{Key: "number", Word: "文号", Kind: TextField},
			{Key: "who", Word: "责任单位、人", Kind: TextField, Again: true},
			{Key: "effect", Word: "成效", Kind: LongField},
		},
		Columns: []BookColumn{{Key: "form", Word: "方式", Width: 84}, {Key: "enterprise", Word: "企业", Width: 180}, {Key: "title", Word: "措施", Width: 220},
			{Key: "who", Word: "责任单位、人", Width: 140}, {Key: "number", Word: "文号", Width: 120}, {Key: "effect", Word: "成效", Width: 180}},
	},
	{
		Kind: RecSupervision, Name: "督办文书", Save: "登记督办文书", Day: "发出日期", Unique: "number",
		About: "这里登记发出的交办单、督办函、督查单、提醒函和建议书，以及回复。",
		Fields: []BookField{
			{Key: "form", Word: "文书", Kind: ChoiceField, Required: true, Choices: []string{"督办函", "交办单", "督查单", "整改提醒函", "纪检监察建议书"}},
			{Key: RefKey, Word: "所属问题", Kind: ProblemField, Required: true, Hint: "问题编号，如 WT-2026-0001"},
			{Key: "number", Word: "文书编号", Kind: TextField, Hint: "取自本单位的发文登记"},
			{Key: "unit", Word: "发往单位", Kind: UnitField, Required: true},
			{Key: "grade", Word: "等级", Kind: ChoiceField, Choices: []string{"", "蓝", "橙", "红"}},
			{Key: "due", Word: "要求回复", Kind: DayField},
			{Key: "reply", Word: "回复情况", Kind: LongField},
		},
		Columns: []BookColumn{{Key: "form", Word: "文书", Width: 110}, {Key: "number", Word: "编号", Width: 130}, {Key: RefKey, Word: "问题", Width: 110},
			{Key: "unit", Word: "发往单位", Width: 140}, {Key: "grade", Word: "等级", Width: 50}, {Key: "due", Word: "要求回复", Width: 100},
			{Key: "standing", Word: "情况", Width: 96}, {Key: "reply", Word: "回复情况", Width: 180}},
	},
}
