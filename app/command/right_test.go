package command

import (
	"database/sql"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"golang.org/x/crypto/argon2"

	"qinqing/data"
)

// anybody who signed in may; nobody alone may.
var (
	anybody = []data.Right{"anybody"}
	nobody  = []data.Right{}
)

// lines are every subcommand with the rights of which one is needed. D is the folder that
// it may write to, B a backup.
var lines = []struct {
	name  string
	right []data.Right
	args  []string
}{
	{"import", []data.Right{data.MayRecord}, []string{"D/visits.xlsx"}},
	{"import", []data.Right{data.MayRecord}, []string{"--dry-run", "D/visits.xlsx"}},
	{"stats", []data.Right{data.MayRead}, []string{"--month", "2026-10"}},
	{"bulletin make", []data.Right{data.MayRead}, []string{"--month", "2026-10", "--out", "D"}},
	{"bulletin make", []data.Right{data.MayUnmask}, []string{"--month", "2026-10", "--unmasked", "--reason", "核对", "--out", "D"}},
	{"bulletin draft", []data.Right{data.MayRead}, []string{"--month", "2026-10"}},
	{"bulletin draft", []data.Right{data.MayRecord}, []string{"--month", "2026-10", "--set", "D/draft.json"}},
	{"bulletin issue", []data.Right{data.MayApprove}, append([]string{"--month", "2026-10", "--doc-no", "×纪办〔2026〕5号", "--out", "D"}, hands...)},
	{"bulletin list", []data.Right{data.MayRead}, nil},
	{"bulletin verify", []data.Right{data.MayRead}, []string{"D/draft.json"}},
	{"bulletin diff", []data.Right{data.MayRead}, []string{"没有这期"}},
	{"bulletin files", []data.Right{data.MayRead}, []string{"没有这期", "--out", "D"}},
	{"bulletin void", []data.Right{data.MayApprove}, []string{"第4期", "--reason", "印错"}},
	{"bulletin close", []data.Right{data.MayApprove}, []string{"--month", "2026-09"}},
	{"bulletin reopen", []data.Right{data.MayApprove}, []string{"--reason", "补登"}},
	{"chart", []data.Right{data.MayRead}, []string{"--month", "2026-10", "--kind", "趋势", "--out", "D/图.png"}},
	{"paper", []data.Right{data.MayRead}, []string{"WT-2026-0001", "--kind", "受理单", "--out", "D"}},
	{"export", []data.Right{data.MayRead}, []string{"--ledger", "visits", "--out", "D/走访.xlsx"}},
	{"export", []data.Right{data.MayUnmask}, []string{"--ledger", "problems", "--unmasked", "--reason", "核对", "--out", "D/全.xlsx"}},
	{"visit add", []data.Right{data.MayRecord}, []string{"--unit", "甲区纪委监委", "--enterprise", "试验陶瓷厂"}},
	{"problem add", []data.Right{data.MayRecord}, []string{"--content", "用地", "--date", "2026-10-09"}},
	{"problem complained", []data.Right{data.MayRecord}, []string{"WT-2026-0001", "人社局"}},
	{"event add", []data.Right{data.MayRecord}, []string{"WT-2026-0001", "签收", "--date", "2026-10-03"}},
	{"event add", []data.Right{data.MayApprove}, []string{"WT-2026-0001", "延期", "--due", "2026-12-30", "--date", "2026-10-05", "--note", "难", "--approver", "某人"}},
	{"event correct", []data.Right{data.MayRecord}, []string{"WT-2026-0001", "1", "--date", "2026-10-01", "--reason", "记错"}},
	{"event void", []data.Right{data.MayRecord}, []string{"WT-2026-0001", "2", "--reason", "记错"}},
	{"record coverage", []data.Right{data.MayRecord}, []string{"--count", "30", "--source", "统计局"}},
	{"record activity", []data.Right{data.MayRecord}, []string{"座谈会", "2"}},
	{"record speed", []data.Right{data.MayRecord}, []string{"食品经营许可", "--statutory", "20", "--promised", "5", "--unit", "市监局"}},
	{"record policy", []data.Right{data.MayRecord}, []string{"某政策"}},
	{"record payment", []data.Right{data.MayRecord}, []string{"--due", "10"}},
	{"record remove", []data.Right{data.MayRecord}, []string{"1"}},
	{"record list", []data.Right{data.MayRead}, []string{"activity"}},
	{"undo", []data.Right{data.MayApprove}, nil}, // of another's step
	{"redo", []data.Right{data.MayRecord, data.MaySet}, nil},
	{"log", []data.Right{data.MayLog}, nil},
	{"search", []data.Right{data.MayRead}, []string{"用工"}},
	{"show", []data.Right{data.MayRead}, []string{"WT-2026-0001"}},
	{"set", anybody, nil},
	{"set", []data.Right{data.MaySet}, []string{"office.name", "甲"}},
	{"workday", anybody, []string{"2026-01-01", "3"}},
	{"notice", anybody, nil},
	{"check", []data.Right{data.MayCheck}, nil},
	{"check", []data.Right{data.MayCheck}, []string{"--repair"}},
	{"check", []data.Right{data.MayCheck}, []string{"--clean"}},
	{"attach", []data.Right{data.MayRecord}, []string{"WT-2026-0001", "D/照片.jpg"}},
	{"backup", []data.Right{data.MayBackup}, []string{"--out", "D/备份.db"}},
	{"backup", []data.Right{data.MayBackup}, []string{"--auto"}},
	{"restore", []data.Right{data.MayBackup}, nil},
	{"restore", []data.Right{data.MayBackup}, []string{"B", "--dry-run"}},
	{"restore", []data.Right{data.MayBackup}, []string{"B"}},
	{"person list", anybody, nil},
	{"person add", []data.Right{data.MayPeople}, []string{"新人"}},
	{"person roles", []data.Right{data.MayGrant}, []string{"周clerk", "经办"}},
	{"person disable", []data.Right{data.MayPeople}, []string{"周clerk"}},
	{"person enable", []data.Right{data.MayPeople}, []string{"周clerk"}},
	{"person password", []data.Right{data.MayPeople}, []string{"周unmasker"}},
	{"person password", anybody, nil},
	{"person on", anybody, []string{"--system", "甲", "--secrecy", "甲", "--auditor", "乙"}}, // refused: they are on
	{"person off", nobody, nil},
}

