package page

import (
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// tellClosed says beside a day that its month was closed (封账): it is let in, and told in
// the next bulletin.
func (o *Office) tellClosed(form *widget.Form, key string, day *widget.DateEntry) {
	var closed *data.Closing
	err := o.View(o.Context, func(v *store.View) (err error) {
		closed, err = v.Closed()
		return err
	})
	if err != nil || closed == nil {
		return // what can't be read is told where the day is kept
	}
	told := false
	form.Watch(func() {
		on, err := o.dayIn(key, day)
		late := err == nil && on != 0 && on <= closed.To
		if !late && !told {
			return
		}
		if told = late; late {
			form.Hint(key, closed.To.String()+" 及以前已经封账：照样登记，下期通报里注明")
			return
		}
		form.Hint(key, "")
	}, key)
}
