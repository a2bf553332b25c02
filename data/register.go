package data

import "encoding/json"

// Supervision is a letter of 督办: its grade (蓝 橙 红) is another column, not the light.
type Supervision struct {
	Form   string `json:"form"` // 交办单 督办函 督查单 整改提醒函 纪检监察建议书
	Number string `json:"number"`
	Unit   ID     `json:"unit"`
	Grade  string `json:"grade,omitempty"`
	Due    Date   `json:"due,omitempty"`
	Reply  string `json:"reply,omitempty"`
}

// ClueTransfer registers that a clue went to the section in charge: number, date
// (Record.On) and receiving section only; never its content.
type ClueTransfer struct {
	Number   string `json:"number"`
	Receiver string `json:"receiver"`
}

// Policy is one 惠企政策 to be published and paid out.
type Policy struct {
	Title       string `json:"title"`
	Number      string `json:"number,omitempty"`
	PublishedOn Date   `json:"publishedOn,omitempty"` // 0: to publish still
}

// Disbursement is one application under a policy; money in 分.
type Disbursement struct {
	Policy     ID     `json:"policy"`
	Enterprise ID     `json:"enterprise"`
	AppliedOn  Date   `json:"appliedOn,omitempty"`
	ApprovedOn Date   `json:"approvedOn,omitempty"`
	PaidOn     Date   `json:"paidOn,omitempty"`
	DueFen     int64  `json:"dueFen"`
	PaidFen    int64  `json:"paidFen"`
	WhyNot     string `json:"whyNot,omitempty"`
}

// SupportMeasure is 一企一策、一事一议 for one enterprise.
type SupportMeasure struct {
	Form       string `json:"form,omitempty"` // 一企一策 一事一议
	Enterprise ID     `json:"enterprise"`
	Title      string `json:"title"`
	Number     string `json:"number,omitempty"`
	Who        string `json:"who,omitempty"`
	Effect     string `json:"effect,omitempty"`
}

// CommonProblem is a group of like problems of many enterprises; 个 and 组 are counted apart.
type CommonProblem struct {
	Title    string `json:"title"`
	Problems []ID   `json:"problems"`
}

// InspectionRound is one 督查批次.
type InspectionRound struct {
	Title      string `json:"title"`
	Until      Date   `json:"until,omitempty"`
	Team       string `json:"team,omitempty"`
	Object     string `json:"object,omitempty"`
	Found      int64  `json:"found,omitempty"` // problems found, 个
	FeedbackOn Date   `json:"feedbackOn,omitempty"`
	ReportOn   Date   `json:"reportOn,omitempty"`
	LookBackOn Date   `json:"lookBackOn,omitempty"`
	Rebound    string `json:"rebound,omitempty"`
}

// ActivityCount is a dated entry of something no record holds: 建议 条, 座谈会 场 …
type ActivityCount struct {
	Name  string `json:"name"`
	Unit  string `json:"unit"` // 条 场 张 人次 项
	Count int64  `json:"count"`
	Note  string `json:"note,omitempty"`
}

// TimeLimitCut is one matter of 审批提速; days are working days. Actual lists the days
// its cases took, each on the day it ended.
type TimeLimitCut struct {
	Matter    string       `json:"matter"`
	Unit      ID           `json:"unit"`
	Statutory int          `json:"statutory"`
	Promised  int          `json:"promised"`
	Actual    []ActualCase `json:"actual,omitempty"`
}

// ActualCase is one case of a matter: the day it ended and the working days it took.
type ActualCase struct {
	On   Date `json:"on"`
	Days int  `json:"days"`
}

// CoverageList is the number of enterprises on a region's list, with its source;
// Enterprises names them where the office entered the list itself.
type CoverageList struct {
	Region      ID     `json:"region"`
	Count       int64  `json:"count"`
	Source      string `json:"source"`
	Enterprises []ID   `json:"enterprises,omitempty"`
}

// Decode reads the body of a record into one of the types above.
func (r Record) Decode(into any) error {
	if err := json.Unmarshal(r.Body, into); err != nil {
		return Wrap(Corrupt, err, "登记簿中的一条记录读不出来（编号 %d），其他记录不受影响。", r.ID)
	}
	return nil
}

// NewRecord packs one of the types above.
func NewRecord(kind RecordKind, on Date, ref ID, body any) (Record, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return Record{}, Wrap(Internal, err, "这条记录无法保存：内容不能写成文本。")
	}
	return Record{Kind: kind, On: on, Ref: ref, Body: b}, nil
}
