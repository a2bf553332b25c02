package page

import "context"

// print sends a file to the printer, or to the program where it can be printed from, and
// tells which.
func (o *Office) print(path string) {
	if o.Print == nil {
		o.open(path)
		return
	}
	var told string
	o.Work("", func(context.Context) (err error) {
		told, err = o.Print(path)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("没有打印", err)
			return
		}
		o.Toasts.Show(told, "", nil)
	})
}
