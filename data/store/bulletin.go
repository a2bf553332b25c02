package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"qinqing/data"
)

// Draft is a bulletin being written. Tree is JSON the reports own.
type Draft struct {
	ID        data.ID
	Kind      string // monthly, quarterly, special …
	From, To  data.Date
	Title     string
	Tree      json.RawMessage
	UpdatedAt time.Time // UTC, set by SaveDraft
	Issue     data.ID   // the issue it became; 0: still a draft
	Version   int
	DeletedAt time.Time
}

// IssueFile is one file that went out; SHA256 is hexadecimal and is filled from
// Content where that is given.
type IssueFile struct {
	Name    string
	Size    int64
	SHA256  string
	Content []byte
}

// IssueRow is one row behind a figure of an issue, as reports name the figure.
type IssueRow struct {
	Figure string
	Entity data.Entity
	ID     data.ID
	On     data.Date
	What   string
}

// IssueInput is what Issue freezes.
type IssueInput struct {
	Draft     data.ID // 0: none
	Kind      string
	From, To  data.Date
	Title     string
	DocNumber string // 发文字号, typed; refused when used before
	Year      int    // of Number; 0: the year of the day of issue
	Number    int    // 第 N 期, unique a kind and year; 0: none
	Total     int    // 总第 N 期
	Tree      json.RawMessage
	Facts     json.RawMessage
	Signers   map[string]string // 拟稿, 核稿, 审核, 签发 …
	Replaces  data.ID           // the issue this one corrects
	Files     []IssueFile
	Rows      []IssueRow
	Log       Chain // where the log stood before; Issue fills it in, empty in issues older than this
}

// Issue is an issued bulletin; it never changes.
type Issue struct {
	IssueInput
	ID       data.ID
	IssuedAt time.Time
	Actor    string
	SHA256   string // over all that was issued, the files by their hashes; see sealOf
}

var draftKind *kind[Draft]

func init() {
	draftKind = &kind[Draft]{
		entity: data.EntityDraft, word: "通报草稿",
		head: func(x *Draft) head { return head{&x.ID, &x.Version, &x.DeletedAt} },
		load: loadDraft, write: writeDraft,
		free: func(_ *View, x *Draft) error {
			if x.Issue != 0 {
				return data.Errorf(data.Conflict, "id", "这份草稿已经印发，不能删除。")
			}
			return nil
		},
		vet: func(_ *View, was row[Draft], x *Draft) error {
			if was.Rec != nil && was.Rec.Issue != 0 {
				return data.Errorf(data.Conflict, "id", "这份草稿已经印发，不能再改；有错请另发更正。")
			}
			if x.Kind == "" || x.From.IsZero() || x.To < x.From {
				return data.Errorf(data.Invalid, "period", "请选择通报的种类和期间。")
			}
			if len(x.Tree) == 0 {
				x.Tree = json.RawMessage("{}")
			}
			return nil
		},
	}
}

const draftColumns = "id, kind, period_from, period_to, title, tree, updated_at, issue, version, gone, deleted_at"

func scanDraft(r *rows) (row[Draft], error) {
	x := Draft{}
	out := row[Draft]{Rec: &x}
	err := r.Scan(&x.ID, &x.Kind, &x.From, &x.To, &x.Title, (*[]byte)(&x.Tree), timeCol{&x.UpdatedAt}, idCol{&x.Issue}, &x.Version,
		&out.Gone, timeCol{&x.DeletedAt})
	return out, err
}

func loadDraft(v *View, id data.ID) (out row[Draft], err error) {
	err = v.c.each("SELECT "+draftColumns+" FROM bulletin_draft WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		var err error
		out, err = scanDraft(r)
		return err
	})
	return out, err
}

