package data

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestNormaliseAlike(t *testing.T) {
	for name, pair := range map[string][2]string{
		"white space":         {" 企业 反映\t用工难\n", "企业反映用工难"},
		"ideographic space":   {"企业　用工难", "企业用工难"},
		"full-width":          {"ＡＢＣ１２３（集团）", "abc123(集团)"},
		"half-width kana":     {"ﾄﾖﾀ", "トヨタ"},
		"final stop":          {"用电报装慢。", "用电报装慢"},
		"quotes":              {"“一件事”办理", "「一件事」办理"},
		"letters":             {"Wps表格", "WPS表格"},
		"composed":            {"café", "cafe\u0301"},
		"invisible":           {"用\u200b工\ufeff难", "用工难"},
		"thousands":           {"拖欠1,500元", "拖欠１５００元"},
		"full stop of a list": {"1.用工难", "1用工难"},
		"full-width point":    {"1．5万元", "1.5万元"},
	} {
		t.Run(name, func(t *testing.T) {
			if a, b := Normalise(pair[0]), Normalise(pair[1]); a != b || a == "" {
				t.Errorf("%q and %q", a, b)
			}
		})
	}
}

func TestNormaliseDiffers(t *testing.T) {
	for name, pair := range map[string][2]string{
		"point in a sum":  {"拖欠工程款1.5万元", "拖欠工程款15万元"},
		"a range":         {"办理需3-5天", "办理需35天"},
		"a fraction":      {"补贴1/2", "补贴12"},
		"a percentage":    {"只兑现5%", "只兑现5"},
		"a time":          {"8:30开门", "830开门"},
		"words":           {"用工难", "用地难"},
		"currency symbol": {"欠￥5", "欠5"},
	} {
		t.Run(name, func(t *testing.T) {
			if Normalise(pair[0]) == Normalise(pair[1]) {
				t.Errorf("both %q", Normalise(pair[0]))
			}
		})
	}
	for _, s := range []string{"", " 　\n", "……。！"} {
		if got := Normalise(s); got != "" {
			t.Errorf("%q gives %q", s, got)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"某陶瓷公司：1.5 万元（含税）", "ﾊﾟ", "a\u200d\u0301", "1.\u200b5", "\xff\xfe", "ẞßıſ", "\u1100\u200b\u1161", "5\u0345%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Normalise(s)
		if twice := Normalise(once); twice != once {
			t.Fatalf("%+q, then %+q, then %+q", s, once, twice)
		}
		if strings.ContainsFunc(once, unicode.IsSpace) || strings.ContainsFunc(once, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			t.Fatalf("%+q keeps what is not compared: %+q", s, once)
		}
		if got := Normalise(" " + s + "。\n"); got != once {
			t.Fatalf("%+q: blank and stop around it give %+q, not %+q", s, got, once)
		}
	})
}

// The short way for plain texts gives what the thorough one gives.
func TestNormalisePlain(t *testing.T) {
	alphabet := []rune("水\uf9ca厂：a Z9１0.-/:%，。“”（）：;é\n!￥中ﾄ㈱")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 12).Draw(t, "text"))
		if got, ok := normalisePlain(s); ok && got != normaliseAny(s) {
			t.Fatalf("%q: plain %q, thorough %q", s, got, normaliseAny(s))
		}
		c := normaliseAny(string(rapid.SampledFrom(alphabet).Draw(t, "character")))
		if got := HoldsCharacter(s, c); c != "" && got != strings.Contains(normaliseAny(s), c) {
			t.Fatalf("%q holds %q: %v", s, c, got)
		}
	})
	if got, ok := normalisePlain("泉州a1，b 2。"); !ok || got != "泉州A1B2" {
		t.Errorf("a plain text took the long way: %q %v", got, ok)
	}
}

func TestBecomesHan(t *testing.T) {
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if n := Normalise(string(r)); n != string(r) && strings.ContainsFunc(n, isHan) && !becomesHan(r) {
			t.Errorf("%q becomes %q", r, n)
		}
	}
}
