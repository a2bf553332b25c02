package data

import (
	"strings"
	"testing"
)

func TestSmellsOfClue(t *testing.T) {
	c := testClock(t)
	for content, smells := range map[string]bool{
		"某科长收受礼金": true, "企业反映有人索要好处费": true, "拟举报某局吃拿卡要": true,
		"续贷手续繁、周期长": false, "税款收取方式不便": false, "要求退回押金": false, "": false,
	} {
		t.Run(content, func(t *testing.T) {
			p := life(t, c, at(Register, "2026-03-02"))
			p.Content = content
			told := strings.Contains(strings.Join(Warnings(p, history(t, p, c)), ""), "移送登记")
			if SmellsOfClue(content) != smells || told != smells {
				t.Errorf("smells %v, told %v, want %v", SmellsOfClue(content), told, smells)
			}
		})
	}
}
