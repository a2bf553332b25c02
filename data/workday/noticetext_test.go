package workday

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The notices' own lines, as they are published, without the sentences about duties.
var asPublished = map[int]string{
	2023: `一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。`,
	2024: `关于2024年部分节假日安排
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
	2025: `元旦：1月1日（周三）放假1天，不调休。
春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
清明节：4月4日（周五）至6日（周日）放假，共3天。
劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
端午节：5月31日（周六）至6月2日（周一）放假，共3天。
国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
	2026: `一、元旦：１月１日（周四）至３日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
}

// What is read from the published words is what the program ships.
func TestPublishedNoticesReadAsShipped(t *testing.T) {
	for year, text := range asPublished {
		t.Run(strconv.Itoa(year), func(t *testing.T) {
			raw, err := os.ReadFile("../../assets/holidays/" + strconv.Itoa(year) + ".json")
			if err != nil {
				t.Fatal(err)
			}
			want, err := ParseNotices(raw)
			if err != nil {
				t.Fatal(err)
			}
			got, rest, err := ReadNotice(text, year)
			if err != nil {
				t.Fatal(err)
			}
			cal, shipped := New([]Notice{got}), New(want)
			for d := Make(year-1, 12, 1); d <= Make(year, 12, 31); d++ {
				if cal.IsWorkday(d) != shipped.IsWorkday(d) {
					t.Errorf("%s：读成上班 %v", d, cal.IsWorkday(d))
				}
			}
			if (len(rest) == 1) != (year == 2024) { // 除夕, which is only encouraged
				t.Errorf("没有用上的：%q", rest)
			}
		})
	}
}

func TestNoticeYearIsFoundInTheText(t *testing.T) {
	for text, want := range map[string]int{
		"国务院办公厅关于2027年部分节假日安排的通知\n元旦：1月1日至3日放假。5月1日至5日放假。10月1日至7日放假。":    2027,
		"2026年12月31日至2027年1月2日放假。5月1日至5日放假。10月1日至7日放假。2027年1月3日（星期日）上班。": 2027,
	} {
		n, _, err := ReadNotice(text, 0)
		if err != nil || n.Year != want {
			t.Errorf("%q 是 %d 年（%v）", text, n.Year, err)
		}
	}
	n, _, err := ReadNotice("12月31日至1月2日放假，共3天。5月1日至5日放假。10月1日至7日放假。", 2027)
	if err != nil || n.Off[0] != (Range{MustParse("2026-12-31"), MustParse("2027-01-02")}) {
		t.Errorf("跨年的一段读成 %v（%v）", n.Off, err)
	}
}

func TestNoticesThatCannotBeAreRefused(t *testing.T) {
	for _, c := range []struct{ name, text, words string }{
		{"another year's weekdays", "10月1日（周四）至7日（周三）放假调休，共7天。", "星期五，原文写的是周四"},
		{"a wrong count", "10月1日至7日放假，共8天。", "算来是7天，原文写的是8天"},
		{"no such day", "2月30日放假。", "没有2027年2月30日这一天"},
		{"no month", "7日放假。", "没有写明月份"},
		{"no holiday at all", "请认真做好值班工作。", "没有读到放假的日期"},
		{"half a notice", "10月1日至7日放假。", "放假安排不完整"},
		{"work on a Monday", "1月1日至3日放假。5月1日至5日放假。10月1日至7日放假。1月4日上班。", "不是周六、周日"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := ReadNotice(c.text, 2027); err == nil || !strings.Contains(err.Error(), c.words) {
				t.Errorf("得到 %v", err)
			}
		})
	}
	if _, _, err := ReadNotice("10月1日至7日放假。", 0); err == nil || !strings.Contains(err.Error(), "哪一年") {
		t.Errorf("没有年份：%v", err)
	}
}

// Whatever is pasted, what is read is a valid notice or an error.
func FuzzReadNotice(f *testing.F) {
	for year, text := range asPublished {
		f.Add(text, year)
	}
	f.Fuzz(func(t *testing.T, text string, year int) {
		n, _, err := ReadNotice(text, year)
		if err != nil {
			return
		}
		raw, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseNotices(raw); err != nil {
			t.Errorf("%q 读成不能录入的 %s：%v", text, raw, err)
		}
	})
}