func writeDraft(tx *Tx, _, now row[Draft]) error {
	x := now.Rec
	_, err := tx.c.exec(`INSERT INTO bulletin_draft(id, kind, period_from, period_to, title, tree, updated_at, issue, version, gone, deleted_at)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, period_from = excluded.period_from, period_to = excluded.period_to,
		title = excluded.title, tree = excluded.tree, updated_at = excluded.updated_at, issue = excluded.issue,
		version = excluded.version, gone = excluded.gone, deleted_at = excluded.deleted_at`,
		int64(x.ID), x.Kind, x.From, x.To, x.Title, string(x.Tree), stamp(x.UpdatedAt), ref(x.Issue), x.Version, now.Gone,
		deletedText(now.Gone, x.DeletedAt, tx.now))
	return err
}

// SaveDraft inserts or updates a draft; one that was issued can't be changed.
func (tx *Tx) SaveDraft(x *Draft) error {
	x.UpdatedAt = tx.now
	return draftKind.save(tx, x)
}

// Draft is a live draft by its id.
func (v *View) Draft(id data.ID) (*Draft, error) {
	r, err := draftKind.current(v, id)
	return r.Rec, err
}

// Drafts lists the live drafts, last changed first, without their trees.
func (v *View) Drafts() ([]Draft, error) {
	var out []Draft
	err := v.c.each("SELECT id, kind, period_from, period_to, title, '', updated_at, issue, version, gone, deleted_at"+
		" FROM bulletin_draft WHERE gone = 0 ORDER BY updated_at DESC, id DESC", nil, func(r *rows) error {
		x, err := scanDraft(r)
		if err == nil {
			x.Rec.Tree = nil
			out = append(out, *x.Rec)
		}
		return err
	})
	return out, err
}

