package data

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The weights as the standard's table prints them, not as the code computes them.
var usccWeights = []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// checkCharacter is the standard's formula, C18 = MOD(31 − MOD(ΣCi×Wi, 31), 31).
func checkCharacter(body string) byte {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum := 0
	for i, w := range usccWeights {
		sum += strings.IndexByte(alphabet, body[i]) * w
	}
	return alphabet[(31-sum%31)%31]
}

// The code the standard itself gives as its example.
const sampleUSCC = "91350100M000100Y43"

func TestCheckUSCC(t *testing.T) {
	if got := checkCharacter(sampleUSCC[:17]); got != sampleUSCC[17] {
		t.Fatalf("check character %c: the sample or the formula is wrong", got)
	}
	swapped := sampleUSCC[:8] + "0M" + sampleUSCC[10:]
	for name, x := range map[string]struct{ code, words string }{
		"the standard's example":  {sampleUSCC, ""},
		"check character 0":       {checkZero(t), ""},
		"empty":                   {"", "0 位"},
		"too short":               {sampleUSCC[:17], "17 位"},
		"too long":                {sampleUSCC + "0", "19 位"},
		"lower case":              {strings.ToLower(sampleUSCC), "第 9 位“m”"},
		"letter O for 0":          {strings.Replace(sampleUSCC, "0", "O", 1), "第 5 位“O”"},
		"full-width digit":        {"９" + sampleUSCC[1:], "第 1 位“９”"},
		"18 full-width":           {strings.Repeat("９", 18), "第 1 位“９”"},
		"18 bytes of Chinese":     {"某某陶瓷公司", "6 位"},
		"space within":            {sampleUSCC[:4] + " " + sampleUSCC[5:], "第 5 位“ ”"},
		"check letter not in use": {sampleUSCC[:17] + "Z", "第 18 位“Z”"},
		"two places swapped":      {swapped, "第 18 位应为"},
		"wrong check character":   {sampleUSCC[:17] + "4", "第 18 位应为“3”"},
	} {
		t.Run(name, func(t *testing.T) {
			err := CheckUSCC(x.code)
			if x.words == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			wantRefusal(t, err, Invalid, "uscc", x.words)
		})
	}
}

// checkZero finds a code whose check character is 0: there 31 − 0 must wrap.
func checkZero(t *testing.T) string {
	for _, c := range usccAlphabet {
		if body := sampleUSCC[:16] + string(c); checkCharacter(body) == '0' {
			return body + "0"
		}
	}
	t.Fatal("no such code")
	return ""
}

// The formula finds every single wrong character: 31 is prime and no weight is 0.
func TestEveryWrongCharacterIsFound(t *testing.T) {
	for i := range len(sampleUSCC) {
		for _, c := range usccAlphabet {
			wrong := sampleUSCC[:i] + string(c) + sampleUSCC[i+1:]
			if err := CheckUSCC(wrong); (err == nil) != (wrong == sampleUSCC) {
				t.Errorf("place %d, %c: %v", i+1, c, err)
			}
		}
	}
}

func FuzzCheckUSCC(f *testing.F) {
	for _, s := range []string{sampleUSCC, "", strings.Repeat("９", 18), "某某陶瓷公司", strings.ToLower(sampleUSCC), strings.Repeat("\xff", 18)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		err := CheckUSCC(s)
		plain := len(s) == 18 && strings.Trim(s, usccAlphabet) == ""
		if want := plain && checkCharacter(s[:17]) == s[17]; (err == nil) != want {
			t.Fatalf("%q: %v", s, err)
		}
		if err != nil && (CodeOf(err) != Invalid || !utf8.ValidString(err.Error())) {
			t.Fatalf("%q: error %q", s, err)
		}
	})
}
