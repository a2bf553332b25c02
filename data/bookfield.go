package data

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"qinqing/data/workday"
)

// BookInput is an entry of a register as it was typed, by the keys of its fields.
// Days are yyyy-MM-dd.
type BookInput struct {
	Kind    RecordKind
	ID      ID // 0: a new one
	Version int
	On      Date
	Values  map[string]string
}

// Finder turns the names that were typed into records. "" is never asked for.
type Finder interface {
	FindUnit(name string) (ID, error)
	FindFirm(name string, region ID) (ID, error)
	FindRegion(name string) (ID, error)
	FindProblem(code string) (ID, error)
	FindPolicy(title string) (ID, error)
}

// Namer tells what the records are called that an entry holds the IDs of.
type Namer interface {
	NameOf(kind FieldKind, id ID) string
}

// Most characters of a text, and of a long one.
const (
	mostText = 200
	MostLong = 2000
)

// Entry turns what was typed into the entry itself; was is the one that is being
// changed, nil for a new one. Errors name the field at fault by its key.
func (in BookInput) Entry(today Date, find Finder, was *Record) (Record, error) {
	g := BookOf(in.Kind)
	if g == nil {
		return Record{}, Errorf(Invalid, "kind", "没有名为“%s”的登记簿，没有保存。", string(in.Kind))
	}
	switch {
	case in.On == 0:
		return Record{}, Errorf(Invalid, "date", "请填写%s。", g.Day)
	case in.On > today:
		return Record{}, Errorf(Invalid, "date", "%s %s 在今天之后，请核对。", g.Day, in.On)
	}
	r := &fieldReader{find: find, kept: map[string]json.RawMessage{}, values: in.Values, into: map[string]any{}}
	if was != nil {
		if err := was.Decode(&r.kept); err != nil {
			return Record{}, err
		}
	}
	// A field nobody types keeps what it held.
	for key, raw := range r.kept {
		if g.Field(key) == nil {
			r.into[key] = raw
		}
	}
	for i := range g.Fields {
		if err := r.read(&g.Fields[i]); err != nil {
			return Record{}, err
		}
	}
	raw, err := json.Marshal(r.into)
	if err != nil {
		return Record{}, Wrap(Internal, err, "这条记录无法保存：内容不能写成文本。")
	}
	body := newBody(in.Kind)
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(body); err != nil {
		return Record{}, Wrap(Internal, err, "程序内部出错：登记簿的字段对不上，没有保存。")
	}
	if err := body.check(in.On, today); err != nil {
		return Record{}, err
	}
	out, err := NewRecord(in.Kind, in.On, r.ref, body)
	out.ID, out.Version = in.ID, in.Version
	return out, err
}

// fieldReader reads typed fields into a body's JSON.
type fieldReader struct {
	find   Finder
	kept   map[string]json.RawMessage
	values map[string]string
	into   map[string]any
	ref    ID
	region ID // of the entry, for the enterprises named in it
}

func (r *fieldReader) read(f *BookField) error {
	text := strings.TrimSpace(r.values[f.Key])
	if text == "" {
		if f.Required {
			return Errorf(Invalid, f.Key, "请填写%s。", f.Word)
		}
		if f.Kind == FirmsField && r.kept[f.Key] != nil && r.values["count"] == "" {
			r.into[f.Key] = r.kept[f.Key] // a long list is not shown again to be changed
		}
		return nil
	}
	value, err := r.value(f, text)
	if err != nil {
		return fieldError(err, f.Key)
	}
	if f.Key == RefKey {
		r.ref, _ = value.(ID)
		return nil
	}
	r.into[f.Key] = value
	return nil
}

// fieldError puts an error of the rules beside the field that was typed wrongly.
func fieldError(err error, key string) error {
	switch code := CodeOf(err); code {
	case Invalid, NotFound, Conflict:
		return &Error{Code: code, Field: key, Message: err.Error(), Cause: err}
	}
	return err
}

func (r *fieldReader) value(f *BookField, text string) (any, error) {
	switch f.Kind {
	case TextField, LongField:
		return text, f.short(text)
	case ChoiceField:
		for _, c := range f.Choices {
			if c == text {
				return text, nil
			}
		}
		return nil, Errorf(Invalid, f.Key, "%s只能是：%s。", f.Word, strings.Join(f.Choices, "、"))
	case DayField:
		d, err := workday.Parse(text)
		if err != nil {
			return nil, Errorf(Invalid, f.Key, "%s应写成 2026-10-09 这样的日期。", f.Word)
		}
		return d, nil
	case MoneyField:
		return ParseWan(f.Word, text)
	case CountField:
		n, err := strconv.ParseInt(strings.ReplaceAll(width.Narrow.String(text), ",", ""), 10, 64)
		if err != nil || n < 0 || n > 1_000_000_000 {
			return nil, Errorf(Invalid, f.Key, "%s应是不小于 0 的整数。", f.Word)
		}
		return n, nil
	case CasesField:
		return ParseCases(text)
	}
	return r.record(f, text)
}

