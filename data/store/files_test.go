package store

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

// scan is a file outside the ledger.
func scan(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// attach adds a file to a problem, as one step.
func (o *office) attach(p *data.Problem, seq int, name, text string) data.Attachment {
	o.t.Helper()
	x := must(o.KeepFile(o.ctx, scan(o.t, name, text)))(o.t)
	x.Entity, x.Ref, x.Seq = data.EntityProblem, p.ID, seq
	o.do("添加附件", func(tx *Tx) error { return tx.Attach(&x) })
	return x
}

// lying lists the files in the folder of attachments, by their names.
func (o *office) lying() (out []string) {
	o.t.Helper()
	err := filepath.WalkDir(o.AttachmentFolder(), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, d.Name())
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return out
}

func (o *office) attached(p *data.Problem) (names []string) {
	o.t.Helper()
	o.view(func(v *View) error {
		for _, x := range must(v.Attachments(data.EntityProblem, p.ID))(o.t) {
			names = append(names, x.Name)
		}
		return nil
	})
	return names
}

func TestAttachmentIsKeptOpenedRemovedAndUndone(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电没有解决")
	x := o.attach(p, 2, "交办单 扫描.PDF", "%PDF 交办单")
	if x.Type != "pdf" || x.Size != int64(len("%PDF 交办单")) || x.AddedBy != "林文书" || x.AddedAt.IsZero() {
		t.Errorf("kept %+v", x)
	}
	place := o.attachmentPath(x.SHA256)
	if b, err := os.ReadFile(place); err != nil || string(b) != "%PDF 交办单" || filepath.Base(filepath.Dir(place)) != x.SHA256[:2] {
		t.Errorf("at %s: %q, %v", place, b, err)
	}
	path := must(o.CopyAttachment(o.ctx, x, t.TempDir()))(t)
	if b, err := os.ReadFile(path); err != nil || string(b) != "%PDF 交办单" || filepath.Base(path) != "交办单 扫描.PDF" {
		t.Errorf("copied to %s: %q, %v", path, b, err)
	}
	o.sound()
	o.do("移除附件", func(tx *Tx) error { return tx.Delete(data.EntityAttachment, x.ID) })
	if got := o.attached(p); len(got) != 0 {
		t.Errorf("removed, but listed: %v", got)
	}
	o.view(func(v *View) error {
		bin := must(v.Bin())(t)
		if len(bin) != 1 || bin[0].Title != "附件 交办单 扫描.PDF" {
			t.Errorf("bin %+v", bin)
		}
		return nil
	})
	o.sound()
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if got := o.attached(p); !slices.Equal(got, []string{"交办单 扫描.PDF"}) {
		t.Errorf("undone: %v", got)
	}
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if got := o.attached(p); len(got) != 0 || len(o.lying()) != 1 {
		t.Errorf("adding undone: %v, files %v", got, o.lying())
	}
	o.sound() // the file stays for redo, and is no stray
	if _, _, err := o.Redo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if got := o.attached(p); len(got) != 1 {
		t.Errorf("redone: %v", got)
	}
}

func TestAttachmentsThatAreNotKept(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电没有解决")
	o.attach(p, 0, "一.jpg", "照片")
	moved := o.handled("已移送的")
	o.happen(moved, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "某号"})
	for name, x := range map[string]struct {
		file, text string
		ref        data.ID
		entity     data.Entity
		words      string
	}{
		"empty":                    {"空.pdf", "", p.ID, data.EntityProblem, "0 字节"},
		"a program":                {"a.exe", "x", p.ID, data.EntityProblem, "程序或脚本"},
		"a program by content":     {"a.pdf", "MZ…", p.ID, data.EntityProblem, "内容是程序"},
		"the same again":           {"二.jpg", "照片", p.ID, data.EntityProblem, "和已有的附件“一.jpg”内容相同"},
		"of no problem":            {"二.jpg", "别的", 99, data.EntityProblem, "已经删除"},
		"of a unit":                {"二.jpg", "别的", o.units[0], data.EntityUnit, "走访或问题"},
		"of a transferred problem": {"二.jpg", "别的", moved.ID, data.EntityProblem, "不得再留存材料"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := o.KeepFile(o.ctx, scan(t, x.file, x.text))
			if err == nil {
				a.Entity, a.Ref = x.entity, x.ref
				_, err = o.Do(o.ctx, data.Op{Name: "添加附件"}, func(tx *Tx) error { return tx.Attach(&a) })
			}
			if err == nil || !strings.Contains(err.Error(), x.words) {
				t.Errorf("got %v", err)
			}
		})
	}
	if got := o.attached(p); len(got) != 1 {
		t.Errorf("attached %v", got)
	}
	big := filepath.Join(t.TempDir(), "大.pdf")
	f := must(os.Create(big))(t)
	if err := f.Truncate(data.MaxAttachment + 1); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	for path, words := range map[string]string{big: "超过 50 MB", t.TempDir(): "不是文件", big + "x": "读不出来"} {
		if _, err := o.KeepFile(o.ctx, path); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, stop := context.WithCancel(o.ctx)
	stop()
	if _, err := o.KeepFile(ctx, scan(t, "断.jpg", "一半")); err == nil {
		t.Error("kept after it was cancelled")
	}
	for _, name := range o.lying() {
		if strings.HasPrefix(name, partPrefix) {
			t.Errorf("%s was left", name)
		}
	}
}

