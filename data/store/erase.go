package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"qinqing/data"
)

// Why a step can't be undone, as undo_step.final holds it.
const (
	finalIssue = 1 // a bulletin was issued
	finalClue  = 2 // a problem was turned into a transfer, and its text erased; or is one no more, and going back would have to erase what was said since
)

// moveClue takes the texts off a problem that stands as a transfer of a clue, and notes
// what seal must erase besides. It comes before the problem is written.
func (tx *Tx) moveClue(was, p *data.Problem, tl *data.Timeline) error {
	moved := false
	if was != nil && slices.ContainsFunc(was.Events, func(e data.Event) bool { return e.Kind == data.MoveClue }) { // no other event makes one
		clock, err := tx.Clock()
		if err != nil {
			return err
		}
		before, err := was.Timeline(clock)
		if err != nil {
			return err
		}
		moved = before.State == data.ClueMoved
	}
	if tl.State != data.ClueMoved {
		if moved {
			tx.final = finalClue
		}
		return nil
	}
	texts := p.Texts()
	if was != nil {
		texts = append(texts, was.Texts()...)
	}
	changed := p.EraseTexts()
	if changed || was == nil {
		if err := tx.numberErased(p, tl.Now.Lead, changed); err != nil {
			return err
		}
	}
	// One that comes in as a transfer, an export coming back, leaves no trace but itself.
	if was != nil && (changed || !moved) && !tx.bulk {
		tx.moved = append(tx.moved, p.ID)
		tx.secrets = append(tx.secrets, texts...)
		tx.final = finalClue
	}
	return nil
}

// numberErased gives an occurrence that no other erased problem of the same identity
// has, deleted ones included: they all read alike now.
func (tx *Tx) numberErased(p *data.Problem, lead data.ID, again bool) error {
	where, args := "visit = ?", []any{contentHash(data.Erased), int64(p.ID), int64(p.VisitID)}
	if p.VisitID == 0 {
		where, args = "visit IS NULL AND source IS ? AND lead IS ?", append(args[:2], ref(p.Source), ref(lead))
	}
	top, taken := 0, again || p.Occurrence == 0
	for _, standing := range []string{"gone = 0", "gone <> 0"} { // each has its index
		err := tx.c.each("SELECT occurrence FROM problem WHERE hash = ? AND id <> ? AND "+where+" AND "+standing, args, func(r *rows) error {
			var n int
			err := r.Scan(&n)
			top, taken = max(top, n), taken || n == p.Occurrence
			return err
		})
		if err != nil {
			return err
		}
	}
	if taken {
		p.Occurrence = top + 1
	}
	return nil
}

// eraseEventsSQL is what the trigger event_only_voided allows besides voiding.
const eraseEventsSQL = `UPDATE problem_event SET
	note = CASE WHEN kind = 'move_clue' OR note = '' THEN note ELSE '（已移送）' END,
	more = json_replace(more, '$.unreachable', '（已移送）', '$.approver', '（已移送）', '$.signedBy', '（已移送）'),
	deadline = json_remove(deadline, '$.text'),
	void_reason = CASE WHEN void_reason IS NULL THEN NULL ELSE '（已移送）' END
	WHERE problem = ?`

// eraseEvents erases what the events of a problem said that this step turned into a transfer.
func (tx *Tx) eraseEvents(id data.ID) error {
	if !slices.Contains(tx.moved, id) {
		return nil
	}
	_, err := tx.c.exec(eraseEventsSQL, int64(id))
	return err
}

// eraseTraces removes what the file still holds of the problems this step turned into
// transfers. Steps before this one can't be undone any more and go with all they kept.
func (tx *Tx) eraseTraces() error {
	for _, id := range tx.moved {
		if err := tx.formerContents(id); err != nil {
			return err
		}
		for _, q := range []string{
			eraseLogSQL,
			`UPDATE audit_log SET salt = NULL, diff = NULL WHERE salt IS NOT NULL AND entity = 'record' AND entity_id IN
				(SELECT id FROM record WHERE kind = 'supervision' AND ref = ?)`,
			`UPDATE record SET version = version + 1, body = json_replace(body, '$.reply', '（已移送）')
				WHERE kind = 'supervision' AND ref = ? AND body ->> '$.reply' <> '（已移送）'`,
		} {
			if _, err := tx.c.exec(q, int64(id)); err != nil {
				return err
			}
		}
		if err := tx.eraseCopies(id); err != nil {
			return err
		}
		if err := tx.eraseAttachments(id); err != nil {
			return err
		}
	}
	if _, err := tx.c.exec("DELETE FROM undo_step WHERE id < ?", tx.stepID); err != nil {
		return err
	}
	// What is half typed may say it too.
	if _, err := tx.c.exec("DELETE FROM memo WHERE key GLOB ?", HalfTyped+"*"); err != nil {
		return err
	}
	return tx.eraseDrafts()
}

