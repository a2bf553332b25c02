package intake

import (
	"reflect"
	"regexp"
	"strings"

	"qinqing/data"
)

// firms knows the enterprises of the ledger: those on record and those it brings.
type firms struct {
	byName map[string]*data.Enterprise
	fresh  []*data.Enterprise
	filled map[data.ID]*data.Enterprise // on record, with blanks filled by the ledger
	next   func() data.ID
}

func newFirms(known Known, names []string, next func() data.ID) (*firms, error) {
	f := &firms{byName: map[string]*data.Enterprise{}, filled: map[data.ID]*data.Enterprise{}, next: next}
	const batch = 400
	for len(names) > 0 {
		n := min(batch, len(names))
		got, err := known.EnterprisesNamed(names[:n])
		if err != nil {
			return nil, err
		}
		for k, list := range got {
			if len(list) > 0 {
				e := list[0]
				f.byName[k] = &e
			}
		}
		names = names[n:]
	}
	return f, nil
}

// firmFacts is what a row says about its enterprise.
type firmFacts struct {
	name, uscc, industry, contact, phone string
	region                               data.ID
}

// find gives the enterprise's ID, making it when the office doesn't know it.
func (f *firms) find(x firmFacts) data.ID {
	if nameless(x.name) {
		return 0
	}
	k := data.Normalise(x.name)
	e := f.byName[k]
	if e == nil {
		e = &data.Enterprise{ID: f.next(), Name: x.name}
		f.byName[k] = e
		f.fresh = append(f.fresh, e)
	}
	before := *e
	fill(&e.Industry, x.industry)
	fill(&e.Contact, x.contact)
	fill(&e.Phone, x.phone)
	if e.USCC == "" && data.CheckUSCC(x.uscc) == nil {
		e.USCC = x.uscc
	}
	if e.Region == 0 {
		e.Region = x.region
	}
	if e.ID > 0 && !reflect.DeepEqual(*e, before) {
		f.filled[e.ID] = e
	}
	return e.ID
}

func (f *firms) region(id data.ID, name string) data.ID {
	if e := f.byName[data.Normalise(name)]; e != nil && e.ID == id {
		return e.Region
	}
	return 0
}

var (
	firmPlace = regexp.MustCompile(`^(?:福建省|福建)?(?:泉州市|泉州)?(\p{Han}{2,3}?)(?:市|县|区)?(.+)$`)
	firmForm  = strings.NewReplacer("有限责任公司", "公司", "股份有限公司", "公司", "有限公司", "公司")
)

// FirmKey is a name without province, city and form of company: what two spellings of
// one enterprise have in common. Two enterprises may share it, so it only raises a doubt.
func FirmKey(name string) string {
	return firmForm.Replace(firmPlace.ReplaceAllString(data.Normalise(name), "$1$2"))
}

// alike lists new enterprises whose names are so near to another's that they may be one.
func (f *firms) alike() [][2]string {
	first := map[string]*data.Enterprise{}
	for _, k := range sortedKeys(f.byName) {
		e := f.byName[k]
		if b := first[FirmKey(e.Name)]; b == nil || e.ID > 0 && b.ID < 0 {
			first[FirmKey(e.Name)] = e
		}
	}
	var out [][2]string
	for _, e := range f.fresh {
		if b := first[FirmKey(e.Name)]; b != nil && b.ID != e.ID {
			out = append(out, [2]string{e.Name, b.Name})
		}
	}
	return out
}

func fill(into *string, s string) {
	if *into == "" && !isNothing(s) {
		*into = s
	}
}

var phoneText = regexp.MustCompile(`(?:\+?86[- ]?)?(?:1\d{10}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})`)

// splitContact takes the phone out of 许婷 13800000501.
func splitContact(text string) (name, phone string) {
	phone = phoneText.FindString(text)
	name = strings.Trim(strings.Replace(text, phone, "", 1), " ,，、:：;；/\n()（）")
	return name, phone
}

var firmSays = regexp.MustCompile(`^(?:\d+[.、．]\s*)?([\p{Han}A-Za-z0-9()（）·&]{3,40}?(?:公司|厂|商行|店|合作社|集团|工作室|经营部|加工场|农场|加油站|酒店|饭店|超市|商场|养殖场|工厂|企业))(?:负责人|法定代表人|工作人员)?(?:来电|来信|来函|书面)?(?:反映|提出|投诉|反馈|表示|诉求|诉|建议|希望|称)[:：,，]?`)

// firmIn finds the enterprise that a problem's text begins with (…厂反映…); empty when
// it names none, or only enterprises in general.
func firmIn(content string) string {
	m := firmSays.FindStringSubmatch(content)
	if m == nil {
		return ""
	}
	name := m[1]
	for _, vague := range []string{"部分", "多家", "有的", "一些", "个别", "某", "辖区", "该", "本", "我", "各", "不少", "许多", "多数", "大部分", "中小", "小微", "民营", "规上", "园区"} {
		if strings.HasPrefix(name, vague) {
			return ""
		}
	}
	if strings.Contains(name, "等") && !strings.HasSuffix(name, "公司") || strings.Contains(name, "反映") || len([]rune(name)) < 4 {
		return ""
	}
	return name
}