// elsewhere are the subcommands that open no ledger of the office, or ask for no sign-in.
var elsewhere = []string{"window", "demo", "person recover"}

func leaves(n *kong.Node, name string, out map[string]bool) {
	for _, c := range n.Children {
		full := strings.TrimSpace(name + " " + c.Name)
		if len(c.Children) == 0 {
			out[full] = true
		}
		leaves(c, full, out)
	}
}

// cheapen gives every account the password 春风又绿江南岸 at a cost that a table of hundreds of
// sign-ins can bear, and makes one of every role: 周‹role›.
func (o *office) cheapen() {
	o.t.Helper()
	salt := []byte("0123456789abcdef")
	hash := hex.EncodeToString(argon2.IDKey([]byte("春风又绿江南岸"), salt, 1, 64, 1, 32))
	how := []string{"UPDATE person SET salt = x'" + hex.EncodeToString(salt) + "', hash = x'" + hash + "', cost = '1,64,1'"}
	for _, r := range data.Roles {
		how = append(how, `INSERT INTO person(id, name, roles, salt, hash, cost) SELECT max(id) + 1, '周`+string(r.Role)+`', '["`+string(r.Role)+`"]', salt, hash, cost FROM person`)
	}
	o.cheat(how...)
}

// notOfPeople counts what the log says was done to anything but accounts.
func (o *office) notOfPeople() (n int) {
	o.t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(o.db(), "#", "%23"))
	if err == nil {
		err = db.QueryRow("SELECT count(*) FROM audit_log WHERE entity <> 'person'").Scan(&n)
		_ = db.Close()
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

// Every subcommand by every role: who lacks the right is refused with code 3, nothing is
// printed, written or left behind; who has it is not refused for that.
func TestEverySubcommandByEveryRole(t *testing.T) {
	var c cli
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]bool{}
	leaves(parser.Model.Node, "", missing)
	for _, l := range lines {
		if !missing[l.name] && !slices.ContainsFunc(lines, func(x struct {
			name  string
			right []data.Right
			args  []string
		}) bool {
			return x.name == l.name
		}) {
			t.Errorf("no such subcommand: %s", l.name)
		}
		delete(missing, l.name)
	}
	for name := range missing {
		if !slices.Contains(elsewhere, name) {
			t.Errorf("no row for %s", name)
		}
	}

	first := newOffice(t)
	first.must("problem", "add", "--content", "用工缺口", "--date", "2026-10-02", "--unit", "人社局", "--due", "2026-10-30")
	first.manned()
	first.cheapen()
	ledger, err := os.ReadFile(first.db())
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "备份.db")
	if err := os.WriteFile(backup, ledger, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("QINQING_NEW_PASSWORD", "wangle-mima-9")
	for _, l := range lines {
		t.Run(strings.Join(append([]string{l.name}, l.args...), " "), func(t *testing.T) {
			for _, r := range append([]string{""}, rolesOf()...) {
				o := newOffice(t)
				put := func(name string, b []byte) {
					if err := os.WriteFile(filepath.Join(o.dir, name), b, 0o600); err != nil {
						t.Fatal(err)
					}
				}
				put(filepath.Base(o.db()), ledger)
				put("draft.json", []byte("{}"))
				put("照片.jpg", []byte("\xff\xd8\xff\xe0 示例"))
				o.sample("visits.xlsx")
				args := strings.Fields(l.name)
				for _, a := range l.args {
					args = append(args, strings.Replace(strings.Replace(a, "D/", o.dir+"/", 1), "B", backup, map[bool]int{true: 1}[a == "B"]))
					if a == "D" {
						args[len(args)-1] = o.dir
					}
				}
				who := ""
				if r != "" {
					who = "周" + r
				}
				t.Setenv("QINQING_PASSWORD", "春风又绿江南岸")
				before, logged := filesIn(t, o.dir), o.notOfPeople()
				out, errs, code := o.run(append([]string{"--actor", who}, args...)...)
				may := r != "" && (slices.Equal(l.right, anybody) || slices.ContainsFunc(l.right, data.Role(r).May))
				denied := code == exitDatabase && (strings.Contains(errs, "权限") || strings.Contains(errs, "不查看台账内容") || strings.Contains(errs, "启用了账号") || strings.Contains(errs, "都输入密码") || strings.Contains(errs, "角色的人撤销"))
				if denied == may || strings.Contains(errs, "姓名或密码不对") {
					t.Errorf("%s: exit %d, may %v: %s%s", r, code, may, out, errs)
				}
				if !may && (out != "" || !slices.Equal(before, filesIn(t, o.dir)) || o.notOfPeople() != logged) {
					t.Errorf("%s, refused, leaves %q, %v, log %d → %d", r, out, filesIn(t, o.dir), logged, o.notOfPeople())
				}
			}
		})
	}
}

// rolesOf are the roles that somebody can have alone.
func rolesOf() (out []string) {
	for _, r := range data.Roles {
		if r.Role != data.UnmaskerRole {
			out = append(out, string(r.Role))
		}
	}
	return out
}

// filesIn names what lies in a folder, but for SQLite's own beside the ledger.
func filesIn(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !strings.HasSuffix(path, "-wal") && !strings.HasSuffix(path, "-shm") && !strings.HasSuffix(path, ".lock") {
			out = append(out, strings.TrimPrefix(path, dir))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