const eraseLogSQL = "UPDATE audit_log SET salt = NULL, diff = NULL WHERE entity = 'problem' AND entity_id = ? AND salt IS NOT NULL"

// eraseCopies erases what else says the same of the same enterprise and is not in use:
// doubles in the recycle bin, and those whose making was undone, whatever the enterprise
// was merged with since.
func (tx *Tx) eraseCopies(id data.ID) error {
	hashes := make([]int64, 0, len(tx.secrets))
	for _, s := range tx.secrets {
		hashes = append(hashes, contentHash(s))
	}
	list, err := json.Marshal(hashes)
	if err != nil {
		return wrap(err)
	}
	copies, err := tx.ids64(`SELECT c.id FROM problem c JOIN problem p ON p.id = ? AND c.id <> p.id AND (c.enterprise IS p.enterprise OR c.gone = 2)
		WHERE c.gone <> 0 AND c.content <> '（已移送）' AND c.hash IN (SELECT value FROM json_each(?))`, []any{int64(id), string(list)})
	if err != nil {
		return err
	}
	for _, c := range copies {
		_, err := tx.c.exec(`UPDATE problem SET content = '（已移送）', hash = ?1, fields = NULL, version = version + 1,
			occurrence = (SELECT 1 + coalesce(max(occurrence), 0) FROM problem WHERE hash = ?1) WHERE id = ?2`, contentHash(data.Erased), c)
		if err != nil {
			return err
		}
		for _, q := range []string{eraseEventsSQL, eraseLogSQL} {
			if _, err := tx.c.exec(q, c); err != nil {
				return err
			}
		}
		if err := tx.eraseAttachments(data.ID(c)); err != nil {
			return err
		}
		tx.changes.Add(data.EntityProblem, data.ID(c))
	}
	return nil
}

// formerContents adds to the secrets what the log knows the content to have been.
func (tx *Tx) formerContents(id data.ID) error {
	return tx.c.each("SELECT diff ->> '$.Content[0]', diff ->> '$.Content[1]' FROM audit_log WHERE entity = 'problem' AND entity_id = ? AND diff IS NOT NULL",
		[]any{int64(id)}, func(r *rows) error {
			var a, b string
			err := r.Scan(textCol{&a}, textCol{&b})
			tx.secrets = append(tx.secrets, a, b)
			return err
		})
}

