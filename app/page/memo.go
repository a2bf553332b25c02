package page

import (
	"context"

	"qinqing/data/store"
)

// Remember keeps something of the window's own under a key, such as the widths of
// columns; "" forgets it. It is no step to undo.
func (o *Office) Remember(key, value string) { o.rememberThen(key, value, func() {}) }

// rememberThen goes on with then when it is written.
func (o *Office) rememberThen(key, value string, then func()) {
	if o.ReadOnly {
		return
	}
	o.Work("", func(ctx context.Context) error { return o.Actions.Remember(ctx, key, value) }, func(err error) {
		if err != nil { // nobody asked for it: the work goes on as it is
			o.log("remember " + key + ": " + err.Error())
		}
		then()
	})
}

// Recall is what is remembered under a key, "" if nothing is.
func (o *Office) Recall(key string) (value string) {
	err := o.View(o.Context, func(v *store.View) (err error) {
		value, err = v.Remembered(key)
		return err
	})
	if err != nil {
		o.log("recall " + key + ": " + err.Error())
	}
	return value
}
