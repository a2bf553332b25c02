package page

import (
	"context"

	"fyne.io/fyne/v2/container"

	"qinqing/data"
	"qinqing/data/store"
)

// pane is the right-hand side of a page, which shows one record at a time: what stands
// there when none is chosen, what is read of one, and what is said where it can't be.
type pane[F any] struct {
	none, gone, failed string
	read               func(v *store.View, id data.ID, today data.Date) (F, error)
	hint               func(text string)
	fill               func(F)
}

// show reads a record and shows it; 0 shows none. shown is the one the pane is on: where
// another is chosen meanwhile, that one is waited for.
func (p pane[F]) show(o *Office, scroll *container.Scroll, shown *data.ID, id data.ID) {
	moved := *shown != id
	*shown = id
	if id == 0 {
		p.hint(p.none)
		return
	}
	var f F
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			f, err = p.read(v, id, o.Ledger.Today())
			return err
		})
	}, func(err error) {
		switch {
		case *shown != id: // another one was chosen meanwhile
		case data.CodeOf(err) == data.NotFound:
			p.hint(p.gone)
		case err != nil:
			p.hint(p.failed + err.Error())
		default:
			p.fill(f)
			if moved {
				scroll.ScrollToTop()
			}
		}
	})
}
