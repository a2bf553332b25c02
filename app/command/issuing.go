package command

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// IssueInput is what 签发 freezes.
type IssueInput struct {
	Period   stats.Period
	Options  reports.Options // Issued, SignedOn, Corrects, and all that Complete fills in
	Plain    bool            // without what the office wrote into it
	Signers  []reports.Signer
	Replaces data.ID // the issue it corrects; 0: none
	Output   Output
	Folder   string // where the files go besides; empty: nowhere
	At       time.Time
}

// Issued is a bulletin that was issued.
type Issued struct {
	ID       data.ID
	Title    string
	Paths    []string
	Warnings []reports.Warning
}

// Issue composes a bulletin, renders its files and freezes all of it with the rows behind
// every figure, in one step that can't be undone. Then the files are written to the
// folder; should that fail, they can be taken out of the archive (Unpack).
func Issue(ctx context.Context, s *store.Store, in IssueInput) (*Issued, error) {
	signedOn, err := reports.VetSigners(in.Signers, s.Today())
	if err != nil {
		return nil, err
	}
	in.Options.Today, in.Options.Issued, in.Options.SignedOn = s.Today(), true, signedOn
	out := &Issued{}
	var files []store.IssueFile
	_, err = s.Do(ctx, data.Op{Name: "印发通报 " + in.Period.Name()}, func(tx *store.Tx) error {
		frozen, ws, err := freeze(ctx, tx, s.Path(), in)
		if err != nil {
			return err
		}
		out.Title, out.Warnings, files = frozen.Title, ws, frozen.Files
		out.ID, err = tx.Issue(*frozen)
		return err
	})
	if err != nil {
		return nil, err
	}
	if in.Folder != "" {
		out.Paths, err = unpack(files, in.Folder)
	}
	return out, err
}

// freeze makes all that is issued, inside the step that issues it.
func freeze(ctx context.Context, tx *store.Tx, ledger string, in IssueInput) (*store.IssueInput, []reports.Warning, error) {
	if err := in.takeUp(tx); err != nil {
		return nil, nil, err
	}
	draft, err := Complete(tx.View, ledger, in.Period, &in.Options)
	if err != nil {
		return nil, nil, err
	}
	if in.Plain {
		draft, in.Options.Script = nil, reports.Script{}
	}
	doc, err := reports.ComposeAll(ctx, reports.Input{Source: tx.View, Period: in.Period, Options: in.Options})
	if err != nil {
		return nil, nil, err
	}
	for _, t := range doc.TypedOver {
		if t.Reason == "" {
			return nil, nil, data.Errorf(data.Conflict, "edits", "%s，没有印发；请恢复，或写明保留的原因。", t)
		}
	}
	b := doc.Bulletin
	if err := Unlike(tx.View, in.Period, b, in.Replaces); err != nil {
		return nil, nil, err
	}
	log, err := tx.Chain()
	if err != nil {
		return nil, nil, err
	}
	frozen, err := doc.Freeze(reports.LogMark(log.Entries, log.Head))
	if err != nil {
		return nil, nil, err
	}
	out := &store.IssueInput{Kind: b.Kind, From: in.Period.From, To: in.Period.To, Title: b.Title, DocNumber: b.DocNo, Replaces: in.Replaces,
		Year: in.Options.SignedOn.Year(), Signers: map[string]string{}}
	if out.Number, out.Total, err = reports.ParseSerial(b.Serial); err != nil {
		return nil, nil, err
	}
	if draft != nil {
		out.Draft = draft.ID
	}
	for _, x := range in.Signers {
		out.Signers[x.Role] = x.Name + " " + x.On.String()
	}
	if out.Tree, err = json.Marshal(b); err == nil {
		out.Facts, err = json.Marshal(frozen)
	}
	if err != nil {
		return nil, nil, data.Wrap(data.Internal, err, "通报的内容不能写成文本，没有印发。")
	}
	var ws []reports.Warning
	if out.Files, ws, err = in.Output.render(b, in.At); err != nil {
		return nil, nil, err
	}
	rows, err := reports.RowsBehind(ctx, tx.View, in.Period, frozen)
	if err != nil {
		return nil, nil, err
	}
	for figure, list := range rows {
		for _, r := range list {
			out.Rows = append(out.Rows, store.IssueRow{Figure: figure, Entity: r.Entity, ID: r.ID, On: r.On, What: r.What})
		}
	}
	slices.SortStableFunc(out.Rows, func(a, b store.IssueRow) int { return strings.Compare(a.Figure, b.Figure) })
	return out, slices.Concat(ws, doc.Hints, doc.Mask.Warnings), nil
}

