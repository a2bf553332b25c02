package data

import "time"

// Region is a 县（市、区） or a 乡镇（街道）, coded by 行政区划代码 where it has one.
type Region struct {
	ID      ID
	Code    string
	Name    string
	Aliases []string
	Parent  ID
	Sort    int
	Version int
}

// UnitKind says which tables a unit may stand in.
type UnitKind string

// Kinds of unit.
const (
	Commission UnitKind = "commission" // 纪委监委
	Dispatched UnitKind = "dispatched" // 派驻纪检监察组
	Department UnitKind = "department" // 主办部门
	TownUnit   UnitKind = "township"   // 乡镇（街道）
	OtherUnit  UnitKind = "other"
)

// Unit is any organisation. Names that changed or merged keep their record, so
// that figures show a unit as it was on the event's date.
type Unit struct {
	ID        ID
	Code      string
	Name      string
	Aliases   []string
	Kind      UnitKind
	Parent    ID
	Region    ID // 0: the office's own level
	Sort      int
	ValidFrom Date
	ValidTo   Date // 0: still valid
	MergedTo  ID
	Version   int
	DeletedAt time.Time
}

// Enterprise is a visited firm. Whatever leaves the office shows Alias or a made-up
// one instead of Name.
type Enterprise struct {
	ID        ID
	Name      string
	USCC      string   // 统一社会信用代码; empty: unknown
	Former    []string // 曾用名: it is found by them still
	Alias     string   // 化名 given by the office; empty: made up for each document
	Industry  string
	Region    ID
	Contact   string
	Phone     string
	Version   int
	DeletedAt time.Time
}

// Visit is one 走访: on a day, by one or more units, to one enterprise.
type Visit struct {
	ID           ID
	On           Date
	Unit         ID   // 走访单位
	JoinUnits    []ID // further units of a joint visit
	EnterpriseID ID
	Region       ID // of the enterprise when visited
	Visitors     string
	Reply        string       // 现场答复
	Satisfaction Satisfaction // the visit's own (走访满意率)
	Note         string
	Fields       map[string]string
	Version      int
	DeletedAt    time.Time
}

// EntryKind names a dictionary.
type EntryKind string

// The dictionaries an office may edit.
const (
	DictCategory EntryKind = "category"
	DictNature   EntryKind = "nature"
	DictSource   EntryKind = "source"
	DictMeasure  EntryKind = "measure"
)

// Entry is one word of a dictionary; Code is stable across offices.
type Entry struct {
	ID      ID
	Kind    EntryKind
	Code    string
	Name    string
	Aliases []string
	Note    string
	Sort    int
	Retired bool
	Version int
}

// RecordKind names one of the lesser registers that share one table.
type RecordKind string

// The registers of DOMAIN §2 beside visits and problems.
const (
	RecSupervision     RecordKind = "supervision"      // 督办: 交办单, 督办函, 督查单, 提醒函, 建议书
	RecClue            RecordKind = "clue_transfer"    // 问题线索移送: number, date, receiving section only
	RecPolicy          RecordKind = "policy"           // 惠企政策
	RecDisbursement    RecordKind = "disbursement"     // 兑现资金
	RecSupportMeasure  RecordKind = "support_measure"  // 一企一策、一事一议
	RecCommonProblem   RecordKind = "common_problem"   // 共性问题
	RecInspectionRound RecordKind = "inspection_round" // 督查批次
	RecActivityCount   RecordKind = "activity_count"   // 手录事项
	RecTimeLimitCut    RecordKind = "time_limit_cut"   // 审批提速
	RecCoverageList    RecordKind = "coverage_list"    // 覆盖率 lists: enterprises on the list of a region
)

// Record is an entry of a lesser register: typed by the structs in register.go,
// kept as JSON in Body.
type Record struct {
	ID        ID
	Kind      RecordKind
	On        Date // the day it counts on
	Ref       ID   // problem, enterprise, unit or region it belongs to; 0 none
	Body      []byte
	Version   int
	DeletedAt time.Time
}
