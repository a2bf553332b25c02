package typeset

import (
	"math"
	"strings"
)

// Balance breaks a title into as few lines as the measure allows, of lengths that
// make a trapezium or a diamond, and where the words allow it: never before 的,
// rather after a mark or a joining word (GB/T 9704-2012, 7.3.1 asks for complete
// words, symmetry and suitable spacing).
func (f *Fonts) Balance(st Style, measure float64, title string) []Line {
	text := []rune(strings.Trim(strings.ReplaceAll(Clean(title), "\n", " "), " "))
	greedy := f.paragraph(st, measure, 0, text, false)
	n := len(greedy)
	if n == 1 || n > 6 || len(text) > 150 {
		return greedy
	}
	b := balancer{text: text, ok: breaks(text), pos: make([]float64, len(text)+1), measure: measure, size: st.Size}
	for i, r := range text {
		b.pos[i+1] = b.pos[i] + f.Advance(st.Role, r)*st.Size + st.Spacing
	}
	ends, cost := b.best(0, n)
	if math.IsInf(cost, 1) {
		return greedy
	}
	var out []Line
	from := 0
	for k, end := range ends {
		t := strings.Trim(string(text[from:end]), " ")
		out = append(out, Line{Text: t, Width: f.Width(st.Role, st.Size, st.Spacing, t), Last: k == len(ends)-1})
		from = end
	}
	return out
}

type balancer struct {
	text    []rune
	ok      []bool
	pos     []float64
	measure float64
	size    float64
}

// best gives the ends of n lines that set text[from:] at the least cost.
func (b *balancer) best(from, n int) ([]int, float64) {
	if n == 1 {
		if b.pos[len(b.text)]-b.pos[from] > b.measure+slack {
			return nil, math.Inf(1)
		}
		return []int{len(b.text)}, b.uneven(from, len(b.text))
	}
	bestCost := math.Inf(1)
	var best []int
	for end := from + 1; end < len(b.text); end++ {
		if b.pos[end]-b.pos[from] > b.measure+slack {
			break
		}
		if !b.ok[end] {
			continue
		}
		cost := b.uneven(from, end) + b.awkward(end)
		if cost >= bestCost {
			continue
		}
		if rest, c := b.best(end, n-1); cost+c < bestCost {
			bestCost = cost + c
			best = append([]int{end}, rest...)
		}
	}
	return best, bestCost
}

// uneven is how far a line is from an even share, in characters squared.
func (b *balancer) uneven(from, end int) float64 {
	lines := math.Ceil(b.pos[len(b.text)] / b.measure)
	d := (b.pos[end] - b.pos[from] - b.pos[len(b.text)]/lines) / b.size
	return d * d
}

// awkward is the cost of ending a line before text[end], in the same unit.
func (b *balancer) awkward(end int) float64 {
	prev, next := b.text[end-1], b.text[end]
	switch {
	case strings.ContainsRune("年月", prev) && digit(next): // 10月25日 is one
		return 40
	case strings.ContainsRune("的地得了着和与及或等之", next), titleWords[string(b.text[end-1:end+1])]:
		return 60
	case strings.ContainsRune("、，：》）”", prev), next == '《', next == '（', next == '“':
		return 0
	case strings.ContainsRune("的和与及年月", prev):
		return 2
	case titleWords[string(b.text[max(0, end-2):end])], titleWords[string(b.text[end:min(len(b.text), end+2)])]:
		return 4
	}
	return 16
}

// titleWords are pairs of characters of which the titles and names of this trade
// are made: a line should not end inside one, and may well end beside one.
var titleWords = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(`关于 情况 问题 工作 通报 通知 报告 企业 开展 清单 名单 台账 办理 办结 整改 走访 统计 收集 交办 督办 销号
		逾期 进一 一步 监督 委员 员会 办公 公室 单位 部门 机关 季度 专题 专项 整治 全市 全县 全区 全省 纪律 检查 监察 纪检 巡察 派驻
		营商 环境 诉求 需求 难题 解决 进展 推进 推动 落实 规范 加强 做好 典型 案例 突出 满意 有关 事项 意见 方案 办法 分类 汇总 明细
		责任 作风 建设 服务 保障 发展 会议 活动 行动 本期 上期 累计 期限 日期 状态 编号 备注`) {
		words[w] = true
	}
	return words
}()
