package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

func TestReadMoney(t *testing.T) {
	for _, c := range []struct {
		typed string
		fen   int64
		wrong string
	}{
		{typed: "", fen: 0}, {typed: "3", fen: 3_000_000}, {typed: "1,234.5", fen: 1_234_500_000}, {typed: "１２３４．５", fen: 1_234_500_000}, {typed: "1，234", fen: 1_234_000_000},
		{typed: "0.000001", fen: 1}, {typed: "0.29", fen: 290_000}, {typed: "5000元", fen: 500_000}, {typed: "12.34 元", fen: 1234}, {typed: "2.87亿元", fen: 28_700_000_000}, {typed: "3亿", fen: 30_000_000_000},
		{typed: "300万", fen: 300_000_000}, {typed: "¥ 7", fen: 7_000_000}, {typed: "1.50000000", fen: 1_500_000},
		{typed: "0.0000001", wrong: "金额最多写到分。"}, {typed: "1.234元", wrong: "金额最多写到分。"}, {typed: "-3", wrong: "不能是负数。"}, {typed: "三万", wrong: errNoNumber.Error()},
		{typed: "元", wrong: errNoNumber.Error()}, {typed: "1.", wrong: errNoNumber.Error()}, {typed: ".5", wrong: errNoNumber.Error()}, {typed: "1.2.3", wrong: errNoNumber.Error()}, {typed: "约3", wrong: errNoNumber.Error()},
		{typed: "12,34", wrong: errCommas.Error()}, {typed: ",123", wrong: errCommas.Error()}, {typed: "99999999999999999999", wrong: errTooLarge.Error()},
	} {
		got, err := ReadMoney(c.typed)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if got != c.fen || said != c.wrong {
			t.Errorf("“%s”读作 %d 分（%s），应为 %d（%s）", c.typed, got, said, c.fen, c.wrong)
		}
	}
}

func TestMoneyTextIsReadAsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, 9_000_000_000_000_000).Draw(t, "分")
		if got, err := ReadMoney(MoneyText(fen)); err != nil || got != fen {
			t.Fatalf("%d 分写成“%s”，又读作 %d（%v）", fen, MoneyText(fen), got, err)
		}
	})
	for fen, want := range map[int64]string{0: "0", 1: "0.000001", 1_234_500_000: "1,234.5", -2_500_000: "-2.5", -100: "-0.0001"} {
		if got := MoneyText(fen); got != want {
			t.Errorf("%d 分写成“%s”，应为“%s”", fen, got, want)
		}
	}
}

func TestReadNumber(t *testing.T) {
	for typed, want := range map[string]int64{"": 0, "１２": 12, "1,200": 1200, "007": 7, "3.0": 3} {
		if got, err := ReadNumber(typed); err != nil || got != want {
			t.Errorf("“%s”读作 %d（%v），应为 %d", typed, got, err, want)
		}
	}
	for typed, says := range map[string]string{"3.5": "只填整数", "-1": "负数", "十": "填整数，如 1,200。", "1 2": "填整数，如 1,200。", "12,34": "逗号"} {
		if _, err := ReadNumber(typed); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("“%s”：%v，应说“%s”", typed, err, says)
		}
	}
}

func TestNumbersStandWithThousandsWhenLeft(t *testing.T) {
	w := window(t)
	n, m := NewNumberEntry("件数", ""), NewMoneyEntry("金额", "")
	f := NewForm("登记", &Field{Key: "n", Label: "件数", Input: n}, &Field{Key: "m", Label: "金额", Input: m})
	ShowSheet(w, "标题", f.Content, n)
	test.Type(n, "１２００")
	w.Canvas().FocusNext()
	test.Type(m, "28700元")
	w.Canvas().FocusNext()
	if n.Text != "1,200" || m.Text != "2.87" {
		t.Errorf("离开后是“%s”和“%s”", n.Text, m.Text)
	}
	if fen, err := m.Fen(); fen != 2_870_000 || err != nil || m.Empty() {
		t.Errorf("金额是 %d 分（%v）", fen, err)
	}
	n.SetText("多少")
	w.Canvas().Focus(n)
	w.Canvas().FocusNext()
	if n.Text != "多少" {
		t.Errorf("不是数字的被改成“%s”", n.Text)
	}
}
