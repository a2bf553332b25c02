package citygen

import (
	"fmt"
	"time"

	"qinqing/data"
)

var names = []string{"东山", "西溪", "南浦", "北岭", "中洲", "上坪", "下洋", "青阳", "丰泽", "石狮", "清源", "紫帽", "云峰", "金井", "龙门", "湖头"}

var departments = []string{"发展和改革局", "工业和信息化局", "自然资源局", "住房和城乡建设局", "市场监督管理局", "税务局", "人力资源和社会保障局", "商务局",
	"应急管理局", "生态环境局", "交通运输局", "水利局", "供电公司", "行政服务中心"}

var trades = []string{"陶瓷", "鞋服", "石材", "食品", "机械", "纸品", "建材", "茶叶", "化工", "物流"}

var wants = []string{"用电容量不足", "厂房租金上涨", "员工子女入学难", "贷款续贷手续繁琐", "消防验收迟迟未办结", "土地证办理缓慢", "工程款被拖欠",
	"惠企补贴未兑现", "园区道路积水", "招工困难", "环评审批时间过长", "排污口整改标准不一", "公交线路未覆盖", "天然气价格偏高", "检查次数过多", "技改项目备案受阻"}

var effects = []string{"影响二期投产", "影响订单交付", "增加企业成本", "企业反映强烈", "希望尽快协调解决", "已多次向主管部门反映", "造成停工待料", "请求明确办理时限"}

var places = []string{"工业园区", "开发区", "沿街厂区", "临港片区", "老厂区", "新厂区"}

func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	out := []rune{}
	for _, r := range fmt.Sprint(n) {
		out = append(out, digits[r-'0'])
	}
	return string(out)
}

func (c *City) content() string {
	return fmt.Sprintf("%s%s%s第%s号：%s，%s。", names[c.r.IntN(len(names))], places[c.r.IntN(len(places))], trades[c.r.IntN(len(trades))],
		chinese(c.made), wants[c.r.IntN(len(wants))], effects[c.r.IntN(len(effects))])
}

// history gives a problem its events: most came in from old ledgers with three, a
// quarter was handled step by step; those of the last months are partly open.
func (c *City) history(p *data.Problem, day data.Date) {
	origin := data.FromImport
	if c.r.IntN(4) == 0 {
		origin = data.FromWindow
	}
	add := func(e data.Event, after int) bool {
		if day += data.Date(after); day > LastDay {
			return false
		}
		e.Seq, e.On, e.Basis, e.Origin, e.Actor = len(p.Events)+1, day, data.Real, origin, "示例经办"
		e.RecordedAt = day.Time().Add(9 * time.Hour)
		p.Events = append(p.Events, e)
		return true
	}
	add(data.Event{Kind: data.Register}, 0)
	limit := []data.Deadline{{Kind: data.ByWorkdays, N: 7}, {Kind: data.ByMonths, N: 1}, {Kind: data.ByDays, N: 15}, {}}[c.r.IntN(4)]
	lead := c.leads[c.r.IntN(len(c.leads))]
	if !add(data.Event{Kind: data.Assign, Unit: lead, Deadline: limit}, c.r.IntN(3)) || c.r.IntN(100) < 4 {
		return
	}
	if origin == data.FromImport {
		switch n := c.r.IntN(100); {
		case n < 90:
			add(data.Event{Kind: data.StrikeOff}, 3+c.r.IntN(25))
		case n < 94:
			add(data.Event{Kind: data.Resolve}, 3+c.r.IntN(25))
		case n < 97:
			add(data.Event{Kind: data.ToLongTerm, Note: "经批准"}, 5)
		default:
			add(data.Event{Kind: data.Decline, Note: "不属受理范围"}, 2)
		}
		return
	}
	c.steps(lead, limit, add)
}

// steps is the long way: sent back, extended or handed on now and then.
func (c *City) steps(lead data.ID, limit data.Deadline, add func(data.Event, int) bool) {
	if c.r.IntN(12) == 0 {
		other := c.leads[c.r.IntN(len(c.leads))]
		if other != lead && !add(data.Event{Kind: data.Transfer, Unit: other}, 2) {
			return
		}
	}
	if limit.Kind != data.NoDeadline && c.r.IntN(10) == 0 {
		if !add(data.Event{Kind: data.Extend, Deadline: data.Deadline{Kind: data.ByMonths, N: 3}, Approver: "示例审批"}, 1) {
			return
		}
	}
	if !add(data.Event{Kind: data.Report, Note: "已协调解决"}, 2+c.r.IntN(20)) {
		return
	}
	if c.r.IntN(12) == 0 && (!add(data.Event{Kind: data.SendBack, Note: "措施不实"}, 2) || !add(data.Event{Kind: data.Report}, 4)) {
		return
	}
	if !add(data.Event{Kind: data.Resolve}, 1) {
		return
	}
	if c.r.IntN(2) == 0 && !add(data.Event{Kind: data.ReturnVisit, Satisfaction: data.Satisfaction(1 + c.r.IntN(4))}, 3) {
		return
	}
	add(data.Event{Kind: data.StrikeOff}, 2)
}
