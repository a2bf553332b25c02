package widget

import "unicode/utf8"

// keptEvery is after how many changed characters what was typed is kept, beside whenever a
// field is left: a word or two at most is lost when the machine fails.
const keptEvery = 4

// changed counts the characters changed since the last time: a paste is one change, and as
// much as was pasted.
func (f *Form) changed(characters int) {
	if f.restoring {
		return // it is kept as it comes back, and half of it must not take its place
	}
	if f.edits += max(1, characters); f.edits >= keptEvery {
		f.keep()
	}
}

// grown is by how many characters what the field holds has changed in length since it was
// asked last.
func (x *Field) grown() int {
	before := x.long
	x.long = utf8.RuneCountInString(held(x.Input))
	return max(x.long-before, before-x.long)
}

// left is told when a field has lost the focus.
func (f *Form) left() {
	if f.edits > 0 {
		f.keep()
	}
}

func (f *Form) keep() {
	f.edits = 0
	if f.OnKeep != nil {
		f.OnKeep(f.Values())
	}
}

// Values are the texts the fields hold, by their keys.
func (f *Form) Values() map[string]string {
	out := map[string]string{}
	for _, x := range f.fields {
		if x.Key != "" {
			out[x.Key] = held(x.Input)
		}
	}
	return out
}

// Changes are the texts of the fields that hold something else than at first.
func (f *Form) Changes() map[string]string {
	out := map[string]string{}
	for _, x := range f.fields {
		if text := held(x.Input); x.Key != "" && text != x.start {
			out[x.Key] = text
		}
	}
	return out
}

// Restore fills the fields with what Values once was; keys it has no field for are left
// out, folded fields come out if there is something in them.
func (f *Form) Restore(values map[string]string) {
	f.restoring = true
	defer func() { f.restoring = false }()
	if f.OnRestore != nil {
		f.OnRestore(values)
	}
	for _, x := range f.fields {
		text, ok := values[x.Key]
		if !ok || text == held(x.Input) {
			continue
		}
		x.group.unfold(x)
		x.Input.hold(text)
	}
	f.edits = 0
}
