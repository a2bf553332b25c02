package widget

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// NumberEntry is a field for a whole number, not below 0. Full-width digits and commas
// are taken; when the field is left the number stands with thousands.
type NumberEntry struct{ Entry }

// NewNumberEntry makes a field for a whole number.
func NewNumberEntry(name, placeholder string) *NumberEntry {
	e := &NumberEntry{}
	e.Name, e.self = name, e
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnCursorChanged, e.onBlur = e.tellCaret, e.tidy
	return e
}

// Value is the number, 0 for an empty field; the error says in words what is wrong.
func (e *NumberEntry) Value() (int64, error) { return ReadNumber(e.Text) }

// Empty says that nothing was typed.
func (e *NumberEntry) Empty() bool { return strings.TrimSpace(e.Text) == "" }

func (e *NumberEntry) tidy() {
	if n, err := e.Value(); err == nil && !e.Empty() && NumberText(n) != e.Text {
		e.SetText(NumberText(n))
	}
}

func (e *NumberEntry) fault() string { return faultOf(e.Value()) }

// faultOf is what an error says.
func faultOf(_ int64, err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// MoneyEntry is a field for a sum of money in 万元, kept in 分 and exact. 元 or 亿元 may be
// written behind the number.
type MoneyEntry struct{ Entry }

// NewMoneyEntry makes a field for a sum of money.
func NewMoneyEntry(name, placeholder string) *MoneyEntry {
	e := &MoneyEntry{}
	e.Name, e.self = name, e
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(placeholder)
	e.OnCursorChanged, e.onBlur = e.tellCaret, e.tidy
	return e
}

// Fen is the sum in 分, 0 for an empty field; the error says in words what is wrong.
func (e *MoneyEntry) Fen() (int64, error) { return ReadMoney(e.Text) }

// SetFen shows a sum.
func (e *MoneyEntry) SetFen(fen int64) { e.SetText(MoneyText(fen)) }

// Empty says that nothing was typed.
func (e *MoneyEntry) Empty() bool { return strings.TrimSpace(e.Text) == "" }

func (e *MoneyEntry) tidy() {
	if fen, err := e.Fen(); err == nil && !e.Empty() && MoneyText(fen) != e.Text {
		e.SetFen(fen)
	}
}

func (e *MoneyEntry) fault() string { return faultOf(e.Fen()) }

// ReadNumber reads a whole number as people type it; "" is 0.
func ReadNumber(text string) (int64, error) {
	whole, fraction, err := digitsOf(text)
	switch {
	case errors.Is(err, errNoNumber): // whose example has a point
		return 0, errors.New("这里填整数，如 1,200。")
	case err != nil:
		return 0, err
	case strings.Trim(fraction, "0") != "":
		return 0, errors.New("这里只填整数。")
	}
	return scaled(whole, "", 0)
}

// NumberText writes a number with thousands.
func NumberText(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// A 万元 is 10^6 分; the units that may be written, longest first.
var moneyUnits = []struct {
	word   string
	places int
}{{"亿元", 10}, {"万元", 6}, {"千元", 5}, {"亿", 10}, {"万", 6}, {"元", 2}}

const tenThousand = 6

// ReadMoney reads a sum as people type it, in 万元 if no other unit is written, into 分; ""
// is 0.
func ReadMoney(text string) (int64, error) {
	text = strings.TrimSpace(halfWidth(text))
	text = strings.TrimLeft(text, "¥￥ ")
	places := tenThousand
	for _, u := range moneyUnits {
		if rest, ok := strings.CutSuffix(text, u.word); ok {
			if strings.TrimSpace(rest) == "" {
				return 0, errNoNumber
			}
			text, places = rest, u.places
			break
		}
	}
	whole, fraction, err := digitsOf(text)
	if err != nil {
		return 0, err
	}
	if fraction = strings.TrimRight(fraction, "0"); len(fraction) > places {
		return 0, errors.New("金额最多写到分。")
	}
	return scaled(whole, fraction, places)
}

// MoneyText writes 分 as 万元 with thousands and no zeros at the end.
func MoneyText(fen int64) string {
	const unit = 1_000_000
	sign := ""
	if fen < 0 {
		sign = "-"
	}
	whole, part := fen/unit, fen%unit
	if part < 0 {
		whole, part = -whole, -part
	}
	s := NumberText(whole)
	if part > 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(unit+part, 10)[1:], "0")
	}
	return sign + strings.TrimPrefix(s, "-")
}

var (
	errNoNumber = errors.New("这里填数字，如 1,200 或 3.5。")
	errBelow    = errors.New("不能是负数。")
	errCommas   = errors.New("千分位的逗号位置不对，请核对数字。")
	errTooLarge = errors.New("数字太大，请核对。")
)

// digitsOf parts a number into the digits before and behind the point.
func digitsOf(text string) (whole, fraction string, err error) {
	text = strings.TrimSpace(halfWidth(text))
	if text == "" {
		return "0", "", nil
	}
	if strings.HasPrefix(text, "-") {
		return "", "", errBelow
	}
	whole, fraction, point := strings.Cut(text, ".")
	if groups := strings.Split(whole, ","); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
				return "", "", errCommas
			}
		}
		whole = strings.Join(groups, "")
	}
	for _, r := range whole + fraction {
		if r < '0' || r > '9' {
			return "", "", errNoNumber
		}
	}
	if whole == "" || point && fraction == "" {
		return "", "", errNoNumber
	}
	return whole, fraction, nil
}

// scaled is the number with its point moved places to the right; fraction is no longer
// than that.
func scaled(whole, fraction string, places int) (n int64, err error) {
	for _, r := range whole + fraction + strings.Repeat("0", places-len(fraction)) {
		if n > (math.MaxInt64/100-9)/10 { // two digits to spare for whoever adds sums up
			return 0, errTooLarge
		}
		n = n*10 + int64(r-'0')
	}
	return n, nil
}
