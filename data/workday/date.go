// Package workday holds the calendar day (Date) and the working-day calendar
// of mainland China: which days are worked, when a limit of N working days
// falls due, and whether that due date may still change.
//
// It is pure: standard library only, no files, no clock, no database. It knows
// no problem, no deadline rule and no light; those are built on it. The ledger
// (data), the importer, the reports and the pages all call it.
package workday

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"time"
)

// Date is one calendar day, counted from 1 = 0001-01-01 in the proleptic
// Gregorian calendar; 0 is "no date". Dates compare with < and subtract to a
// number of calendar days. Its text, JSON and SQL form is "2006-01-02", and ""
// (SQL: NULL) for no date.
//
// Days outside the years 1–9999 do not exist: arithmetic that leaves them
// gives 0.
type Date int32

const (
	firstDate Date = 1       // 0001-01-01, a Monday
	lastDate  Date = 3652059 // 9999-12-31, a Friday

	daysPer400Years = 146097
)

// Make returns the day, or 0 when there is no such day (2026-02-30) or the
// year is not 1–9999.
func Make(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0
	}
	// Years are counted from 1 March, so that the leap day comes last.
	y, m := year, month-3
	if month <= 2 {
		y, m = year-1, month+9
	}
	era, yoe := y/400, y%400
	doy := (153*m+2)/5 + day - 1
	return Date(era*daysPer400Years + yoe*365 + yoe/4 - yoe/100 + doy - 305)
}

// Parse reads the strict form yyyy-MM-dd. Anything else, "" too, is an error;
// looser spellings of ledgers are the importer's affair.
func Parse(s string) (Date, error) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, badDate(s)
	}
	y, ok1 := digits(s[0:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 {
		return 0, badDate(s)
	}
	date := Make(y, m, d)
	if date == 0 {
		return 0, fmt.Errorf("日期“%s”不存在，请核对年月日", s)
	}
	return date, nil
}

func badDate(s string) error {
	if s == "" {
		return fmt.Errorf("日期为空，请按“2026-10-08”的格式填写")
	}
	const shown = 40
	if r := []rune(s); len(r) > shown {
		s = string(r[:shown]) + "…"
	}
	return fmt.Errorf("日期“%s”无法识别，请按“2026-10-08”的格式填写", s)
}

func digits(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// MustParse is Parse for constants and tests: it panics on a bad date.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic("workday: " + err.Error())
	}
	return d
}

// FromTime returns the calendar day of t in t's own location. The zero Time is
// no date.
func FromTime(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.Date()
	return Make(y, int(m), d)
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

func (d Date) exists() bool { return d >= firstDate && d <= lastDate }

// YMD returns year, month and day of month; 0, 0, 0 for no date.
func (d Date) YMD() (year, month, day int) {
	if !d.exists() {
		return 0, 0, 0
	}
	n := int(d) + 305 // days since 0000-03-01
	era, doe := n/daysPer400Years, n%daysPer400Years
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	day = doy - (153*m+2)/5 + 1
	year = era*400 + yoe
	if m < 10 {
		return year, m + 3, day
	}
	return year + 1, m - 9, day
}

// Year returns the year, 0 for no date.
func (d Date) Year() int { y, _, _ := d.YMD(); return y }

// Month returns the month 1–12, 0 for no date.
func (d Date) Month() int { _, m, _ := d.YMD(); return m }

// Day returns the day of the month, 0 for no date.
func (d Date) Day() int { _, _, n := d.YMD(); return n }

// YearMonth returns the month as one sortable number, 202610; 0 for no date.
func (d Date) YearMonth() int { y, m, _ := d.YMD(); return y*100 + m }

// AddDays moves by n calendar days. No date stays no date.
func (d Date) AddDays(n int) Date {
	if !d.exists() || n > int(lastDate) || n < -int(lastDate) {
		return 0
	}
	if to := d + Date(n); to.exists() {
		return to
	}
	return 0
}

// AddMonths moves by n calendar months; where the month has no such day, its
// last day (2026-01-31 + 1 month = 2026-02-28). No date stays no date.
func (d Date) AddMonths(n int) Date {
	const allMonths = 12 * 9999
	if !d.exists() || n > allMonths || n < -allMonths {
		return 0
	}
	y, m, day := d.YMD()
	months := y*12 + m - 1 + n
	y, m = months/12, months%12+1
	return Make(y, m, min(day, daysIn(y, m)))
}

// MonthStart returns the first day of d's month.
func (d Date) MonthStart() Date {
	y, m, _ := d.YMD()
	return Make(y, m, 1)
}

// MonthEnd returns the last day of d's month: the meaning of “X月底前”.
func (d Date) MonthEnd() Date {
	y, m, _ := d.YMD()
	return Make(y, m, daysIn(y, m))
}

// Weekday returns the day of the week; meaningless for no date.
func (d Date) Weekday() time.Weekday { return time.Weekday((d%7 + 7) % 7) }

// Time returns midnight UTC of the day; the zero Time for no date.
func (d Date) Time() time.Time {
	if !d.exists() {
		return time.Time{}
	}
	y, m, day := d.YMD()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// String returns "2006-01-02", and "" for no date.
func (d Date) String() string {
	if !d.exists() {
		return ""
	}
	var b [10]byte
	return string(d.appendTo(b[:0]))
}

func (d Date) appendTo(b []byte) []byte {
	y, m, day := d.YMD()
	return append(b,
		byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-',
		byte('0'+m/10), byte('0'+m%10), '-',
		byte('0'+day/10), byte('0'+day%10))
}

// Chinese returns the form of official papers, 2026年10月8日: Arabic digits, no
// leading zeros (GB/T 9704-2012). "" for no date.
func (d Date) Chinese() string {
	if !d.exists() {
		return ""
	}
	y, m, day := d.YMD()
	return strconv.Itoa(y) + "年" + strconv.Itoa(m) + "月" + strconv.Itoa(day) + "日"
}

// MarshalText gives the text form, empty for no date. A value that is no day
// at all (made by conversion, not by this package) is an error, so that it is
// never stored as "no date".
func (d Date) MarshalText() ([]byte, error) {
	if d == 0 {
		return []byte{}, nil
	}
	if !d.exists() {
		return nil, d.notADay()
	}
	return d.appendTo(make([]byte, 0, 10)), nil
}

// UnmarshalText reads the text form; empty is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	got, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// Value gives the SQL form: the text, or NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	if !d.exists() {
		return nil, d.notADay()
	}
	return d.String(), nil
}

// Scan reads the SQL form: NULL and "" are no date, text is parsed strictly,
// any other type is an error.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = 0
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	}
	return fmt.Errorf("数据库中的日期类型不对（%T），应为“2026-10-08”形式的文字", src)
}

func (d Date) notADay() error {
	return fmt.Errorf("内部日期值 %d 不是有效的日期（须在公元1年至9999年之间）", int32(d))
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
