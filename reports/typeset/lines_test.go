package typeset

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var bodyStyle = Style{Role: FangSong, Size: 16, Spacing: 156*MM/28 - 16}

func texts(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

func TestBreakNamedCases(t *testing.T) {
	f := testFonts(t)
	han := func(n int) string { return strings.Repeat("企", n) }
	for _, c := range []struct {
		name string
		text string
		want []string
	}{
		{"fits exactly", han(10), []string{han(10)}},
		{"plain overflow", han(13), []string{han(10), han(3)}},
		{"squeezed in before pushed out", "企，" + han(8) + "。" + han(2), []string{"企，" + han(8) + "。", han(2)}},
		{"pushed out when nothing gives", han(10) + "1）", []string{han(10), "1）"}},
		{"mark pushed out with its character", han(10) + "：" + han(2), []string{han(9), "企：" + han(2)}},
		{"opening mark does not end a line", han(9) + "（" + han(3), []string{han(9), "（" + han(3)}},
		{"dash stays whole", han(9) + "——" + han(2), []string{han(8), "企——" + han(2)}},
		{"number keeps unit", han(8) + "123个" + han(1), []string{han(8), "123个企"}},
		{"number keeps long unit", han(7) + "3个工作日内", []string{han(7), "3个工作日内"}},
		{"long word is broken anywhere", strings.Repeat("x", 60), nil},
		{"ordinal keeps its number", han(9) + "第3季度", []string{han(9), "第3季度"}},
		{"spaces hang", "ab " + han(9) + "  " + han(1), nil},
		{"empty", "", []string{""}},
		{"two paragraphs", "一\n二", []string{"一", "二"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := Style{Role: FangSong, Size: 10}
			got := f.Break(st, 100, 0, c.text, true)
			if c.want != nil && !slices.Equal(texts(got), c.want) {
				t.Errorf("got  %q\nwant %q", texts(got), c.want)
			}
			checkLines(t, f, st, 100, 0, c.text, got)
		})
	}
}

// checkLines holds what is true of every set paragraph.
func checkLines(t *testing.T, f *Fonts, st Style, measure, indent float64, text string, lines []Line) {
	t.Helper()
	strip := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	if got := strings.Join(texts(lines), ""); strip(got) != strip(Clean(text)) {
		t.Fatalf("text changed:\n got %q\nwant %q", got, text)
	}
	paras := strings.Split(Clean(text), "\n")
	for i, ln := range lines {
		rs := []rune(ln.Text)
		room := measure
		if i == 0 {
			room -= indent
		}
		drawn := drawnWidth(f, st, ln)
		if n := len(rs); n > 1 && drawn > room+0.05 {
			t.Fatalf("line %d is %.2f wide, measure %.2f: %q in %q", i, drawn, room, ln.Text, text)
		}
		if len(rs) == 0 || i == 0 || lines[i-1].Last {
			continue
		}
		prev := []rune(lines[i-1].Text)
		if len(prev) < 2 {
			continue
		}
		if mayNotStart(rs[0]) || mayNotEnd(prev[len(prev)-1]) {
			// Allowed only where the line before has no legal place to end at all.
			joined := string(prev) + string(rs[0])
			if ok := breaks([]rune(joined)); slices.Contains(ok[1:len(ok)-2], true) {
				t.Fatalf("line %d begins %q after %q though it could be broken elsewhere; paragraphs %q", i, rs[0], prev[len(prev)-1], paras)
			}
		}
	}
}

// drawnWidth measures a line as the pen will draw it.
func drawnWidth(f *Fonts, st Style, ln Line) float64 {
	w, n := 0.0, 0
	for _, r := range ln.Text {
		em := f.Advance(st.Role, r) * st.Size
		w += em + st.Spacing + ln.Extra
		if em > 0.9*st.Size && strings.ContainsRune(closing+opening, r) {
			w -= ln.Squeeze * em
		}
		n++
	}
	if n > 0 {
		w -= ln.Extra
	}
	return w
}

func TestTenThousandParagraphs(t *testing.T) {
	f := testFonts(t)
	pool := []string{"纪", "检", "监", "察", "企", "业", "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’", "（", "）", "《", "》", "「", "」", "【", "】",
		"——", "……", "2026年", "10月9日", "1,234件", "68.4%", "3.5个百分点", "15个工作日", "V2.0", " ", "  ", "https://example.gov.cn/x/y?z=1", "𠮷", "䶮", "县处级", "Ltd.", "〔", "〕", "㛃", "😀", "\n", "第3季度", strings.Repeat("w", 70), "\u00a0", "é"}
	lines, squeezed := 0, 0
	for seed := range uint64(10000) {
		r := rand.New(rand.NewPCG(seed, 9704))
		var b strings.Builder
		for range r.IntN(120) + 1 {
			k := r.IntN(len(pool))
			if k > 40 && r.IntN(4) > 0 { // the odd ones less often
				k = r.IntN(6)
			}
			b.WriteString(pool[k])
		}
		measure, indent := 60+r.Float64()*400, 0.0
		if r.IntN(2) == 0 {
			indent = 32
		}
		got := f.Break(bodyStyle, measure, indent, b.String(), r.IntN(2) == 0)
		checkLines(t, f, bodyStyle, measure, indent, b.String(), got)
		lines += len(got)
		for _, ln := range got {
			if ln.Squeeze > 0 {
				squeezed++
			}
			if ln.Squeeze > 0.5001 || ln.Extra < 0 {
				t.Fatalf("seed %d: squeeze %.3f, extra %.3f", seed, ln.Squeeze, ln.Extra)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if squeezed == 0 || lines < 50000 {
		t.Fatalf("%d lines, %d squeezed: the test does not reach what it is for", lines, squeezed)
	}
}

func TestTwentyEightCharactersFillALine(t *testing.T) {
	f := testFonts(t)
	got := f.Break(bodyStyle, 156*MM, 2*156*MM/28, strings.Repeat("企", 26+28+5), true)
	for i, want := range []int{26, 28, 5} {
		if n := utf8.RuneCountInString(got[i].Text); n != want || got[i].Extra > 0.001 {
			t.Errorf("line %d has %d characters and %.3f extra, want %d and none", i, n, got[i].Extra, want)
		}
	}
}

func TestBalance(t *testing.T) {
	f := testFonts(t)
	st := Style{Role: BiaoSong, Size: 22}
	for _, c := range []struct {
		title string
		lines int
	}{
		{"关于10月工作情况的通报", 1},
		{"关于2026年10月全县“访企业、问需求、解难题”工作开展情况的通报", 2},
		{"中共××市××区纪律检查委员会××市××区监察委员会办公室", 2},
		{"关于2026年第三季度全市纪检监察机关监督推动营商环境突出问题专项整治和企业诉求办理工作进展情况的通报", 3},
	} {
		t.Run(c.title, func(t *testing.T) {
			got := f.Balance(st, 156*MM, c.title)
			if strings.Join(texts(got), "") != c.title {
				t.Fatalf("text changed: %q", texts(got))
			}
			if len(got) != c.lines {
				t.Errorf("%d lines %q, want %d", len(got), texts(got), c.lines)
			}
			short, long := got[0].Width, got[0].Width
			for _, ln := range got {
				if strings.HasPrefix(ln.Text, "的") || strings.HasSuffix(ln.Text, "委员") || ln.Width > 156*MM {
					t.Errorf("line %q, %.0f wide", ln.Text, ln.Width)
				}
				short, long = min(short, ln.Width), max(long, ln.Width)
			}
			if short < long*0.55 {
				t.Errorf("lines %q are uneven", texts(got))
			}
		})
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "通报abc", "通报abc"},
		{"line ends", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"tab", "a\tb", "a b"},
		{"control", "a\x00\x1bb\x7f", "ab"},
		{"invalid", "a\xff\xe4\xb8b", "a\ufffd\ufffd\ufffdb"},
		{"zero width and direction", "a\u200b\u202e\ufeffb", "ab"},
		{"variation selector", "葛\ufe00辻\U000e0100", "葛辻"},
		{"astral stays", "𠮷😀", "𠮷😀"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "通\xff报", "\r\n\t", "\u200d👨‍👩‍👧", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) || Clean(got) != got {
			t.Errorf("Clean(%q) = %q is not clean", s, got)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' && r != '\n' }) {
			t.Errorf("control character in %q", got)
		}
	})
}

func BenchmarkBreak(b *testing.B) {
	f := testFonts(b)
	s := strings.Repeat("本月共接收问题1,234件次，办结567件，“三类热点”办理和回访456人次。", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		f.Break(bodyStyle, 448, 32, s, true)
	}
}

func ExampleFonts_Break() {
	f := NewFonts(library, nil)
	for _, ln := range f.Break(Style{Role: Hei, Size: 10}, 100, 0, "问题办结率为82.0%，较上月上升。", false) {
		fmt.Println(ln.Text)
	}
	// Output:
	// 问题办结率为82.0%，
	// 较上月上升。
}
