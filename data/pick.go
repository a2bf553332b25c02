package data

// Pick says which problems' histories a count needs: those registered on or before To for
// which one of its conditions holds. A zero field asks for nothing.
type Pick struct {
	From, To   Date // something that figures look at begins or ends in [From, To]: an event, a stretch, being late
	First      Date // likewise in [First, Until]
	Until      Date
	Open       Date // in stock O, L or R at the end of that day
	At         Date // in 在办 at the end of that day
	Registered Date // registered on or after that day

	By  Dim // with By ≠ ByAll: only those of which anything ever counted in the row Key of that dimension, if only within a day
	Key ID
}

// With is a pick of what either of two asks for; they have To, By and Key in common, and At, if both ask for it.
func (p Pick) With(q Pick) Pick {
	p.From, p.Open, p.Registered = earlier(p.From, q.From), earlier(p.Open, q.Open), earlier(p.Registered, q.Registered)
	p.First, p.Until = earlier(p.First, q.First), max(p.Until, q.Until)
	p.At = max(p.At, q.At)
	return p
}

// earlier is the first of two days, of which 0 is none.
func earlier(a, b Date) Date {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
