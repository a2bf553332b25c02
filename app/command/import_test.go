package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func (o *office) write(name string, rows ...string) string {
	o.t.Helper()
	path := filepath.Join(o.dir, name)
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")), 0o644); err != nil {
		o.t.Fatal(err)
	}
	return path
}

func TestAnImportSaysWhatBecameOfEachFile(t *testing.T) {
	const head = "走访日期,走访单位,企业名称,反映问题,责任单位,办结时限,是否销号"
	good, bad := "2026-10-08,县纪委,甲公司,用电不足,供电公司,按序时推进,否", "2026-13-08,县纪委,乙公司,招工难,人社局,,否"
	for name, c := range map[string]struct {
		rows   []string
		args   []string
		code   int
		out    string // in what is printed
		err    string // in what is said at the end
		visits int
	}{
		"good":               {[]string{head, good}, nil, exitDone, "按序时推进", "", 1},
		"one row refused":    {[]string{head, good, bad}, nil, exitPartly, "2026-13-08", "其余各行已导入", 1},
		"every row refused":  {[]string{head, bad}, nil, exitPartly, "2026-13-08", "没有新的内容可写入", 0},
		"strict":             {[]string{head, good, bad}, []string{"--strict"}, exitPartly, "2026-13-08", "没有写入任何内容", 0},
		"dry run":            {[]string{head, good, bad}, []string{"--dry-run"}, exitDone, "2026-13-08", "", 0},
		"no ledger":          {[]string{"甲,乙", "1,2"}, nil, exitUnreadable, "", "没有写入任何内容", 0},
		"a classified title": {[]string{"机密★", head, good}, nil, exitUnreadable, "", "非涉密系统", 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			path := o.write("走访2026年10月.csv", c.rows...)
			out, errs, code := o.run(append(append([]string{"import"}, c.args...), path)...)
			if code != c.code || !strings.Contains(out, c.out) || !strings.Contains(errs, c.err) {
				t.Errorf("exit %d, want %d\n%s\n%s", code, c.code, out, errs)
			}
			export := filepath.Join(o.dir, "走访.xlsx")
			var got struct{ Rows int }
			o.json(exitDone, &got, "export", "--ledger", "visits", "--out", export)
			if got.Rows != c.visits {
				t.Errorf("%d visits on record, want %d", got.Rows, c.visits)
			}
		})
	}
}

func TestAMaskedExportDoesNotComeBack(t *testing.T) {
	o := newOffice(t)
	o.run("import", o.sample("visits.xlsx"))
	for _, ledger := range []string{"problems", "visits"} {
		for _, masked := range []bool{true, false} {
			path := filepath.Join(o.dir, ledger+".xlsx")
			args := []string{"export", "--ledger", ledger, "--out", path}
			if !masked {
				args = append(args, "--unmasked", "--reason", "换机")
			}
			if _, errs, code := o.run(args...); code != exitDone {
				t.Fatal(errs)
			}
			if masked {
				if _, errs, code := o.run("import", path); code != exitUnreadable || !strings.Contains(errs, "不能再导入") {
					t.Errorf("%s masked: exit %d: %s", ledger, code, errs)
				}
				continue
			}
			var in importedJSON
			o.json(exitDone, &in, "import", path)
			if f := in.Files[0]; f.New.Visits+f.New.Problems+f.New.Enterprises+f.New.Units+f.Updated != 0 {
				t.Errorf("%s unmasked changes the records: %+v", ledger, f)
			}
		}
	}
}

func TestTheReportsOfSeveralFilesHaveTheirOwnNames(t *testing.T) {
	for name, c := range map[string]struct {
		report string
		files  []string
		want   []string
	}{
		"none given":          {"", []string{"a/甲.xlsx", "b/乙.csv"}, []string{"a/甲.问题.xlsx", "b/乙.问题.xlsx"}},
		"one file":            {"o/X.xlsx", []string{"a/甲.xlsx"}, []string{"o/X.xlsx"}},
		"two files":           {"o/X.xlsx", []string{"a/甲.xlsx", "b/乙.csv"}, []string{"o/X.甲.xlsx", "o/X.乙.xlsx"}},
		"two of one name":     {"X.xlsx", []string{"a/甲.xlsx", "b/甲.xlsx"}, []string{"X.甲.xlsx", "X.甲.2.xlsx"}},
		"two of another kind": {"X.xlsx", []string{"甲.xlsx", "甲.csv"}, []string{"X.甲.xlsx", "X.甲.2.xlsx"}},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := &importCmd{Report: c.report, Files: c.files}
			for i, path := range c.files {
				f := &imported{path: path}
				f.Name = filepath.Base(path)
				if got := filepath.ToSlash(cmd.reportPath(f)); got != c.want[i] {
					t.Errorf("%s: %s, want %s", path, got, c.want[i])
				}
			}
		})
	}
}

// A folder chosen or dropped is told what it is, in the window too.
func TestAFolderIsNoLedger(t *testing.T) {
	if _, err := ReadLedger(t.TempDir()); err == nil || !strings.Contains(err.Error(), "是一个文件夹。请选里面的台账文件") {
		t.Errorf("got %v", err)
	}
}
