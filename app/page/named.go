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

// newWords says beside a field that what it holds would be added, and what there is
// that is like it.
func newWords(word, text string, known bool, like []string) string {
	switch {
	case text == "" || known:
		return ""
	case len(like) == 0:
		return word
	case len(like) == 1:
		return word + "，或选用：" + like[0]
	}
	return word + "，或选用：" + like[0] + "等"
}

// tellNewUnit keeps the note about a new unit beside a field up to date.
func tellNewUnit(f *widget.Form, key string, p *widget.Picker, c choices) {
	f.Watch(func() {
		text := strings.TrimSpace(p.Text)
		f.Hint(key, newWords("新单位", text, c.known[text], p.Choices(text)))
	}, key)
}

// tellNewFirm does so for a firm.
func tellNewFirm(o *Office, f *widget.Form, key string, p *widget.Picker) {
	f.Watch(func() {
		text := strings.TrimSpace(p.Text)
		f.Hint(key, newWords("新企业", text, o.knowsFirm(text), p.Choices(text)))
	}, key)
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
