package data

import (
	"slices"
	"strings"
)

// RawPrefix begins the keys of Problem.Fields and Visit.Fields under which an import
// keeps the row as the ledger had it: known columns by the keys of package intake, unknown
// ones by RawOther and their header. They may name persons: mask them outside.
const (
	RawPrefix = "台账:"
	RawOther  = "+"
)

// Keys, behind RawPrefix, of the known columns that hold people or their numbers.
const (
	FieldVisitors    = "visitors"
	FieldContact     = "contact"
	FieldPhone       = "phone"
	FieldPerson      = "person"
	FieldLeader      = "leader"
	FieldMessageUser = "message_user"
)

// PersonFields lists them.
var PersonFields = []string{FieldVisitors, FieldContact, FieldPhone, FieldPerson, FieldLeader, FieldMessageUser}

// personWords tell a header of people or of their numbers.
var personWords = strings.Fields(`人员 责任人 联系人 负责人 领导 经办人 承办人 签字 签名 姓名 用户 留言人 来信人 诉求人 反映人 投诉人 举报人 受访人 走访人 对接人 接待人 填报人 填表人
	审核人 审批人 登记人 签收人 联络员 网格员 专员 网友 法人 法定代表人 老板 业主 电话 手机 联系方式`)

// NamesPeople says whether what is kept under a key of Fields names people or their
// numbers: every mask has to know them.
func NamesPeople(key string) bool {
	if known, ok := strings.CutPrefix(key, RawPrefix); ok {
		if key, ok = strings.CutPrefix(known, RawOther); !ok {
			return slices.Contains(PersonFields, known)
		}
	}
	return slices.ContainsFunc(personWords, func(w string) bool { return strings.Contains(key, w) })
}

// People lists who a problem names: in its fields, and who approved and signed.
func (p *Problem) People() []string {
	out := peopleIn(p.Fields)
	for _, e := range p.Events {
		for _, who := range []string{e.Approver, e.SignedBy} {
			if who != "" {
				out = append(out, who)
			}
		}
	}
	return out
}

// People lists who a visit names.
func (v *Visit) People() []string {
	out := peopleIn(v.Fields)
	if v.Visitors != "" {
		out = append(out, v.Visitors)
	}
	return out
}

func peopleIn(fields map[string]string) []string {
	var out []string
	for k, s := range fields {
		if NamesPeople(k) && s != "" {
			out = append(out, s)
		}
	}
	return out
}
