package intake

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"qinqing/data/soak"
)

// Files changed at random, a little of what the fuzzers do for hours: bytes of whole files,
// tags and numbers of a sheet, cells of a ledger.
func TestFaultMutatedFiles(t *testing.T) {
	wholes := [][]byte{tsv(visitsHead, "1|2026-09-01|县纪委|甲公司|乙问题|融资|商务局|2026.9.2|7个工作日|已办结|满意|是|"),
		[]byte("走访日期;企业名称;反映问题\n2月30日;甲;无\n\"\"\"\";;\n"), packed(t, sheetHead+goodRows(3)+sheetFoot, nil)}
	tags := regexp.MustCompile(`<[^>]*>|[^<]+`).FindAllString(sheetHead+goodRows(3)+`</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`, -1)
	words := []string{"", "2026-09-01", "45000", "2月30日", "县纪委", "、、", "＝", "一、二", "商务局（牵头）、财政局", "长期坚持", "2026年13月底前", "7个工作日", "立行立改，并长期坚持",
		"已办结", "正在推进", "已销号", "√", "#N/A", "=1+1", "\x01\u200b", strings.Repeat("甲", 5000), "无", "第四季度"}
	soak.Rounds(t, 400, 100_000, func(t *testing.T, n int) {
		r := rand.New(rand.NewPCG(uint64(n), 7))
		switch n % 3 {
		case 0:
			survives(t, changedBytes(r, slices.Clone(wholes[r.IntN(len(wholes))])))
		case 1:
			survives(t, packed(t, changedTags(r, slices.Clone(tags)), nil))
		case 2:
			rows := [][]string{{"走访日期", "走访单位", "企业名称", "反映问题", "责任单位", "整改时限", "办理情况", "企业满意度", "是否销号"}}
			for range 1 + r.IntN(5) {
				row := make([]string, len(rows[0]))
				for i := range row {
					row[i] = words[r.IntN(len(words))]
				}
				rows = append(rows, row)
			}
			survives(t, csvOf(t, rows))
		}
	})
}

func changedBytes(r *rand.Rand, b []byte) []byte {
	for range 1 + r.IntN(8) {
		at := r.IntN(len(b))
		switch r.IntN(4) {
		case 0:
			b[at] = byte(r.IntN(256))
		case 1:
			b = slices.Delete(b, at, min(at+1+r.IntN(20), len(b)-1))
		case 2:
			b = slices.Insert(b, at, slices.Clone(b[at:min(at+1+r.IntN(40), len(b))])...)
		case 3:
			b = slices.Insert(b, at, []byte{0, '"', '\n', 0xff, '<', '&'}[r.IntN(6)])
		}
	}
	return b
}

func changedTags(r *rand.Rand, tags []string) string {
	for range 1 + r.IntN(6) {
		x, y := r.IntN(len(tags)), r.IntN(len(tags))
		switch r.IntN(4) {
		case 0:
			tags[x], tags[y] = tags[y], tags[x]
		case 1:
			tags = slices.Insert(tags, x, tags[y])
		case 2:
			tags[x] = ""
		case 3:
			tags[x] = strings.NewReplacer("1", []string{"-1", "0", "1048576", "99999999999999999999", "x"}[r.IntN(5)]).Replace(tags[x])
		}
	}
	return strings.Join(tags, "")
}
