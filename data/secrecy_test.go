package data

import "testing"

func TestMarkedSecret(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"with a star", "文件标有机密★1年", true},
		{"with blanks", "秘 密 ★", true},
		{"by its grade", "属绝密级文件", true},
		{"alone", "机密", true},
		{"an item", "秘密件3份", true},
		{"a secret of trade", "涉及商业秘密，不便公开", false},
		{"close", "关系密切", false},
		{"none", "用电不足", false},
		{"empty", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := MarkedSecret(c.text); got != c.want {
				t.Errorf("%s: %v", c.text, got)
			}
		})
	}
}

func TestSecretsAreRefused(t *testing.T) {
	const mark = "秘密★10年"
	for _, c := range []struct {
		name    string
		problem Problem
		was     *Problem
		refused bool
	}{
		{"content", Problem{Content: mark}, nil, true},
		{"a field", Problem{Content: "甲", Fields: map[string]string{"备注": mark}}, nil, true},
		{"an event", Problem{Content: "甲", Events: []Event{{Kind: Progress, Note: mark}}}, &Problem{Content: "甲"}, true},
		{"a limit", Problem{Content: "甲", Events: []Event{{Kind: Assign, Deadline: Deadline{Text: mark}}}}, nil, true},
		{"a reason of voiding", Problem{Content: "甲", Events: []Event{{Kind: Progress, VoidReason: mark}}}, nil, true},
		{"it was there before", Problem{Content: mark, Events: []Event{{Kind: Progress}}}, &Problem{Content: mark}, false},
		{"none", Problem{Content: "甲"}, nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.problem.RefuseSecrets(c.was); (CodeOf(err) == Invalid) != c.refused || err != nil && !c.refused {
				t.Errorf("got %v", err)
			}
		})
	}
	for name, v := range map[string]Visit{"reply": {Reply: mark}, "note": {Note: mark}, "visitors": {Visitors: mark}, "field": {Fields: map[string]string{"一": mark}}} {
		if CodeOf(v.RefuseSecrets(nil)) != Invalid {
			t.Errorf("visit's %s is taken", name)
		}
		if err := v.RefuseSecrets(&v); err != nil {
			t.Errorf("visit's old %s: %v", name, err)
		}
	}
}