// Issue freezes a bulletin: tree, facts, files and the rows behind its figures.
// The step it is made in can't be undone.
func (tx *Tx) Issue(in IssueInput) (data.ID, error) {
	if err := tx.need(data.MayApprove); err != nil {
		return 0, err
	}
	in.Files = slices.Clone(in.Files)
	if err := tx.vetIssue(&in); err != nil {
		return 0, err
	}
	if err := sealFiles(&in); err != nil {
		return 0, err
	}
	var err error
	if in.Log, err = tx.Chain(); err != nil {
		return 0, err
	}
	sum := sealOf(&in)
	id, err := tx.newID("bulletin_issue")
	if err != nil {
		return 0, err
	}
	signers, err := jsonText(in.Signers)
	if err != nil {
		return 0, err
	}
	_, err = tx.c.exec(`INSERT INTO bulletin_issue(id, kind, period_from, period_to, title, doc_number, year, number, total, tree, facts,
		signers, replaces, issued_at, actor, sha256, log_entries, log_head) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		int64(id), in.Kind, in.From, in.To, in.Title, in.DocNumber, in.Year, in.Number, in.Total, string(in.Tree), string(in.Facts),
		signers, ref(in.Replaces), stamp(tx.now), tx.actor.Name, sum, in.Log.Entries, in.Log.Head)
	if err != nil {
		return 0, err
	}
	if err := tx.writeIssueParts(id, in); err != nil {
		return 0, err
	}
	if in.Draft != 0 {
		d, err := tx.Draft(in.Draft)
		if err != nil {
			return 0, err
		}
		d.Issue = id
		if err := tx.SaveDraft(d); err != nil {
			return 0, err
		}
	}
	image, err := issueImage(in, sum)
	if err != nil {
		return 0, err
	}
	tx.note(touchKey{data.EntityIssue, id, ""}, nil, image)
	tx.final = max(tx.final, finalIssue)
	return id, nil
}

// issueImage is what the log keeps of an issue.
func issueImage(in IssueInput, sum string) ([]byte, error) {
	image, err := json.Marshal(map[string]any{"Rec": map[string]any{"Title": in.Title, "DocNumber": in.DocNumber, "Number": in.Number,
		"From": in.From, "To": in.To, "SHA256": sum, "Replaces": in.Replaces}})
	return image, wrap(err)
}

func (tx *Tx) vetIssue(in *IssueInput) error {
	if in.Kind == "" || in.From.IsZero() || in.To < in.From {
		return data.Errorf(data.Invalid, "period", "请选择通报的种类和期间。")
	}
	if in.Year == 0 {
		in.Year = tx.Today().Year()
	}
	if len(in.Tree) == 0 {
		in.Tree = json.RawMessage("{}")
	}
	if len(in.Facts) == 0 {
		in.Facts = json.RawMessage("{}")
	}
	if in.DocNumber = strings.TrimSpace(in.DocNumber); in.DocNumber != "" {
		if err := tx.vetDocNumber(in.DocNumber); err != nil {
			return err
		}
	}
	if in.Replaces != 0 {
		var n int
		found, err := tx.c.one("SELECT 1 FROM bulletin_issue WHERE id = ?", []any{int64(in.Replaces)}, &n)
		if err != nil {
			return err
		}
		if !found {
			return data.Errorf(data.NotFound, "replaces", "没有找到要更正的那期通报，没有印发；请重新选择。")
		}
	}
	return tx.vetNumbers(in)
}

// vetNumbers refuses a 第N期 that was used that year, of whatever kind, and a 总第N期 that was used ever: void
// ones count, no number is given twice.
func (tx *Tx) vetNumbers(in *IssueInput) error {
	var title string
	if in.Number > 0 {
		found, err := tx.c.one("SELECT title FROM bulletin_issue WHERE year = ? AND number = ?", []any{in.Year, in.Number}, &title)
		if err != nil {
			return err
		}
		if found {
			return data.Errorf(data.Conflict, "number", "%d 年第 %d 期已用于《%s》，期号不重复使用，没有印发；请改用下一期。", in.Year, in.Number, title)
		}
	}
	if in.Total > 0 {
		found, err := tx.c.one("SELECT title FROM bulletin_issue WHERE total = ?", []any{in.Total}, &title)
		if err != nil {
			return err
		}
		if found {
			return data.Errorf(data.Conflict, "number", "总第 %d 期已用于《%s》，期号不重复使用，没有印发；请改用下一期。", in.Total, title)
		}
	}
	return nil
}

// vetDocNumber refuses a 发文字号 that stands on another issue, in whatever brackets and
// with whatever blanks it was typed.
func (tx *Tx) vetDocNumber(number string) error {
	list, err := tx.Issues()
	if err != nil {
		return err
	}
	for _, x := range list {
		if data.Normalise(x.DocNumber) == data.Normalise(number) {
			return data.Errorf(data.Conflict, "doc_number", "发文字号“%s”已用于《%s》，没有印发；请核对单位的发文登记。", number, x.Title)
		}
	}
	return nil
}

// sealFiles completes the files' sizes and hashes.
func sealFiles(in *IssueInput) error {
	slices.SortFunc(in.Files, func(a, b IssueFile) int { return strings.Compare(a.Name, b.Name) })
	for i := range in.Files {
		f := &in.Files[i]
		if f.Content == nil {
			if len(f.SHA256) != hex.EncodedLen(sha256.Size) {
				return data.Errorf(data.Invalid, "files", "文件“%s”没有内容，没有印发；请重新生成文件。", f.Name)
			}
			continue
		}
		sum := sha256.Sum256(f.Content)
		got := hex.EncodeToString(sum[:])
		if f.SHA256 != "" && f.SHA256 != got {
			return data.Errorf(data.Invalid, "files", "文件“%s”与它的校验值不符，没有印发；请重新生成文件。", f.Name)
		}
		f.SHA256, f.Size = got, int64(len(f.Content))
	}
	return nil
}

// sealOf is the hash of an issue: every part with its length before it, so that none
// can pass into its neighbour. Files are sorted by name, rows by figure.
func sealOf(in *IssueInput) string {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d\n%s", len(p), p)
		}
	}
	num := func(list ...int64) {
		for _, n := range list {
			put(strconv.FormatInt(n, 10))
		}
	}
	put(in.Kind, in.From.String(), in.To.String(), in.Title, in.DocNumber)
	num(int64(in.Year), int64(in.Number), int64(in.Total), int64(in.Replaces))
	put(string(in.Tree), string(in.Facts))
	for _, role := range slices.Sorted(maps.Keys(in.Signers)) {
		put(role, in.Signers[role])
	}
	for _, f := range in.Files {
		put(f.Name, f.SHA256)
	}
	rows := slices.Clone(in.Rows)
	slices.SortStableFunc(rows, func(a, b IssueRow) int { return strings.Compare(a.Figure, b.Figure) })
	for _, x := range rows {
		put(x.Figure, string(x.Entity), x.On.String(), x.What)
		num(int64(x.ID))
	}
	if in.Log.Head != "" {
		put("log", in.Log.Head)
		num(in.Log.Entries)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (tx *Tx) writeIssueParts(id data.ID, in IssueInput) error {
	for _, f := range in.Files {
		var content any
		if f.Content != nil {
			content = f.Content
		}
		if _, err := tx.c.exec("INSERT INTO bulletin_file(issue, name, size, sha256, content) VALUES(?, ?, ?, ?, ?)",
			int64(id), f.Name, f.Size, f.SHA256, content); err != nil {
			return err
		}
	}
	for n, x := range in.Rows {
		if _, err := tx.c.exec("INSERT INTO bulletin_row(issue, figure, n, entity, id, day, what) VALUES(?, ?, ?, ?, ?, ?, ?)",
			int64(id), x.Figure, n, string(x.Entity), int64(x.ID), x.On, x.What); err != nil {
			return err
		}
	}
	return nil
}

const issueColumns = "id, kind, period_from, period_to, title, doc_number, year, number, total, tree, facts, signers, replaces, issued_at, actor, sha256, log_entries, log_head"

func scanIssue(r *rows) (Issue, error) {
	var x Issue
	err := r.Scan(&x.ID, &x.Kind, &x.From, &x.To, &x.Title, &x.DocNumber, &x.Year, &x.Number, &x.Total, (*[]byte)(&x.Tree), (*[]byte)(&x.Facts),
		jsonCol{&x.Signers}, idCol{&x.Replaces}, timeCol{&x.IssuedAt}, &x.Actor, &x.SHA256, &x.Log.Entries, &x.Log.Head)
	return x, err
}

// Issue is an issued bulletin with its files; its rows come from IssueRows.
func (v *View) Issue(id data.ID) (*Issue, error) {
	var out *Issue
	err := v.c.each("SELECT "+issueColumns+" FROM bulletin_issue WHERE id = ?", []any{int64(id)}, func(r *rows) error {
		x, err := scanIssue(r)
		out = &x
		return err
	})
	if err != nil {
		return nil, err
	}
	if out == nil {
		return nil, notFound("通报")
	}
	err = v.c.each("SELECT name, size, sha256, content FROM bulletin_file WHERE issue = ? ORDER BY name", []any{int64(id)}, func(r *rows) error {
		var f IssueFile
		err := r.Scan(&f.Name, &f.Size, &f.SHA256, &f.Content)
		out.Files = append(out.Files, f)
		return err
	})
	return out, err
}

// Issues lists the issued bulletins, newest first, without trees, facts and files.
func (v *View) Issues() ([]Issue, error) {
	var out []Issue
	err := v.c.each(`SELECT id, kind, period_from, period_to, title, doc_number, year, number, total, '', '', signers, replaces, issued_at,
		actor, sha256, log_entries, log_head FROM bulletin_issue ORDER BY issued_at DESC, id DESC`, nil, func(r *rows) error {
		x, err := scanIssue(r)
		x.Tree, x.Facts = nil, nil
		out = append(out, x)
		return err
	})
	return out, err
}

// IssueRows lists the rows behind one figure of an issue; "" lists those of all.
func (v *View) IssueRows(issue data.ID, figure string) ([]IssueRow, error) {
	var out []IssueRow
	err := v.c.each("SELECT figure, entity, id, day, what FROM bulletin_row WHERE issue = ?1 AND (?2 = '' OR figure = ?2) ORDER BY figure, n",
		[]any{int64(issue), figure}, func(r *rows) error {
			var x IssueRow
			err := r.Scan(&x.Figure, &x.Entity, &x.ID, &x.On, &x.What)
			out = append(out, x)
			return err
		})
	return out, err
}