// render makes the files of a document in memory.
func (o Output) render(b *reports.Bulletin, at time.Time) (files []store.IssueFile, ws []reports.Warning, err error) {
	for _, f := range o.renderings(b, "", at) {
		var buf bytes.Buffer
		got, err := f.render(&buf)
		if err != nil {
			return nil, nil, err
		}
		files, ws = append(files, store.IssueFile{Name: f.path, Content: buf.Bytes()}), append(ws, got...)
	}
	return files, ws, nil
}

// unpack writes frozen files into a folder. A file that stands there and is another is
// left; the new one gets a number.
func unpack(files []store.IssueFile, dir string) (paths []string, err error) {
	for _, f := range files {
		path := spared(filepath.Join(dir, f.Name), f.Content)
		err := writeFile(path, func(w io.Writer) error {
			_, err := w.Write(f.Content)
			return err
		})
		if err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// Unpack writes the files of an issue, as they were issued, into a folder.
func Unpack(v *store.View, issue data.ID, dir string) ([]string, error) {
	x, err := v.Issue(issue)
	if err != nil {
		return nil, err
	}
	return unpack(x.Files, dir)
}

// Unlike refuses with data.Conflict a second bulletin of a kind and period that doesn't
// correct the first. Those about topics are told apart by their titles.
func Unlike(v *store.View, p stats.Period, b *reports.Bulletin, replaces data.ID) error {
	issues, err := v.Issues()
	if err != nil {
		return err
	}
	for _, x := range standing(issues) {
		same := x.Kind == b.Kind && (b.Kind != reports.TopicKind || x.Title == b.Title)
		if same && x.From == p.From && x.To == p.To && x.ID != replaces {
			return data.Errorf(data.Conflict, "replaces", "%s的通报已经印发：%s。印发的不能再改，也不重复印发；有错请在存档里选它，发更正。", p.Name(), referenceTo(x))
		}
	}
	return nil
}

// takeUp fills in which bulletin this one corrects.
func (in *IssueInput) takeUp(tx *store.Tx) error {
	x, err := corrected(tx.View, in.Replaces)
	if err != nil || x == nil {
		return err
	}
	if x.From != in.Period.From || x.To != in.Period.To {
		return data.Errorf(data.Conflict, "replaces", "要更正的%s，统计期是 %s 至 %s，与这一期不同，没有印发；更正要用同一个期间。", referenceTo(*x), x.From, x.To)
	}
	in.Options.Corrects, err = asIssued(tx.View, x)
	return err
}

// Corrected is the issue that another corrects; nil for 0.
func Corrected(v *store.View, issue data.ID) (*reports.Corrected, error) {
	x, err := corrected(v, issue)
	if err != nil || x == nil {
		return nil, err
	}
	return asIssued(v, x)
}

// asIssued reads the tree of an issue, for its correction to be compared with.
func asIssued(v *store.View, x *store.Issue) (*reports.Corrected, error) {
	whole, err := v.Issue(x.ID)
	if err != nil {
		return nil, err
	}
	out := &reports.Corrected{Reference: referenceTo(*x), Was: &reports.Bulletin{}}
	if err := json.Unmarshal(whole.Tree, out.Was); err != nil {
		return nil, data.Wrap(data.Corrupt, err, "《%s》印发时的内容读不出来，不能与更正对照；印发的文件不受影响。", x.Title)
	}
	return out, nil
}

func corrected(v *store.View, issue data.ID) (*store.Issue, error) {
	if issue == 0 {
		return nil, nil
	}
	issues, err := v.Issues()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(issues, func(x store.Issue) bool { return x.ID == issue })
	if i < 0 {
		return nil, data.Errorf(data.NotFound, "replaces", "没有找到要更正的那期通报，没有印发；请重新选择。")
	}
	return &issues[i], nil
}

// TakenUp is what the bulletin of a period takes up: the issued one of the period before,
// and what was entered into closed months since.
func TakenUp(v *store.View, p stats.Period) (before *reports.Before, late *reports.Late, err error) {
	issues, err := v.Issues()
	if err != nil {
		return nil, nil, err
	}
	for _, x := range standing(issues) {
		if x.To != p.From.AddDays(-1) || before != nil || x.Kind == reports.TopicKind {
			continue
		}
		whole, err := v.Issue(x.ID)
		if err != nil {
			return nil, nil, err
		}
		frozen, err := frozenOf(whole)
		if err != nil {
			return nil, nil, err
		}
		before = &reports.Before{Reference: referenceTo(x), Open: frozen.Open}
	}
	closed, err := v.Closed()
	if err != nil || closed == nil {
		return before, nil, err
	}
	events, err := v.LateEvents(*closed)
	if err != nil {
		return nil, nil, err
	}
	problems := map[data.ID]bool{}
	for _, e := range events {
		problems[e.Problem] = true
	}
	visits, err := v.LateVisits(*closed)
	if err != nil {
		return nil, nil, err
	}
	return before, &reports.Late{Events: len(events), Problems: len(problems), Visits: visits}, nil
}

// standing are the issues that no later one corrects and that are no void numbers, the
// newest first.
func standing(issues []store.Issue) (out []store.Issue) {
	replaced := map[data.ID]bool{}
	for _, x := range issues {
		replaced[x.Replaces] = true
	}
	for _, x := range issues {
		if !replaced[x.ID] && x.Kind != voidKind {
			out = append(out, x)
		}
	}
	return out
}

func referenceTo(x store.Issue) reports.Reference {
	return reports.Reference{Title: x.Title, Number: numberOf(x)}
}

// frozenOf reads what an issue kept of its figures.
func frozenOf(x *store.Issue) (f reports.Frozen, err error) {
	if err := json.Unmarshal(x.Facts, &f); err != nil {
		return f, data.Wrap(data.Corrupt, err, "《%s》印发时的数字读不出来；印发的文件不受影响。", x.Title)
	}
	return f, nil
}

// Verdict is what is known of a file that may have been issued.
type Verdict struct {
	Issue *store.Issue // nil: no issue of this ledger
	Same  bool         // not a byte was changed
	Name  string       // what it was called when issued, if it is the same
	Log   store.LogStanding
}

// Verify says which issue a file belongs to, whether a byte of it was changed, and whether
// the log still leads to where it stood then, as the archive and the file itself say.
func Verify(v *store.View, content []byte) (Verdict, error) {
	sum := sha256.Sum256(content)
	id, name, err := v.IssuedAs(hex.EncodeToString(sum[:]))
	if err != nil {
		return Verdict{}, err
	}
	out := Verdict{Same: id != 0, Name: name}
	properties := propertiesOf(content)
	if id == 0 {
		if mark := reports.MarkIn(properties); mark != "" {
			if id, err = v.IssueMarked(mark); err != nil {
				return Verdict{}, err
			}
		}
	}
	if id == 0 {
		return out, nil
	}
	if out.Issue, err = v.Issue(id); err != nil {
		return out, err
	}
	out.Log, err = logBehind(v, out.Issue.Log, properties)
	return out, err
}

// logBehind follows the log to where the archive says that it stood, and to where a file
// says so: the archive could have been written anew with the log.
func logBehind(v *store.View, kept store.Chain, properties []byte) (store.LogStanding, error) {
	said, err := v.LogStands(kept)
	var outside store.Chain
	if outside.Entries, outside.Head = reports.LogIn(properties); err != nil || outside.Head == "" || outside == kept {
		return said, err
	}
	return v.LogStands(outside)
}

// mostProperties is how much of a workbook's or text's properties is looked at.
const mostProperties = 1 << 20

// propertiesOf is where the marks of an issue stand: a whole PDF, or the properties of a
// workbook or text.
func propertiesOf(content []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return content
	}
	f, err := z.Open("docProps/core.xml")
	if err != nil {
		return nil
	}
	properties, err := io.ReadAll(io.LimitReader(f, mostProperties))
	if err := errors.Join(err, f.Close()); err != nil {
		return nil // as good as none: the file is damaged
	}
	return properties
}

// Drifts compares an issue with the ledger as it stands.
func Drifts(ctx context.Context, v *store.View, issue data.ID) (*store.Issue, []reports.Drift, error) {
	x, err := v.Issue(issue)
	if err != nil {
		return nil, nil, err
	}
	frozen, err := frozenOf(x)
	if err != nil {
		return nil, nil, err
	}
	rows, err := v.IssueRows(issue, "")
	if err != nil {
		return nil, nil, err
	}
	kept := map[string][]stats.RowRef{}
	for _, r := range rows {
		kept[r.Figure] = append(kept[r.Figure], stats.RowRef{Entity: r.Entity, ID: r.ID, On: r.On, What: r.What})
	}
	drifts, err := reports.Baseline(ctx, v, stats.Period{From: x.From, To: x.To}, frozen, kept)
	return x, drifts, err
}
