package data

import (
	"slices"
	"testing"
)

func TestNamesPeople(t *testing.T) {
	for _, c := range []struct {
		name, key string
		want      bool
	}{
		{"a known column", RawPrefix + FieldPerson, true},
		{"message user", RawPrefix + FieldMessageUser, true},
		{"a known column of no people", RawPrefix + "note", false},
		{"an unknown column of people", RawPrefix + RawOther + "第二联系人", true},
		{"an unknown column of numbers", RawPrefix + RawOther + "备用电话", true},
		{"an unknown column of something else", RawPrefix + RawOther + "内部编码", false},
		{"typed by the office", "责任人", true},
		{"typed by the office, no people", "责任单位", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := NamesPeople(c.key); got != c.want {
				t.Errorf("%s: %v", c.key, got)
			}
		})
	}
}

func TestPeople(t *testing.T) {
	p := &Problem{Fields: map[string]string{RawPrefix + FieldLeader: "甲某", RawPrefix + "note": "备注"},
		Events: []Event{{Kind: StrikeOff, Approver: "乙某", SignedBy: "丙某"}, {Kind: Progress}}}
	if got := p.People(); !slices.Equal(got, []string{"甲某", "乙某", "丙某"}) {
		t.Errorf("problem: %v", got)
	}
	v := &Visit{Visitors: "丁某", Fields: map[string]string{RawPrefix + FieldContact: "戊某13800001234"}}
	if got := v.People(); !slices.Equal(got, []string{"戊某13800001234", "丁某"}) {
		t.Errorf("visit: %v", got)
	}
}
