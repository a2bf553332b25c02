package data

import "testing"

func TestCheckEntry(t *testing.T) {
	all := []Entry{{ID: 1, Name: "融资", Aliases: []string{"贷款"}}, {ID: 2, Name: "用工"}}
	for _, c := range []struct {
		name  string
		entry Entry
		code  Code
		field string
	}{
		{"a new one", Entry{Name: "物流", Aliases: []string{"运输"}}, "", ""},
		{"itself again", Entry{ID: 1, Name: "融资", Aliases: []string{"贷款", "借款"}}, "", ""},
		{"no name", Entry{Name: " "}, Invalid, "name"},
		{"another's name", Entry{Name: "用工"}, Conflict, "name"},
		{"another's alias", Entry{ID: 2, Name: "贷款"}, Conflict, "name"},
		{"an alias that is a name", Entry{ID: 2, Name: "用工", Aliases: []string{"融资"}}, Conflict, "aliases"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := CheckEntry(c.entry, all)
			if CodeOf(err) != c.code || err != nil && err.(*Error).Field != c.field {
				t.Errorf("得到 %v", err)
			}
		})
	}
}

func TestMoveEntry(t *testing.T) {
	all := []Entry{{ID: 1, Sort: 1}, {ID: 2, Sort: 2}, {ID: 3}} // the last was added later
	if got := MoveEntry(all, 3, false); len(got) != 2 || got[0].ID != 3 || got[0].Sort != 2 || got[1].ID != 2 || got[1].Sort != 3 {
		t.Errorf("上移得 %+v", got)
	}
	for _, c := range []struct {
		id   ID
		down bool
	}{{1, false}, {3, true}, {9, true}} {
		if got := MoveEntry(all, c.id, c.down); got != nil {
			t.Errorf("%+v 移成 %+v", c, got)
		}
	}
}

func TestMeasureGroup(t *testing.T) {
	for code, want := range map[string]string{"aspect.relief": "方面", "encouraged.open": "鼓励", "forbidden.gifts": "严禁", "": "其他", "m1": "其他"} {
		if got := MeasureGroup(code); got != want {
			t.Errorf("%s 属于%s，应为%s", code, got, want)
		}
	}
	if !(Entry{Name: "鼓励事项（待单位录入）"}).Placeholder() || (Entry{Name: "融资"}).Placeholder() {
		t.Error("认不出待录入的条目")
	}
}