// Missing, changed and stray files are named, and strays are cleaned: what a program
// killed between file and row leaves.
func TestCheckNamesWhatIsWrongWithFiles(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电没有解决")
	gone, changed := o.attach(p, 0, "丢了.jpg", "一"), o.attach(p, 0, "变了.jpg", "二")
	o.attach(p, 0, "好的.jpg", "三")
	stray := must(o.KeepFile(o.ctx, scan(t, "没有登记.jpg", "四")))(t) // killed before its row
	half := filepath.Join(o.AttachmentFolder(), partPrefix+"123")
	fresh := must(o.KeepFile(o.ctx, scan(t, "正要登记.jpg", "五")))(t)
	for path, text := range map[string]string{o.attachmentPath(changed.SHA256): "别的", half: "半个"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old := time.Now().Add(-2 * time.Hour)
	for _, path := range []string{half, o.attachmentPath(stray.SHA256)} {
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(o.attachmentPath(gone.SHA256)); err != nil {
		t.Fatal(err)
	}
	texts := func() (out []string) {
		for _, f := range must(o.Check(o.ctx))(t).Problems {
			out = append(out, f.Code+" "+f.Text)
		}
		slices.Sort(out)
		return out
	}
	code := p.Code
	want := []string{"attachment 问题 " + code + "的附件“丢了.jpg”不在了", "attachment 问题 " + code + "的附件“变了.jpg”和添加时不一样",
		"stray 附件文件夹里的“" + partPrefix + "123”不属于任何记录，可以清理", "stray 附件文件夹里的“" + stray.SHA256 + "”不属于任何记录，可以清理"}
	slices.Sort(want)
	if got := texts(); !slices.Equal(got, want) {
		t.Errorf("found %v", got)
	}
	if removed := must(o.CleanStrays(o.ctx))(t); len(removed) != 2 {
		t.Errorf("removed %v", removed)
	}
	if got := texts(); len(got) != 2 {
		t.Errorf("after cleaning: %v", got)
	}
	if !exists(o.attachmentPath(fresh.SHA256)) {
		t.Error("a file about to be registered was cleaned away")
	}
	for name, x := range map[string]struct {
		x     data.Attachment
		words string
	}{"missing": {gone, "不在了"}, "changed": {changed, "和添加时不一样"}} {
		dir := t.TempDir()
		if _, err := o.CopyAttachment(o.ctx, x.x, dir); err == nil || !strings.Contains(err.Error(), x.words) {
			t.Errorf("%s: opened, %v", name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s: left %v", name, left)
		}
	}
	again := o.attach(o.handled("另一个"), 0, "又来.jpg", "二") // the damaged file is put right by the same one
	if again.SHA256 != changed.SHA256 || len(texts()) != 1 {
		t.Errorf("after adding it again: %v", texts())
	}
}

// A backup holds the files too, each verified; it opens as a ledger with all of them.
func TestBackupHoldsTheFiles(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电没有解决")
	o.attach(p, 0, "一.jpg", "照片一")
	o.attach(o.handled("另一个"), 0, "同一张.jpg", "照片一")
	lost := o.attach(p, 0, "丢了.jpg", "照片二")
	if err := os.Remove(o.attachmentPath(lost.SHA256)); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "备份.db")
	info := must(o.Backup(o.ctx, out))(t)
	if info.Files != 1 || info.FilesSize != int64(len("照片一")) || !slices.Equal(info.Missing, []string{"丢了.jpg"}) {
		t.Errorf("info %+v", info)
	}
	list := must(os.ReadFile(filepath.Join(out+AttachmentSuffix, manifest)))(t)
	if !strings.Contains(string(list), "  9  一.jpg\n") {
		t.Errorf("list %q", list)
	}
	s := openAt(t, out, nil)
	r := must(s.Check(o.ctx))(t)
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Text, "丢了.jpg") {
		t.Errorf("the backup: %v", r.Problems)
	}
	err := s.View(o.ctx, func(v *View) error {
		x := must(v.Attachments(data.EntityProblem, p.ID))(t)[0]
		path := must(s.CopyAttachment(o.ctx, x, t.TempDir()))(t)
		if b := must(os.ReadFile(path))(t); string(b) != "照片一" {
			t.Errorf("from the backup: %q", b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Backup(o.ctx, out); data.CodeOf(err) != data.Conflict {
		t.Errorf("over a backup: %v", err)
	}
}

// With a 移送线索 go the names of its attachments, from every table, and the files that
// nothing else uses, overwritten; a file that a program killed then had yet to remove goes
// at the next start.
func TestTransferErasesAttachments(t *testing.T) {
	o := newOffice(t)
	p := o.handled("反映股长收受现金")
	other := o.handled("另一个问题")
	secret := o.attach(p, 2, "丙某收条.jpg", "收条影像")
	removed := o.attach(p, 0, "旧收条.jpg", "旧影像")
	o.do("移除", func(tx *Tx) error { return tx.Delete(data.EntityAttachment, removed.ID) })
	shared := o.attach(p, 0, "公用表格.pdf", "公用")
	o.attach(other, 0, "公用表格.pdf", "公用")
	held := must(os.OpenFile(o.attachmentPath(secret.SHA256), os.O_RDONLY, 0))(t) // sees what is written over it
	defer func() { _ = held.Close() }()
	o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "某号"})
	if found := o.holders([]string{"丙某收条", "旧收条", secret.SHA256, removed.SHA256}); len(found) != 0 {
		t.Errorf("still in %v", found)
	}
	if got := o.lying(); !slices.Equal(got, []string{shared.SHA256}) {
		t.Errorf("files left: %v", got)
	}
	rest := make([]byte, 64)
	n, _ := held.ReadAt(rest, 0)
	if bytes.Contains(rest[:n], []byte("收条")) {
		t.Error("the file was not overwritten")
	}
	if got := o.attached(other); len(got) != 1 {
		t.Errorf("the other problem has %v", got)
	}
	o.sound()
}

func TestDoomedFilesGoAtTheNextStart(t *testing.T) {
	o := newOffice(t)
	x := o.attach(o.handled("别的"), 0, "还用着.jpg", "还用着")
	stray := must(o.KeepFile(o.ctx, scan(t, "该清除.jpg", "该清除")))(t)
	for _, sum := range []string{x.SHA256, stray.SHA256} {
		if _, err := o.writer.exec("INSERT INTO meta(key, value) VALUES(?, '')", doomed+sum); err != nil {
			t.Fatal(err)
		}
	}
	path := o.Path()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, path, func() time.Time { return *o.now })
	if exists(s.attachmentPath(stray.SHA256)) || !exists(s.attachmentPath(x.SHA256)) {
		t.Error("the wrong file went, or none")
	}
	var n int
	if found, err := s.writer.one("SELECT 1 FROM meta WHERE key GLOB ?", []any{doomed + "*"}, &n); err != nil || found {
		t.Errorf("still marked: %v, %v", found, err)
	}
}
