package page

import (
	"slices"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// named is a word a form offers and by what it is found.
type named struct {
	name           string
	aliases        []string
	full, initials string // pinyin
}

func newNamed(name string, aliases []string) named {
	n := named{name: name, aliases: aliases}
	n.full, n.initials = store.Pinyin(name)
	return n
}

func (n named) holds(text, low string) bool {
	if strings.Contains(n.name, text) || strings.Contains(n.full, low) || strings.Contains(n.initials, low) {
		return true
	}
	return slices.ContainsFunc(n.aliases, func(s string) bool { return strings.Contains(s, text) })
}

// offering offers the names that begin with a text, then those that hold it in their
// name, an alias or their pinyin.
func offering(list []named) func(string) []string {
	return func(text string) []string {
		text = strings.TrimSpace(text)
		low := strings.ToLower(data.Normalise(text))
		var begin, within []string
		for _, n := range list {
			switch {
			case strings.HasPrefix(n.name, text):
				begin = append(begin, n.name)
			case n.holds(text, low):
				within = append(within, n.name)
			}
		}
		return append(begin, within...)
	}
}

// longestHint keeps a name of two hundred characters from pushing the form's fields apart.
const longestHint = 24

// newWords says beside a field that what it holds would be added, and what there is
// that is like it.
func newWords(word, text string, known bool, like []string) string {
	switch {
	case text == "" || known:
		return ""
	case len(like) == 0:
		return word
	case len(like) == 1:
		return word + "，或选用：" + cut(like[0], longestHint)
	}
	return word + "，或选用：" + cut(like[0], longestHint) + "等"
}

// tellNewUnit keeps the note about a new unit beside a field up to date.
func tellNewUnit(f *widget.Form, key string, p *widget.Picker, c choices) {
	f.Watch(func() {
		text := strings.TrimSpace(p.Text)
		f.Hint(key, newWords("新单位", text, c.known[text], p.Choices(text)))
	}, key)
}

// tellNewFirm does so for a firm, also of names that differ in what kind of firm it is.
func tellNewFirm(o *Office, f *widget.Form, key string, p *widget.Picker) {
	f.Watch(func() {
		text := strings.TrimSpace(p.Text)
		known := o.knowsFirm(text)
		like := p.Choices(text)
		if core := firmCore(text); len(like) == 0 && core != "" {
			like = p.Choices(core)
		}
		f.Hint(key, newWords("新企业", text, known, like))
	}, key)
}

// firmKinds are the words at the end of a firm's name that say what kind it is.
var firmKinds = []string{"股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "分公司", "公司", "集团", "工厂", "厂", "商行", "店", "合作社"}

// firmCore is a name without its kind, empty if there is nothing left to look for.
func firmCore(name string) string {
	core := name
	for _, k := range firmKinds {
		if rest, ok := strings.CutSuffix(core, k); ok {
			core = rest
			break
		}
	}
	if core == name || len([]rune(core)) < 3 {
		return ""
	}
	return core
}

// placeOf is the region of the one firm of that name, empty if there are several or none.
func (o *Office) placeOf(name string) (place string) {
	err := o.View(o.Context, func(v *store.View) error {
		key := data.Normalise(name)
		found, err := v.EnterprisesNamed([]string{key})
		if err != nil || len(found[key]) != 1 || found[key][0].Region == 0 {
			return err
		}
		regions, err := v.NamesByID(data.ByRegion)
		place = regions[found[key][0].Region]
		return err
	})
	if err != nil {
		o.log("enterprise: " + err.Error())
	}
	return place
}

// knowsFirm says whether the ledger has a firm of that name.
func (o *Office) knowsFirm(name string) bool {
	known := false
	err := o.View(o.Context, func(v *store.View) error {
		key := data.Normalise(name)
		found, err := v.EnterprisesNamed([]string{key})
		known = len(found[key]) > 0
		return err
	})
	if err != nil {
		o.log("enterprise: " + err.Error())
	}
	return known
}
