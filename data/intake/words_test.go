package intake

import (
	"testing"

	"qinqing/data"
)

func TestDaysInEverySpelling(t *testing.T) {
	asOf := day0("2025-10-31")
	for in, want := range map[string]string{
		"2025.3.8": "2025-03-08", "2025/3/8 9:32:09": "2025-03-08", "2025/3/1 18:32": "2025-03-01", "3月8日": "2025-03-08", "20250308": "2025-03-08",
		"45000": "2023-03-15", "45000.75": "2023-03-15", "2025-03-08": "2025-03-08", "2025年3月8日": "2025-03-08", "２０２５年３月８日": "2025-03-08",
		"2025 年 3 月 8 日": "2025-03-08", "2025-03-08T00:00:00": "2025-03-08", "2025-03-08 00:00:00": "2025-03-08", "2025年3月8日上午": "2025-03-08",
		"25.3.8": "2025-03-08", "12月5日": "2024-12-05", "3.8": "2025-03-08", "二〇二五年三月八日": "2025-03-08", "二○二五年十月二十八日": "2025-10-28",
		"3/8/2025": "2025-03-08", "2024年2月29日": "2024-02-29", "2月29日": "2024-02-29", "2025年3月8号": "2025-03-08", "2025.03.08.": "2025-03-08", "10月31日": "2025-10-31",
		"三月八日": "2025-03-08", "2025年三月八日": "2025-03-08", "2025、3、8": "2025-03-08", "2025，3，8": "2025-03-08", `2025\3\8`: "2025-03-08", "2025—03—08": "2025-03-08",
		"3月8日上午": "2025-03-08", "3月8日（周六）": "2025-03-08", "8-Mar-25": "2025-03-08", "08-mar-2025": "2025-03-08", "2025年3月8日9时30分": "2025-03-08", "十月二十八日": "2025-10-28", "11月1日": "2024-11-01",
	} {
		d, err := readDay(in, false)
		if got := d.inYear(asOf).String(); err != nil || got != want {
			t.Errorf("%s: got %s %v, want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"2月30日", "2025年2月30日", "2025-13-01", "20251332", "2025.2.29", "待定", "2025年3月", "1", "-45000", "3000-01-01", "999999", "13月1日", "#REF!", "8、9", "2025.3.8-3.9", "2025年3月8日、9日", "3月8日-9日", "8、9月", "2025年3月8日至10日", "31-Xyz-25", "一月三十二日", "12-2025"} {
		if d, err := readDay(in, false); err == nil {
			t.Errorf("%s: taken for %v", in, d)
		}
	}
	d, err := readDay("43538", true)
	if err != nil || d.inYear(0) != day0("2023-03-15") {
		t.Errorf("1904 serial: %v %v", d, err)
	}
}

func TestLimitsInEverySpelling(t *testing.T) {
	asOf, begun, cal := day0("2025-10-31"), day0("2025-10-20"), newMemory(t).clock.Calendar
	for in, want := range map[string]data.Deadline{
		"2025年3月底前": {Kind: data.ByDate, Date: day0("2025-03-31")}, "立行立改": {Kind: data.Immediate}, "长期坚持": {Kind: data.NoDateLongTerm},
		"2025年12月底前，并长期坚持": {Kind: data.DateThenLong, Date: day0("2025-12-31")}, "7个工作日": {Kind: data.ByWorkdays, N: 7}, "15日内": {Kind: data.ByDays, N: 15},
		"1个月内": {Kind: data.ByMonths, N: 1}, "2025年底前": {Kind: data.ByDate, Date: day0("2025-12-31")}, "11月底前": {Kind: data.ByDate, Date: day0("2025-11-30")},
		"７个工作日": {Kind: data.ByWorkdays, N: 7}, "七个工作日内": {Kind: data.ByWorkdays, N: 7}, "15个工作日内办结": {Kind: data.ByWorkdays, N: 15}, "两个月内": {Kind: data.ByMonths, N: 2},
		"30天": {Kind: data.ByDays, N: 30}, "半个月内": {Kind: data.ByDays, N: 15}, "2周内": {Kind: data.ByDays, N: 14},
		"2025年11月15日前": {Kind: data.ByDate, Date: day0("2025-11-15")}, "11月15日前": {Kind: data.ByDate, Date: day0("2025-11-15")}, "1月15日前": {Kind: data.ByDate, Date: day0("2026-01-15")},
		"2025.11.15": {Kind: data.ByDate, Date: day0("2025-11-15")}, "45976": {Kind: data.ByDate, Date: day0("2025-11-15")}, "2025年11月15日前完成": {Kind: data.ByDate, Date: day0("2025-11-15")},
		"年底前": {Kind: data.ByDate, Date: day0("2025-12-31")}, "2025年11月": {Kind: data.ByDate, Date: day0("2025-11-30")}, "11月中旬": {Kind: data.ByDate, Date: day0("2025-11-20")},
		"2026年2月底": {Kind: data.ByDate, Date: day0("2026-02-28")}, "2025年第四季度": {Kind: data.ByDate, Date: day0("2025-12-31")}, "2025年11月30日前并长期坚持": {Kind: data.DateThenLong, Date: day0("2025-11-30")},
		"2025.11": {Kind: data.ByDate, Date: day0("2025-11-30")}, "2025-11": {Kind: data.ByDate, Date: day0("2025-11-30")}, "2025/12": {Kind: data.ByDate, Date: day0("2025-12-31")},
		"11月30日24时前": {Kind: data.ByDate, Date: day0("2025-11-30")}, "即日起至11月30日": {Kind: data.ByDate, Date: day0("2025-11-30")}, "2025年9月1日至11月30日": {Kind: data.ByDate, Date: day0("2025-11-30")},
		"2025年10月—12月": {Kind: data.ByDate, Date: day0("2025-12-31")}, "2025年10月-12月": {Kind: data.ByDate, Date: day0("2025-12-31")}, "2025.10.1～2025.11.5": {Kind: data.ByDate, Date: day0("2025-11-05")},
		"2025年11月至2026年3月": {Kind: data.ByDate, Date: day0("2026-03-31")}, "2025年11月至3月底": {Kind: data.ByDate, Date: day0("2026-03-31")},
		"立行立改，2025年11月底前完成": {Kind: data.ByDate, Date: day0("2025-11-30")}, "立行立改（11月底前）": {Kind: data.ByDate, Date: day0("2025-11-30")}, "立行立改、长期坚持": {Kind: data.Immediate}, "1个月（A类）": {Kind: data.ByMonths, N: 1}, "立行立改(c类)": {Kind: data.Immediate}, "1个月（D类）": {}, "立行立改，5个工作日内": {Kind: data.ByWorkdays, N: 5},
		"交办后7个工作日内": {Kind: data.ByWorkdays, N: 7}, "收到交办单之日起7个工作日内": {Kind: data.ByWorkdays, N: 7}, "自交办之日起15日内办结": {Kind: data.ByDays, N: 15}, "5工作日": {Kind: data.ByWorkdays, N: 5},
		"24小时内": {Kind: data.ByDays, N: 1}, "48小时": {Kind: data.ByDays, N: 2}, "11月30日前完成整改并长期坚持": {Kind: data.DateThenLong, Date: day0("2025-11-30")},
		"11月30日前，长期坚持": {Kind: data.DateThenLong, Date: day0("2025-11-30")}, "2025年11月30日之前": {Kind: data.ByDate, Date: day0("2025-11-30")}, "长期坚持，每季度复查": {Kind: data.NoDateLongTerm}, "长期整改，持续推进": {Kind: data.NoDateLongTerm},
		"三个月": {Kind: data.ByMonths, N: 3}, "6个月内完成整改": {Kind: data.ByMonths, N: 6}, "2025年11月20日（含）前": {Kind: data.ByDate, Date: day0("2025-11-20")}, "已完成": {}, "2025.1": {}, "春节前": {Kind: data.ByDate, Date: day0("2026-02-14")}, "2026年春节前完成": {Kind: data.ByDate, Date: day0("2026-02-14")}, "2027年春节前": {}, "春节": {}, "春节前，并长期坚持": {Kind: data.DateThenLong, Date: day0("2026-02-14")},
		"本月底": {Kind: data.ByDate, Date: day0("2025-10-31")}, "本月底前完成": {Kind: data.ByDate, Date: day0("2025-10-31")}, "月底前": {Kind: data.ByDate, Date: day0("2025-10-31")}, "当月内": {Kind: data.ByDate, Date: day0("2025-10-31")},
		"下月底": {Kind: data.ByDate, Date: day0("2025-11-30")}, "次月底前": {Kind: data.ByDate, Date: day0("2025-11-30")}, "今年年底前": {Kind: data.ByDate, Date: day0("2025-12-31")}, "年底前完成": {Kind: data.ByDate, Date: day0("2025-12-31")}, "月内": {},
		"分阶段推进":   {},
		"视项目进度而定": {}, "无": {}, "": {}, "—": {}, "2025/11/12 11:56:03": {Kind: data.ByDate, Date: day0("2025-11-12")},
	} {
		l, err := readLimit(in, false)
		got := l.on(asOf, begun, cal)
		got.Text = ""
		if err != nil || got.Kind != want.Kind || got.N != want.N || got.Date != want.Date {
			t.Errorf("%s: got %+v %v, want %+v", in, got, err, want)
		}
	}
	for _, in := range []string{"2025年2月30日前", "2月30日", "2025年13月底前", "9999年3月底前", "1025年12月底前", "2025年9月1日至9月31日"} {
		if l, err := readLimit(in, false); err == nil {
			t.Errorf("%s: taken for %+v", in, l)
		}
	}
}

func TestCompletionWords(t *testing.T) {
	for in, want := range map[string]standing{
		"已完成": settled, "已办结": settled, "已解决": settled, "已办结，企业表示满意": settled, "是": settled, "√": settled, "基本完成": underway, "正在推进": underway, "办理中": underway,
		"未办结": underway, "尚未解决": underway, "正在协调商务局办理": underway, "否": underway, "已答复": answered, "已反馈": answered, "长期坚持": lastingOn, "": unsaid, "—": unsaid, "已销号": struckOff,
		"已联系银行，正在办理": underway, "不予受理": declined, "待交办": notStarted, " 已 完 成 ": settled, "未完成整改": underway,
		"已完成并销号": struckOff, "已办结，已销号": struckOff, "已整改，待销号": settled, "已完成，申请销号": settled, "已完成，长期坚持": settled, "整改完毕": settled, "已立行立改": settled, "现场办结": settled, "已当场解决，企业满意": settled, "已全部完成": settled,
		"阶段性完成": underway, "按序时推进": underway, "无法解决": underway, "不具备解决条件": underway, "100%": settled, "80%": underway, "已签收": underway, "已转办": underway, "未启动": notStarted, "已答复，待审核": answered, "×": underway,
	} {
		if got := readStanding(in); got != want {
			t.Errorf("%s: got %d, want %d", in, got, want)
		}
	}
}

func TestHeadersAreKnownUnderManyNames(t *testing.T) {
	for in, want := range map[string]string{
		"整改时限": fDue, "完成时限": fDue, "办结时限": fDue, "整改期限": fDue, "解决问题时限": fDue, "责任单位": fLead, "承办单位": fLead, "牵头单位": fLead, "问题交办单位": fLead, "主办单位": fLead, "拟交办单位": fLead,
		"问题内容": fContent, "具体问题": fContent, "反映问题": fContent, "企业问题诉求": fContent, "隐患问题描述": fContent, "企业问题（诉求）": fContent, "所在县（市、区）/乡镇": fRegion,
		"完成情况（已完成/基本完成/正在推进/长期坚持）": fCompletion, "*企业名称": fEnterprise, "走 访 日 期": fVisitOn, "是否销号（是/否）": fStruck, "序号": fSeq, "企业联系人及电话": fContact, "陌生列": "", "备 注": fNote,
	} {
		if got := fieldOf(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestAnAliasBelongsToOneField(t *testing.T) {
	seen := map[string]string{}
	for _, c := range columns {
		for _, a := range c.aliases {
			if other := seen[a]; other != "" && other != c.Key {
				t.Errorf("%s is in both %s and %s", a, other, c.Key)
			}
			seen[a] = c.Key
		}
	}
}

func TestFirmsInsideContent(t *testing.T) {
	for in, want := range map[string]string{
		"晋江瑞和陶瓷商行反映平台公司拖欠工程款逾一年": "晋江瑞和陶瓷商行", "惠安鸿和纸业股份有限公司反映二期用地": "惠安鸿和纸业股份有限公司", "部分企业反映用工难": "", "园区企业反映道路破损": "",
		"平台公司拖欠工程款": "", "某公司反映审批慢": "", "泉州腾昌陶瓷厂提出：用电容量不足": "泉州腾昌陶瓷厂", "多家公司反映招工难": "",
	} {
		if got := firmIn(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
