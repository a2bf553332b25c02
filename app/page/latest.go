package page

// latest lets one reading of a page be under way at a time: what is asked for meanwhile
// waits, however often, and is read once, as it then stands. Typing never piles up queries.
type latest struct{ busy, again bool }

// begin says whether to read now; if not, end will see to it.
func (l *latest) begin() bool {
	if l.busy {
		l.again = true
		return false
	}
	l.busy = true
	return true
}

// end says whether what was read is to be shown; if something else was asked for
// meanwhile, anew reads that instead.
func (l *latest) end(anew func()) bool {
	l.busy = false
	if l.again {
		l.again = false
		anew()
		return false
	}
	return true
}
