package data

import "testing"

func TestLightOn(t *testing.T) {
	c := testClock(t)
	given := []Event{at(Register, "2026-03-02"), at(Assign, "2026-03-03", due(onDate("2026-03-20")))}
	and := func(e ...Event) []Event { return append(given[:2:2], e...) }
	for name, x := range map[string]struct {
		events   []Event
		on       string
		light    Light
		word     string
		extended bool
	}{
		"before registration":         {given, "2026-03-01", Green, "未登记", false},
		"not assigned":                {given, "2026-03-02", Green, "待交办", false},
		"far off":                     {given, "2026-03-03", Green, "剩 13 个工作日", false},
		"4 working days":              {given, "2026-03-16", Green, "剩 4 个工作日", false},
		"3 working days":              {given, "2026-03-17", Yellow, "剩 3 个工作日", false},
		"1 working day":               {given, "2026-03-19", Yellow, "剩 1 个工作日", false},
		"due today":                   {given, "2026-03-20", Yellow, "今天到期", false},
		"a day over":                  {given, "2026-03-21", Red, "逾期 1 天", false},
		"days over are calendar days": {given, "2026-03-30", Red, "逾期 10 天", false},
		"only days off left": {[]Event{given[0], at(Assign, "2026-03-03", due(onDate("2026-10-07")))}, "2026-10-01",
			Yellow, "剩 0 个工作日", false},
		"no deadline":            {[]Event{given[0], at(Assign, "2026-03-03")}, "2026-03-09", Green, "期限缺失", false},
		"reported, no deadline":  {[]Event{given[0], at(Assign, "2026-03-03"), at(Report, "2026-03-05")}, "2026-03-09", Green, "待审核", false},
		"reported in time":       {and(at(Report, "2026-03-20")), "2026-04-20", Green, "待审核", false},
		"reported late":          {and(at(Report, "2026-03-23")), "2026-03-24", Red, "逾期 4 天", false},
		"resolved late":          {and(at(Report, "2026-03-23"), at(Resolve, "2026-03-24")), "2026-03-24", Green, "待销号", false},
		"struck off":             {and(at(Report, "2026-03-23"), at(Resolve, "2026-03-24"), at(StrikeOff, "2026-03-25")), "2026-03-25", Grey, "已销号", false},
		"before it was resolved": {and(at(Report, "2026-03-25"), at(Resolve, "2026-03-26")), "2026-03-24", Red, "逾期 4 天", false},
		"declined":               {and(at(Decline, "2026-03-23")), "2026-03-24", Grey, "不予受理/转他处", false},
		"moved":                  {and(at(MoveClue, "2026-03-23")), "2026-03-24", Grey, "移送终结", false},
		"long term":              {and(at(ToLongTerm, "2026-03-05")), "2026-03-24", Green, "长期坚持", false},
		"extended":               {and(at(Extend, "2026-03-19", due(onDate("2026-04-30")))), "2026-03-24", Green, "剩 26 个工作日", true},
		"extended, over":         {and(at(Extend, "2026-03-19", due(onDate("2026-03-31")))), "2026-04-01", Red, "逾期 1 天", true},
		"extended, struck off": {and(at(Extend, "2026-03-19", due(onDate("2026-03-31"))), at(Report, "2026-03-20"), at(Resolve, "2026-03-20"), at(StrikeOff, "2026-03-20")),
			"2026-04-01", Grey, "已销号", true},
		"推定 clock is never red":         {[]Event{given[0], at(Assign, "2026-03-03", due(workdays(5)), inferred)}, "2026-04-01", Green, "期限为推定", false},
		"推定 end of a stay, looked back": {and(at(Resolve, "2026-03-31", inferred, imported)), "2026-03-25", Green, "办理日期为推定", false},
	} {
		t.Run(name, func(t *testing.T) {
			l, word, ext := history(t, life(t, c, x.events...), c).LightOn(day(x.on), c)
			if l != x.light || word != x.word || ext != x.extended {
				t.Errorf("%s %q %v, want %s %q %v", l, word, ext, x.light, x.word, x.extended)
			}
		})
	}
	if l, word, _ := new(Timeline).LightOn(day("2026-03-02"), c); l != Green || word != "未登记" {
		t.Errorf("no events: %s %s", l, word)
	}
}

func TestNextGrade(t *testing.T) {
	for was, want := range map[string]string{"": "蓝", "蓝": "橙", "橙": "红"} {
		if got, ok := NextGrade(was); !ok || got != want {
			t.Errorf("after %q comes %q, %v", was, got, ok)
		}
	}
	if got, ok := NextGrade("红"); ok || got != "红" {
		t.Errorf("above 红 there is %q", got)
	}
}