func (f *BookField) short(text string) error {
	most := f.Most
	switch {
	case most > 0:
	case f.Kind == LongField:
		most = MostLong
	default:
		most = mostText
	}
	if n := len([]rune(text)); n > most {
		return Errorf(Invalid, f.Key, "%s最多 %d 个字，现在有 %d 个。", f.Word, most, n)
	}
	return nil
}

// record reads a field that holds other records.
func (r *fieldReader) record(f *BookField, text string) (any, error) {
	switch f.Kind {
	case UnitField:
		return r.find.FindUnit(text)
	case FirmField:
		return r.find.FindFirm(text, 0)
	case RegionField:
		id, err := r.find.FindRegion(text)
		r.region = id
		return id, err
	case ProblemField:
		return r.find.FindProblem(text)
	case PolicyField:
		return r.find.FindPolicy(text)
	}
	var out []ID
	seen := map[ID]bool{}
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		id, err := r.find.FindFirm(line, r.region)
		if err != nil {
			return nil, err
		}
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out, nil
}

// ParseWan reads an amount in 万元 exactly, to the 分; word is what the error calls it.
func ParseWan(word, text string) (fen int64, err error) {
	text = strings.NewReplacer(",", "", "，", "", " ", "").Replace(width.Narrow.String(text))
	text = strings.TrimSuffix(text, "万元")
	v, ok := new(big.Rat).SetString(text)
	if ok && !strings.ContainsAny(text, "/eE") {
		v.Mul(v, big.NewRat(fenPerWan, 1))
		if v.IsInt() && v.Sign() >= 0 && v.Num().IsInt64() {
			return v.Num().Int64(), nil
		}
	}
	return 0, Errorf(Invalid, "", "%s的金额“%s”看不懂：应是以万元计、不小于 0 的数，最多精确到分（6 位小数）。", word, text)
}

const fenPerWan = 1_000_000

// FormatWan writes 分 as 万元, with separators and no more decimals than it has.
func FormatWan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	s := sign + grouped(fen/fenPerWan)
	rest := fen % fenPerWan
	if rest == 0 {
		return s
	}
	text := strconv.FormatInt(fenPerWan+rest, 10)[1:]
	return s + "." + strings.TrimRight(text, "0")
}

func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ParseCases reads the cases of a matter, one a line: the day one ended and the working
// days it took, with any mark between them.
func ParseCases(text string) (out []ActualCase, err error) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		parts := strings.FieldsFunc(width.Narrow.String(line), func(r rune) bool { return strings.ContainsRune(" \t,，:：、", r) })
		bad := Errorf(Invalid, "actual", "办件“%s”看不懂，应写成 2026-10-09 2（办结日期 用时工作日）。", line)
		if len(parts) != 2 {
			return nil, bad
		}
		on, err := workday.Parse(parts[0])
		if err != nil {
			return nil, bad
		}
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(parts[1], "日"), "工作"))
		if err != nil || n < 0 || n > 10_000 {
			return nil, bad
		}
		out = append(out, ActualCase{On: on, Days: n})
	}
	return out, nil
}

// Texts are an entry's fields as they are shown and typed, by their keys.
func (g *Book) Texts(rec Record, names Namer) (map[string]string, error) {
	var body map[string]json.RawMessage
	if err := rec.Decode(&body); err != nil {
		return nil, err
	}
	out := make(map[string]string, len(g.Fields))
	for i := range g.Fields {
		f := &g.Fields[i]
		if f.Key == RefKey {
			if rec.Ref != 0 {
				out[f.Key] = names.NameOf(f.Kind, rec.Ref)
			}
			continue
		}
		if raw := body[f.Key]; raw != nil {
			text, err := f.text(raw, names)
			if err != nil {
				return nil, Wrap(Corrupt, err, "登记簿中的一条记录读不出来（编号 %d），其他记录不受影响。", rec.ID)
			}
			out[f.Key] = text
		}
	}
	return out, nil
}

func (f *BookField) text(raw json.RawMessage, names Namer) (string, error) {
	var n int64
	switch f.Kind {
	case TextField, LongField, ChoiceField, DayField:
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err
	case MoneyField:
		err := json.Unmarshal(raw, &n)
		return FormatWan(n), err
	case CountField:
		err := json.Unmarshal(raw, &n)
		return strconv.FormatInt(n, 10), err
	case CasesField:
		var list []ActualCase
		err := json.Unmarshal(raw, &list)
		lines := make([]string, len(list))
		for i, c := range list {
			lines[i] = c.On.String() + " " + strconv.Itoa(c.Days)
		}
		return strings.Join(lines, "\n"), err
	case FirmsField:
		return "", nil // a list of thousands is typed anew or left as it is
	}
	if err := json.Unmarshal(raw, &n); err != nil || n == 0 {
		return "", err
	}
	return names.NameOf(f.Kind, ID(n)), nil
}

// Prose are the texts of an input in which anything may be written; of a field that
// takes only names and numbers there are none.
func (in BookInput) Prose() (out []string) {
	g := BookOf(in.Kind)
	if g == nil {
		return nil
	}
	for _, f := range g.Fields {
		if (f.Kind == TextField || f.Kind == LongField) && in.Values[f.Key] != "" {
			out = append(out, in.Values[f.Key])
		}
	}
	return out
}
