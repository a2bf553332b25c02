package reports

import "strings"

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' }

// findNumbers finds telephone numbers, identity and licence numbers, mail
// addresses and accounts that the ledger does not know.
func (t *scan) findNumbers() {
	t.findMail()
	for i := 0; i < len(t.folded); {
		if !isDigit(t.folded[i]) && !isLetter(t.folded[i]) {
			i++
			continue
		}
		end := t.runEnd(i)
		t.licence(i, end)
		i = end
	}
	for i := 0; i < len(t.folded); i++ {
		if !isDigit(t.folded[i]) || i > 0 && isDigit(t.folded[i-1]) {
			continue
		}
		t.phoneAt(i)
	}
}

// runEnd is the end of the run of letters and digits that begins at i.
func (t *scan) runEnd(i int) int {
	for i < len(t.folded) && (isDigit(t.folded[i]) || isLetter(t.folded[i])) {
		i++
	}
	return i
}

// licence hides a run of 15 and more with at least 8 digits (credit code, identity
// number, account), and any run of digits too long for a count.
func (t *scan) licence(from, to int) {
	digits, streak, longest := 0, 0, 0
	for _, r := range t.folded[from:to] {
		if isDigit(r) {
			digits++
			streak++
			longest = max(longest, streak)
		} else {
			streak = 0
		}
	}
	if to-from >= 15 && digits >= 8 {
		t.add(from, to, HidCode)
	} else if longest >= 11 {
		t.add(from, to, HidPhone)
	}
}

// groups reads the digits from i on, in runs parted by at most one separator.
func (t *scan) groups(i int) (ends []int, runs []string) {
	var run strings.Builder
	for j := i; j < len(t.folded) && len(runs) < 6; j++ {
		r := t.folded[j]
		if isDigit(r) {
			run.WriteRune(r)
			continue
		}
		if run.Len() == 0 {
			break
		}
		ends, runs = append(ends, j), append(runs, run.String())
		run.Reset()
		if !strings.ContainsRune(" -–—‐.)/", r) {
			return ends, runs
		}
		if r == ')' && j+1 < len(t.folded) && (t.folded[j+1] == '-' || t.folded[j+1] == ' ') {
			j++
		}
	}
	if run.Len() > 0 {
		ends, runs = append(ends, len(t.folded)), append(runs, run.String())
	}
	return ends, runs
}

// phoneAt hides the telephone or identity number that begins at i, if one does.
func (t *scan) phoneAt(i int) {
	ends, runs := t.groups(i)
	all := ""
	for n, run := range runs {
		all += run
		if n > 4 || len(all) > 20 {
			return
		}
		bare := strings.TrimPrefix(strings.TrimPrefix(all, "00"), "86")
		switch {
		case len(bare) == 11 && bare[0] == '1' && bare[1] >= '3',
			all[0] == '0' && len(all) >= 10 && len(all) <= 12 && len(runs[0]) <= 4 && len(runs[0]) >= 3,
			all[0] == '0' && len(all) >= 10 && len(all) <= 12 && n == 0,
			len(all) == 10 && (strings.HasPrefix(all, "400") || strings.HasPrefix(all, "800")),
			len(all) == 18 && n > 0 && (all[6:8] == "19" || all[6:8] == "20"),
			n == 0 && (len(all) == 7 || len(all) == 8) && t.calledPhone(i):
			t.add(t.openBracket(i), ends[n], HidPhone)
			return
		}
	}
}

// openBracket takes the bracket before an area code in: (0595) 22345678.
func (t *scan) openBracket(i int) int {
	if i > 0 && t.folded[i-1] == '(' && i+5 < len(t.folded) && strings.ContainsRune(string(t.folded[i:i+5]), ')') {
		return i - 1
	}
	return i
}

// calledPhone says whether the words before i announce a number.
func (t *scan) calledPhone(i int) bool {
	before := string(t.folded[max(0, i-6):i])
	for _, w := range []string{"电话", "手机", "座机", "热线", "传真", "TEL", "联系", "致电", "拨打"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// findMail hides mail addresses and what follows 微信 or QQ.
func (t *scan) findMail() {
	part := func(r rune) bool { return isDigit(r) || isLetter(r) || strings.ContainsRune("._-+", r) }
	for i, r := range t.folded {
		switch r {
		case '@':
			from, to := i, i+1
			for from > 0 && part(t.folded[from-1]) {
				from--
			}
			for to < len(t.folded) && part(t.folded[to]) {
				to++
			}
			if from < i && to > i+1 {
				t.add(from, to, HidMail)
			}
		case '微', 'Q':
			from, v := accountWords.longest(t.folded, i)
			if v == 0 {
				continue
			}
			for from < len(t.folded) && strings.ContainsRune(" :是", t.folded[from]) {
				from++
			}
			to := from
			for to < len(t.folded) && part(t.folded[to]) {
				to++
			}
			if to-from >= 5 {
				t.add(from, to, HidMail)
			}
		}
	}
}
