package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRegistersMakeFigures(t *testing.T) {
	o := newOffice(t)
	list := filepath.Join(o.dir, "名单.txt")
	if err := os.WriteFile(list, []byte("\ufeff试验陶瓷厂\r\n样品鞋服厂\n\n试用石材厂\n示例食品厂\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.must("visit", "add", "--date", "2026-10-09", "--unit", "甲区纪委监委", "--enterprise", "试验陶瓷厂", "--region", "鲤城区")
	o.must("visit", "add", "--date", "2026-10-10", "--unit", "甲区纪委监委", "--enterprise", "名单外的厂", "--region", "鲤城区")
	for _, args := range []string{
		"coverage --date 2026-01-05 --region 鲤城区 --list " + list + " --source 市场监管局名录",
		"coverage --date 2026-01-05 --region 丰泽区 --count 16 --source 台账",
		"activity 座谈会 3 --date 2026-10-12", "activity 座谈会 2 --date 2026-11-01", "activity 宣讲 4 --word 次 --date 2026-10-12",
		"speed 烟花零售许可 --date 2026-01-10 --unit 应急局 --statutory 20 --promised 5 --case 2026-10-09:2 --case 2026-10-20:4 --case 2026-11-01:20",
		"speed 施工许可 --date 2026-01-10 --unit 住建局 --statutory 10 --promised 10",
		"policy 技改奖补 --date 2026-10-08 --published 2026-10-20", "policy 稳岗补贴 --date 2026-10-08",
		"payment --date 2026-10-09 --enterprise 试验陶瓷厂 --due 100 --paid 87.5 --applied 2026-10-09 --paid-on 2026-10-13",
		"payment --date 2026-10-09 --enterprise 样品鞋服厂 --due 0.000001 --why 资料不全",
	} {
		o.must(append([]string{"record"}, strings.Fields(args)...)...)
	}
	for _, c := range []want{
		{"覆盖率", "累计", "2026-10", "5.0%"}, {"座谈会", "本期", "2026-10", "3"}, {"宣讲", "本期", "2026-10", "4"}, {"座谈会", "环比", "2026-11", "-1"},
		{"承诺提速", "本期", "2026-10", "50.0%"}, {"实际提速", "本期", "2026-10", "85.0%"}, {"政策公开率", "本期", "2026-10", "50.0%"}, {"兑付件数", "本期", "2026-10", "1"},
		{"已兑付资金", "本期", "2026-10", "87.5"}, {"兑现率", "本期", "2026-10", "87.5%"}, {"平均兑付工作日", "本期", "2026-10", "3.0"}, {"兑付企业", "本期", "2026-10", "1"},
	} {
		if got := o.text(c.figure, c.span, c.month); got != c.text {
			t.Errorf("%s %s %s is %s, want %s", c.month, c.figure, c.span, got, c.text)
		}
	}
	o.wants(25, "覆盖率", "累计", "region", "鲤城区", "2026-10")
	o.wants(75, "承诺提速", "本期", "lead", "应急局", "2026-10")
	var rows []recordJSON
	if o.json(exitDone, &rows, "record", "list", "activity"); len(rows) != 3 || rows[0].On != "2026-10-12" {
		t.Fatalf("%+v", rows)
	}
	o.must("record", "remove", idText(rows[0].ID))
	if got := o.text("座谈会", "本期", "2026-10"); got != "0" {
		t.Errorf("a deleted entry still counts: %s", got)
	}
	o.must("undo")
	if got := o.text("座谈会", "本期", "2026-10"); got != "3" {
		t.Errorf("undo did not bring it back: %s", got)
	}
	o.must("check")
}

func TestRegistersRefuse(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		name, args, words string
		code              int
	}{
		{"a list and a number", "coverage --count 3 --list 没有.txt --source 试", "读不出名单", exitUnreadable},
		{"neither", "coverage --source 试", "二者取一", exitUsage},
		{"no source", "coverage --count 3", "--source", exitUsage},
		{"unknown region", "coverage --count 3 --source 试 --region 天边县", "没有叫", exitUsage},
		{"a day to come", "coverage --count 3 --source 试 --date 2026-12-01", "在今天之后", exitUsage},
		{"nothing counted", "activity 座谈会 0", "1 以上", exitUsage},
		{"no word", "activity 宣讲 3", "--word", exitUsage},
		{"another word", "activity 座谈会 3 --word 次", "不能写成", exitUsage},
		{"no statutory days", "speed 许可 --unit 住建局 --statutory 0 --promised 1", "法定工作日", exitUsage},
		{"a case without days", "speed 许可 --unit 住建局 --statutory 9 --promised 1 --case 2026-10-09", "看不懂", exitUsage},
		{"published never", "policy 奖补 --published 不知道", "看不懂", exitUsage},
		{"less than 分", "payment --due 0.0000001", "6 位小数", exitUsage},
		{"a negative sum", "payment --due=-3", "不小于 0", exitUsage},
		{"a fraction", "payment --due 1/3", "看不懂", exitUsage},
		{"paid before asked for", "payment --due 3 --applied 2026-10-09 --paid-on 2026-10-08", "早于申报日期", exitUsage},
		{"nothing to remove", "remove 42", "没有", exitUsage},
		{"no such register", "list 宝物", "只能是", exitUsage},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, errs, code := o.run(append([]string{"record"}, strings.Fields(c.args)...)...)
			if code != c.code || out != "" || !strings.Contains(errs, c.words) || english.MatchString(errs) {
				t.Errorf("exit %d, want %d; %q %q, want %q", code, c.code, out, errs, c.words)
			}
		})
	}
}
