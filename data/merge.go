package data

import (
	"maps"
	"slices"
	"strings"
)

// Absorb takes over what another record of the same enterprise knows and this one does
// not. The other's names become former names, so that ledgers that have them still find it.
func (e *Enterprise) Absorb(o *Enterprise) {
	for _, f := range []struct {
		into *string
		from string
	}{{&e.USCC, o.USCC}, {&e.Alias, o.Alias}, {&e.Industry, o.Industry}} {
		if *f.into == "" {
			*f.into = f.from
		}
	}
	switch { // a person and that person's telephone go together
	case e.Contact == "" && e.Phone == "":
		e.Contact, e.Phone = o.Contact, o.Phone
	case e.Phone == "" && (o.Contact == "" || o.Contact == e.Contact):
		e.Phone = o.Phone
	case e.Contact == "" && o.Phone == e.Phone:
		e.Contact = o.Contact
	}
	if e.Region == 0 {
		e.Region = o.Region
	}
	e.Former = otherNames(e.Name, e.Former, append([]string{o.Name}, o.Former...))
}

// Rename gives the enterprise another name; the one it had becomes a former one.
func (e *Enterprise) Rename(name string) {
	was := e.Name
	e.Name = name
	e.Former = otherNames(name, e.Former, []string{was})
}

// AlsoCalled adds a name by which the enterprise is found beside its own.
func (e *Enterprise) AlsoCalled(name string) { e.Former = otherNames(e.Name, e.Former, []string{name}) }

// otherNames adds names to a list: each once, and none that reads like name.
func otherNames(name string, list, more []string) []string {
	var out []string
	seen := map[string]bool{Normalise(name): true, "": true}
	for _, s := range append(slices.Clone(list), more...) {
		if k := Normalise(s); !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// Absorb takes over what another record of the same visit says: units that went along,
// what is missing here, and texts that say something else.
func (v *Visit) Absorb(o *Visit) {
	v.JoinUnits = append(slices.Clone(v.JoinUnits), o.Units()...)
	v.JoinUnits = slices.DeleteFunc(slices.Clone(v.Units()[1:]), func(u ID) bool { return u == 0 })
	if len(v.JoinUnits) == 0 {
		v.JoinUnits = nil
	}
	for _, f := range []struct {
		into *string
		from string
	}{{&v.Visitors, o.Visitors}, {&v.Reply, o.Reply}, {&v.Note, o.Note}} {
		switch {
		case *f.into == "":
			*f.into = f.from
		case f.from != "" && !strings.Contains(*f.into, f.from):
			*f.into += "；" + f.from
		}
	}
	if v.Satisfaction == 0 {
		v.Satisfaction = o.Satisfaction
	}
	if v.Region == 0 {
		v.Region = o.Region
	}
	if len(o.Fields) > 0 {
		fields := maps.Clone(o.Fields)
		maps.Copy(fields, v.Fields)
		v.Fields = fields
	}
}

// Absorb takes over the names of another record of the same unit, and what is missing.
func (u *Unit) Absorb(o *Unit) {
	u.Aliases = otherNames(u.Name, u.Aliases, append([]string{o.Name}, o.Aliases...))
	if u.Code == "" {
		u.Code = o.Code
	}
	if u.Region == 0 {
		u.Region = o.Region
	}
	if u.Parent == 0 && o.Parent != u.ID {
		u.Parent = o.Parent
	}
}

// Stands says whether the unit exists under its name on a day.
func (u *Unit) Stands(on Date) bool {
	return (u.ValidFrom == 0 || on >= u.ValidFrom) && (u.ValidTo == 0 || on <= u.ValidTo)
}
