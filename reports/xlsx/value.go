package xlsx

import (
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"qinqing/reports"
)

func itoa(n int) string { return strconv.Itoa(n) }

// dateFormat shows a real date as the tree prints it.
const dateFormat = "yyyy-mm-dd"

// value is what goes into one cell: a number with the format that shows it as
// the tree prints it, or text (Format empty).
type value struct {
	Text   string
	Number float64
	Format string
}

func (v value) isNumber() bool { return v.Format != "" }

var printedNumber = regexp.MustCompile(`^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?([%‰]|\p{Han}{0,8})$`)

// cellValue types a cell of the tree. What is seen in the workbook always equals
// Cell.Text; where Cell.Value contradicts the text, the text stays and ok is false.
func cellValue(c reports.Cell) (v value, ok bool) {
	switch c.Kind {
	case "date":
		if serial, is := dateSerial(c.Text); is {
			return value{Text: c.Text, Number: serial, Format: dateFormat}, true
		}
	case "int", "percent", "decimal":
		return numberValue(c.Text, c.Value)
	}
	return value{Text: c.Text}, true
}

// numberValue finds the number and format which show text. "—" and other words
// are text. Numbers of more than 15 digits are text: a cell can't hold them.
func numberValue(text string, exact *float64) (value, bool) {
	m := printedNumber.FindStringSubmatch(text)
	if m == nil {
		return value{Text: text}, true
	}
	sign, whole, frac, suffix := m[1], m[2], m[3], m[4]
	digits := strings.ReplaceAll(whole, ",", "")
	if len(digits)+len(frac) > 15 || (len(digits) > 1 && digits[0] == '0') {
		return value{Text: text}, true
	}
	plain := digits
	if frac != "" {
		plain += "." + frac
	}
	n, err := strconv.ParseFloat(plain, 64)
	if err != nil || (n == 0 && sign != "") {
		return value{Text: text}, true
	}
	if sign == "-" {
		n = -n
	}
	if exact != nil {
		switch {
		case shows(*exact, sign == "-", plain, len(frac)):
			n = *exact
		case !(math.Abs(*exact-n) <= math.Pow10(-len(frac))):
			return value{Text: text}, false
		}
	}
	return value{Text: text, Number: n, Format: numberFormat(sign, whole, len(frac), suffix)}, true
}

// shows tells whether Excel, which rounds half away from zero, would show v as
// plain with that many decimals.
func shows(v float64, negative bool, plain string, decimals int) bool {
	if math.IsNaN(v) || math.IsInf(v, 0) || (v < 0) != negative {
		return false
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(math.Abs(v), 'g', 15, 64))
	return ok && r.FloatString(decimals) == plain
}

func numberFormat(sign, whole string, decimals int, suffix string) string {
	f := "0"
	if strings.Contains(whole, ",") {
		f = "#,##0"
	}
	if decimals > 0 {
		f += "." + strings.Repeat("0", decimals)
	}
	if suffix != "" {
		f += `"` + suffix + `"`
	}
	if sign == "+" {
		return "+" + f + ";-" + f + ";" + f
	}
	return f
}

// firstDate is the first day on which Excel's serial numbers are right: it
// believes in a 29 February 1900.
var firstDate = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)

// dateSerial is the day number of an ISO date (yyyy-MM-dd). Anything else, and
// days before March 1900, stay text.
func dateSerial(s string) (float64, bool) {
	if len(s) != len(time.DateOnly) || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:]) {
		return 0, false
	}
	digits := func(from, to int) (n int) {
		for _, c := range []byte(s[from:to]) {
			n = n*10 + int(c-'0')
		}
		return n
	}
	month, day := time.Month(digits(5, 7)), digits(8, 10)
	t := time.Date(digits(0, 4), month, day, 0, 0, 0, 0, time.UTC)
	if t.Month() != month || t.Day() != day || t.Before(firstDate) {
		return 0, false
	}
	return float64((t.Unix()-firstDate.Unix())/(24*60*60)) + 61, true
}
