package store

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/width"

	"qinqing/data"
	"qinqing/data/workday"
)

var (
	searchedDay = regexp.MustCompile(`^(?:(\d{4})[-./年])?(\d{1,2})([-./月])(\d{1,2})[日号]?$`)
	packedDay   = regexp.MustCompile(`^(20\d{2})(\d{2})(\d{2})$`)
)

// dayOf is the day a search means, 0 if it means none. Without a year it is the last
// such day that is not after today; it then has to be written with 月, as 3-5 may be a
// number of anything.
func dayOf(text string, today data.Date) data.Date {
	s := strings.ReplaceAll(strings.TrimSpace(width.Fold.String(text)), " ", "")
	switch s {
	case "今天":
		return today
	case "昨天":
		return today - 1
	}
	var y, m, d string
	if p := packedDay.FindStringSubmatch(s); p != nil {
		y, m, d = p[1], p[2], p[3]
	} else if p := searchedDay.FindStringSubmatch(s); p != nil && (p[1] != "" || p[3] == "月") {
		y, m, d = p[1], p[2], p[4]
	} else {
		return 0
	}
	year, _ := strconv.Atoi(y)
	if year == 0 {
		if year = today.Year(); made(year, m, d) > today {
			year--
		}
	}
	return made(year, m, d)
}

func made(year int, m, d string) data.Date {
	month, _ := strconv.Atoi(m)
	n, _ := strconv.Atoi(d)
	day, err := workday.Parse(time.Date(year, time.Month(month), n, 0, 0, 0, 0, time.UTC).Format("2006-01-02"))
	if _, gotMonth, gotDay := day.YMD(); err != nil || gotMonth != month || gotDay != n {
		return 0
	}
	return day
}

// searchDay finds what happened on a day: the events of problems, the limits that end on
// it, the visits, the entries of registers and the bulletins issued.
func (v *View) searchDay(day data.Date, limit int) ([]Hit, error) {
	var out []Hit
	for _, find := range []func(data.Date, int) ([]Hit, error){v.eventsOn, v.dueOn, v.visitsOn, v.recordsOn, v.issuesOn} {
		hits, err := find(day, limit)
		if err != nil {
			return nil, err
		}
		out = append(out, hits...)
	}
	return out, nil
}

func (v *View) eventsOn(day data.Date, limit int) (out []Hit, err error) {
	err = v.c.each(`SELECT p.id, p.code, substr(p.content, 1, 60), group_concat(e.kind) FROM
		(SELECT DISTINCT e.problem FROM problem_event e JOIN problem p ON p.id = e.problem WHERE e.day = ?1 AND p.gone = 0 ORDER BY e.problem DESC LIMIT ?2) o
		JOIN problem p ON p.id = o.problem JOIN problem_event e ON e.problem = p.id AND e.day = ?1 AND e.voided_by IS NULL GROUP BY p.id ORDER BY p.id DESC`,
		[]any{day, limit}, func(r *rows) error {
			h := Hit{Entity: data.EntityProblem, On: day}
			var content, kinds string
			if err := r.Scan(&h.ID, &h.Title, &content, &kinds); err != nil {
				return err
			}
			var words []string
			for _, k := range strings.Split(kinds, ",") {
				words = append(words, data.Kind(k).Name())
			}
			h.Snippet = strings.Join(words, "、") + "：" + content
			out = append(out, h)
			return nil
		})
	return out, err
}

func (v *View) dueOn(day data.Date, limit int) (out []Hit, err error) {
	err = v.c.each("SELECT id, code, substr(content, 1, 60) FROM problem WHERE gone = 0 AND stock = 'O' AND due_sort = ? ORDER BY id DESC LIMIT ?",
		[]any{day, limit}, func(r *rows) error {
			h := Hit{Entity: data.EntityProblem, On: day}
			err := r.Scan(&h.ID, &h.Title, &h.Snippet)
			h.Snippet = "期限到这一天：" + h.Snippet
			out = append(out, h)
			return err
		})
	return out, err
}

func (v *View) visitsOn(day data.Date, limit int) (out []Hit, err error) {
	err = v.c.each(`SELECT v.id, coalesce((SELECT name FROM enterprise e WHERE e.id = v.enterprise), ''), coalesce((SELECT name FROM unit u WHERE u.id = v.unit), '')
		FROM visit v WHERE v.day = ? AND v.gone = 0 ORDER BY v.id DESC LIMIT ?`, []any{day, limit}, func(r *rows) error {
		h := Hit{Entity: data.EntityVisit, On: day}
		err := r.Scan(&h.ID, &h.Title, &h.Snippet)
		out = append(out, h)
		return err
	})
	return out, err
}

func (v *View) recordsOn(day data.Date, limit int) ([]Hit, error) {
	return v.recordHits("SELECT "+recordColumns+" FROM record WHERE day = ? AND gone = 0 ORDER BY id DESC", []any{day}, limit, nil)
}

func (v *View) issuesOn(day data.Date, limit int) ([]Hit, error) {
	return v.issueHits("WHERE issued_at >= ? AND issued_at < ? ORDER BY id DESC LIMIT ?", []any{stamp(midnight(day)), stamp(midnight(day + 1)), limit})
}
