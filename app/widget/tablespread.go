package widget

// spread gives the columns their widths: what is left of the table's goes to those that
// grow, and where it is too little they give way. One whose width was set by hand keeps it.
func (t *DataTable[T]) spread() {
	room := t.Size().Width - t.gutter()
	foremost := t.foremost(room)
	if foremost >= t.count() || float32(t.rows.Len())*rowHeight > t.Size().Height-headHeight-thumbWidth {
		room -= thumbWidth // else there is none at the right, and no sliver of the next column is to be in sight
	}
	var elastic []*Column[T]
	var wanted float32
	for k, i := range t.shown() {
		c := &t.columns[i]
		c.span = c.Width
		if k >= foremost {
			continue
		}
		room -= c.Width
		if c.Grow && t.asDeclared(c) {
			elastic = append(elastic, c)
			wanted += c.Width
		}
	}
	switch {
	case t.Size().Width <= 0 || wanted == 0:
	case room > 0:
		for _, c := range elastic {
			c.span += room * c.Width / wanted
		}
	case room < 0:
		giveWay(elastic, -room)
	}
}

// foremost is how many columns share the width: those asked for, and what else there is
// room for as it is declared; all of them where that takes half of what they can spare.
func (t *DataTable[T]) foremost(room float32) int {
	whole := float32(thumbWidth)
	for _, i := range t.shown() {
		c := &t.columns[i]
		whole += c.Width
		if c.Grow && t.asDeclared(c) {
			whole -= c.spare() / 2
		}
	}
	if t.Foremost == 0 || whole <= room {
		return t.count()
	}
	n := 0
	for _, i := range t.shown() {
		if room -= t.columns[i].Width; n >= t.Foremost && room < thumbWidth {
			break
		}
		n++
	}
	return n
}

// giveWay takes a width from columns, from each by how much it can spare.
func giveWay[T any](columns []*Column[T], missing float32) {
	var spare float32
	for _, c := range columns {
		spare += c.spare()
	}
	if spare == 0 {
		return
	}
	part := min(1, missing/spare)
	for _, c := range columns {
		c.span -= part * c.spare()
	}
}

func (c *Column[T]) spare() float32 {
	if c.Least == 0 {
		return 0
	}
	return max(0, c.Width-c.Least)
}

// asDeclared says that nobody set a column's width by hand.
func (t *DataTable[T]) asDeclared(c *Column[T]) bool {
	for i := range t.declared {
		if d := &t.declared[i]; d.Title == c.Title {
			return d.Width == c.Width
		}
	}
	return false
}