// eraseDrafts takes the texts out of bulletins being written and of what the log keeps
// of them. An open screen's copy is stale then and can't put them back.
func (tx *Tx) eraseDrafts() error {
	e := newEraser(tx.secrets)
	for _, id := range tx.moved {
		e.rows = append(e.rows, data.ProblemRow(id))
	}
	type draft struct {
		id          int64
		title, tree string
	}
	var drafts []draft
	err := tx.c.each("SELECT id, title, tree FROM bulletin_draft", nil, func(r *rows) error {
		var d draft
		err := r.Scan(&d.id, &d.title, &d.tree)
		drafts = append(drafts, d)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range drafts {
		title := e.text(d.title)
		tree, changed, err := e.json([]byte(d.tree))
		if err != nil {
			return err
		}
		if !changed && title == d.title {
			continue
		}
		if _, err := tx.c.exec("UPDATE bulletin_draft SET title = ?, tree = ?, version = version + 1 WHERE id = ?", title, string(tree), d.id); err != nil {
			return err
		}
		tx.changes.Add(data.EntityDraft, data.ID(d.id))
	}
	var erase []int64
	err = tx.c.each("SELECT id, diff FROM audit_log WHERE entity = 'bulletin_draft' AND diff IS NOT NULL", nil, func(r *rows) error {
		var id int64
		var diff []byte
		if err := r.Scan(&id, &diff); err != nil {
			return err
		}
		_, changed, err := e.json(diff)
		if changed {
			erase = append(erase, id)
		}
		return err
	})
	for _, id := range erase {
		if err == nil {
			_, err = tx.c.exec("UPDATE audit_log SET salt = NULL, diff = NULL WHERE id = ?", id)
		}
	}
	return err
}

// eraserRun is how many characters in a row tell that a text is a copy: a bulletin has
// names masked within it, so that the whole never stands there.
const eraserRun = 6

// eraser finds copies of texts within other texts.
type eraser struct {
	runs  map[string]bool // of eraserRun characters
	short map[string]bool // shorter texts, found only where they stand alone
	rows  []string        // of tables: what was typed into one is erased whatever it says
}

// typedInto says whether a name in a draft is that of a cell of such a row.
func (e *eraser) typedInto(name string) bool {
	return slices.ContainsFunc(e.rows, func(row string) bool { return strings.Contains(name, data.CellMark+row+data.CellMark) })
}

func newEraser(secrets []string) *eraser {
	e := &eraser{runs: map[string]bool{}, short: map[string]bool{}}
	for _, s := range secrets {
		rs := []rune(strings.TrimSpace(s))
		if len(rs) < eraserRun && len(rs) > 0 {
			e.short[string(rs)] = true
		}
		for i := 0; i+eraserRun <= len(rs); i++ {
			e.runs[string(rs[i:i+eraserRun])] = true
		}
	}
	return e
}

func (e *eraser) text(s string) string {
	if e.short[strings.TrimSpace(s)] {
		return data.Erased
	}
	rs := []rune(s)
	var b strings.Builder
	for i := 0; i < len(rs); {
		end := i
		for at := i; at+eraserRun <= len(rs) && at <= end && e.runs[string(rs[at:at+eraserRun])]; at++ {
			end = at + eraserRun
		}
		if end == i {
			b.WriteRune(rs[i])
			i++
			continue
		}
		b.WriteString(data.Erased)
		i = end
	}
	return b.String()
}

// json takes the texts out of every string of a JSON text, which is otherwise as it was.
func (e *eraser) json(raw []byte) (out []byte, changed bool, err error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var b bytes.Buffer
	last, before := int64(0), ""
	for {
		t, err := d.Token()
		if err != nil {
			break // the end; a broken text is the checker's affair
		}
		s, ok := t.(string)
		if !ok {
			before = ""
			continue
		}
		clean := e.text(s)
		if e.typedInto(before) && s != "" {
			clean = data.Erased
		}
		before = s
		if clean == s {
			continue
		}
		quoted, err := json.Marshal(clean)
		if err != nil {
			return nil, false, wrap(err)
		}
		// The token's own bytes: back from where it ended to the quote that opens it.
		end := d.InputOffset()
		start := openingQuote(raw, end)
		b.Write(raw[last:start])
		b.Write(quoted)
		last, changed = end, true
	}
	b.Write(raw[last:])
	return b.Bytes(), changed, nil
}

// openingQuote is where the string that ends before end begins.
func openingQuote(raw []byte, end int64) int64 {
	for i := end - 2; i > 0; i-- {
		if raw[i] != '"' {
			continue
		}
		slashes := int64(0)
		for i-1-slashes >= 0 && raw[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
	return 0
}

// forget lets no file on the disk keep what was erased: the words of the search index
// while the step is written, and the pages of the write-ahead log once it is.
func (tx *Tx) forget() error {
	if len(tx.moved) == 0 {
		return nil
	}
	for _, table := range []string{searchProblem, searchEvent} {
		if _, err := tx.c.exec(searchPack[table]); err != nil {
			return err
		}
	}
	return nil
}

// wash empties the write-ahead log. While somebody reads an older state it can't be
// emptied; then it is tried again after the next step, and at the latest when the file
// is closed.
func (s *Store) wash() {
	if !s.unwashed {
		return
	}
	var busy, size, done int
	_ = s.writer.script("PRAGMA busy_timeout = 300")
	_, err := s.writer.one("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &size, &done)
	_ = s.writer.script("PRAGMA busy_timeout = 5000")
	s.unwashed = err != nil || busy != 0
}
