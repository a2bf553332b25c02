package chart

import (
	"strings"
	"unicode/utf8"
)

// leading is the distance of two lines of a name, in ems.
const leading = 1.15

// cut marks a name that is shortened: its hit region has it in full.
const cut = "…"

// wrap breaks a text anywhere between Chinese characters, but not inside a number
// or a Latin word that fits a line.
func (l *layout) wrap(text string, size, w float64) []string {
	var lines []string
	rs := []rune(strings.Join(strings.Fields(text), " "))
	for len(rs) > 0 {
		n := l.fitting(rs, size, w)
		if n > 1 && n < len(rs) && strings.ContainsRune("）》」』】”’，。、；：！？)", rs[n]) {
			n--
		}
		if n < len(rs) {
			k := n
			for k > 0 && wordy(rs[k-1]) && wordy(rs[k]) {
				k--
			}
			if k > 0 {
				n = k
			}
		}
		lines = append(lines, strings.TrimSpace(string(rs[:n])))
		rs = rs[n:]
		for len(rs) > 0 && rs[0] == ' ' {
			rs = rs[1:]
		}
	}
	return lines
}

// fitting is how many characters fit a width, at least one.
func (l *layout) fitting(rs []rune, size, w float64) int {
	if l.Width(string(rs), size) <= w {
		return len(rs)
	}
	lo, hi := 1, len(rs)
	for lo+1 < hi {
		if m := (lo + hi) / 2; l.Width(string(rs[:m]), size) <= w {
			lo = m
		} else {
			hi = m
		}
	}
	return lo
}

func wordy(r rune) bool {
	return r < utf8.RuneSelf && r > ' '
}

// shortened is the beginning of a text and …, where the whole is too wide.
func (l *layout) shortened(text string, size, w float64) string {
	text = strings.Join(strings.Fields(text), " ")
	if l.Width(text, size) <= w {
		return text
	}
	rs := []rune(text)
	n := l.fitting(rs, size, max(w-l.Width(cut, size), 0))
	return string(rs[:n]) + cut
}

// even is a text in as few lines as it needs, of about the same length.
func (l *layout) even(text string, size, w float64) []string {
	lines := l.wrap(text, size, w)
	if n := len(lines); n > 1 {
		if even := l.wrap(text, size, min(w, l.Width(text, size)/float64(n)+size)); len(even) == n {
			return even
		}
	}
	return lines
}

// name is a text in at most n lines, shortened where it needs more.
func (l *layout) name(text string, size, w float64, n int) []string {
	lines := l.even(text, size, w)
	if len(lines) <= n {
		return lines
	}
	lines = l.wrap(text, size, w)
	lines = lines[:n]
	last := []rune(lines[n-1])
	for len(last) > 1 && l.Width(string(last)+cut, size) > w {
		last = last[:len(last)-1]
	}
	lines[n-1] = string(last) + cut
	return lines
}

// lines writes lines one under the other, the first one's baseline at y.
func (l *layout) lines(x, y, size float64, lines []string, anchor float64) {
	for i, t := range lines {
		l.text(x, y+float64(i)*leading*size, size, t, anchor, l.st.Ink)
	}
}
