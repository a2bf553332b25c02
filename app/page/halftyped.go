package page

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// typedForm keeps what was typed into a form and not yet saved, so that it outlives the
// program. Only one writing is under way at a time, so that none overtakes another.
type typedForm struct {
	office *Office
	form   *widget.Form
	key    string
	record data.ID // that is changed; 0: a new one
	only   bool    // what was changed is kept, not what stands in the other fields
	last   string  // as it is kept
	next   *string
	busy   bool
	then   []func() // when all is written
	asking bool     // whether to go on with it
	// beside is what the form holds that is in no field of it, "" for nothing; putBeside
	// brings it back. Both may be nil.
	beside    func() string
	putBeside func(string)
}

// besideKey is under which what stands in no field is kept.
const besideKey = "*"

// keepTyped keeps a form's content under its title, and the record it changes, from now on.
func (o *Office) keepTyped(title string, record data.ID, form *widget.Form) *typedForm {
	h := &typedForm{office: o, form: form, record: record, only: record != 0, key: store.HalfTyped + title}
	if record != 0 {
		h.key += "." + strconv.FormatInt(int64(record), 36)
	}
	h.last = o.Recall(h.key)
	form.OnKeep = func(map[string]string) { h.keep() }
	return h
}

// touched says that something was typed or chosen.
func (h *typedForm) touched() bool {
	return h.form.Touched() || h.beside != nil && h.beside() != ""
}

func (h *typedForm) keep() {
	if h.asking {
		return // what is kept is still wanted
	}
	if !h.touched() {
		h.put("")
		return
	}
	values := h.form.Values()
	if h.only {
		values = h.form.Changes()
	}
	for k, s := range values {
		if s == "" && !h.only || data.MarkedSecret(s) { // what may not be entered is not kept either
			delete(values, k)
		}
	}
	if h.beside != nil {
		values[besideKey] = h.beside()
	}
	b, err := json.Marshal(values)
	if err != nil {
		h.office.log("half typed: " + err.Error())
		return
	}
	h.put(string(b))
}

// kept says that something is kept of the form, or about to be.
func (h *typedForm) kept() bool { return h.last != "" || h.next != nil || h.busy }

func (h *typedForm) forget() { h.put("") }

func (h *typedForm) put(text string) {
	h.next = &text
	if !h.busy {
		h.write()
	}
}

func (h *typedForm) write() {
	if h.next == nil || *h.next == h.last {
		h.next = nil
		then := h.then
		h.then = nil
		for _, f := range then {
			f()
		}
		return
	}
	text := *h.next
	h.next, h.busy = nil, true
	h.office.Work("", func(ctx context.Context) error { return h.office.Actions.Remember(ctx, h.key, text) }, func(err error) {
		h.busy = false
		h.last = text
		if err != nil { // nobody asked for it: typing goes on
			h.office.log("half typed: " + err.Error())
		}
		h.write()
	})
}

// written calls then when nothing is left to be written.
func (h *typedForm) written(then func()) {
	h.then = append(h.then, then)
	if !h.busy {
		h.write()
	}
}

// restore fills the form with what was kept.
func (h *typedForm) restore() {
	if h.last == "" {
		return
	}
	var values map[string]string
	if err := json.Unmarshal([]byte(h.last), &values); err != nil {
		h.office.log("half typed: " + err.Error())
		return
	}
	h.form.Restore(values)
	if text := values[besideKey]; text != "" && h.putBeside != nil {
		h.putBeside(text)
	}
}

// stand keeps the form of a page like one on a sheet. Another form in the same place
// takes it over, where the page is made anew or goes on to another record.
func (o *Office) stand(place, title string, form *widget.Form) *typedForm {
	if o.standing == nil {
		o.standing = map[string]*typedForm{}
	}
	h := o.keepTyped(title, 0, form)
	o.standing[place] = h
	return h
}

// unstand ends that.
func (o *Office) unstand(place string) {
	if h := o.standing[place]; h != nil {
		h.form.OnKeep = nil
		delete(o.standing, place)
	}
}

// offer asks whether to go on with what was kept.
func (h *typedForm) offer(title string) {
	if h.last == "" {
		return
	}
	if h.office.resume == title {
		h.office.resume = ""
		h.restore()
		return
	}
	back := h.office.Window.Canvas().Focused()
	h.asking = true
	widget.ShowQuestion(h.office.Window, "上次没有填完", "上次在“"+cut(title, 40)+"”里填写的内容还在："+h.gist()+"\n继续填写？",
		widget.Option{Text: "继续填写", Do: func() {
			h.asking = false
			h.restore()
			if back != nil {
				h.office.Window.Canvas().Focus(back)
			}
		}}, widget.Option{Text: "不要了", Do: func() {
			h.asking = false
			h.forget()
		}})
}

// gist is the beginning of what was kept, the longest text of it.
func (h *typedForm) gist() string {
	var values map[string]string
	if json.Unmarshal([]byte(h.last), &values) != nil {
		return ""
	}
	longest := ""
	for _, s := range values {
		if len(s) > len(longest) || len(s) == len(longest) && s < longest {
			longest = s
		}
	}
	return cut(longest, 30)
}

// HalfTyped lists the titles of the forms that were not filled in to the end.
func (o *Office) HalfTyped() (titles []string) {
	err := o.View(o.Context, func(v *store.View) error {
		all, err := v.RememberedAll(store.HalfTyped)
		for k := range all {
			title, _, _ := strings.Cut(strings.TrimPrefix(k, store.HalfTyped), ".")
			titles = append(titles, title)
		}
		return err
	})
	if err != nil {
		o.log("half typed: " + err.Error())
	}
	slices.Sort(titles)
	return slices.Compact(titles)
}

// OfferHalfTyped asks, when the program starts, whether to go on with a visit that was
// not registered to the end, and names the other forms.
func (o *Office) OfferHalfTyped() {
	titles := o.HalfTyped()
	if len(titles) == 0 || o.ReadOnly {
		return
	}
	i := slices.Index(titles, visitTitle)
	if i < 0 {
		o.Toasts.Show("上次没有填完："+cut(strings.Join(titles, "、"), 60)+"。打开同一张表单可以接着填。", "", nil)
		return
	}
	text := "上次登记走访时没有填完，内容还在。继续填写？"
	if others := slices.Delete(titles, i, i+1); len(others) > 0 {
		text += "\n另有没填完的：" + cut(strings.Join(others, "、"), 100) + "。打开同一张表单可以接着填。"
	}
	widget.ShowQuestion(o.Window, "上次没有登记完的走访", text, widget.Option{Text: "以后再说"},
		widget.Option{Text: "继续填写", Primary: true, Do: func() {
			o.resume = visitTitle
			ShowVisitForm(o)
		}}, widget.Option{Text: "不要了", Do: func() { o.Remember(store.HalfTyped+visitTitle, "") }})
}

// typing are all forms that are on show, on sheets and pages.
func (o *Office) typing() []*typedForm {
	out := slices.Collect(maps.Values(o.standing))
	for _, f := range o.forms {
		out = append(out, f.typed)
	}
	return out
}

// LeaveTyped keeps what the open forms hold, or forgets it, and goes on with then.
func (o *Office) LeaveTyped(keep bool, then func()) {
	left := 1
	done := func() {
		if left--; left == 0 {
			then()
		}
	}
	for _, h := range o.typing() {
		left++
		if keep {
			h.keep()
		} else {
			h.forget()
		}
		h.written(done)
	}
	done()
}
