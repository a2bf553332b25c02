package command

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/keep"
	"qinqing/data/store"
)

type backupCmd struct {
	Out        string `name:"out" help:"备份文件（默认在数据库旁）" placeholder:"文件"`
	Auto       bool   `name:"auto" help:"像程序自己备份那样：放进备份文件夹，按设置放到第二处，并清理旧的"`
	Passphrase string `name:"passphrase-file" help:"用这个文件第一行的口令加密" placeholder:"文件"`
	Recipient  string `name:"recipient" help:"用这个公钥加密（age1 开头）" placeholder:"公钥"`
	NewKey     string `name:"new-key" help:"只生成一把密钥，写进这个文件，打印它的公钥" placeholder:"文件"`
}

// Run copies what a reader sees, so that a window may stay open.
func (c *backupCmd) Run(r *run) error {
	if c.NewKey != "" {
		public, err := keep.NewKey(c.NewKey)
		if err == nil {
			r.print("%s", public)
			r.progress("密钥在“%s”，请另外保管；丢了它，加密的备份就打不开", c.NewKey)
		}
		return err
	}
	if err := r.existing(); err != nil {
		return err
	}
	cipher, err := cipherOf(c.Passphrase, c.Recipient, "")
	if err != nil {
		return err
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		if c.Auto {
			return c.auto(ctx, r, s, cipher)
		}
		info, err := keep.Write(ctx, s, c.Out, cipher)
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(map[string]any{"path": info.Path, "size": info.Size, "sha256": info.SHA256, "at": info.At.UTC().Format(time.RFC3339), "check": reportOf(info.Report),
				"files": info.Files, "files_size": info.FilesSize, "missing": append([]string{}, info.Missing...), "chain": info.Holds.Chain})
		}
		r.print("%s", info.Path)
		r.progress("备份已核验，SHA-256 %s", info.SHA256)
		switch {
		case info.Files > 0 && cipher != nil:
			r.progress("附件 %d 个也在这个加密的文件里", info.Files)
		case info.Files > 0:
			r.progress("附件 %d 个已复制并逐个核验，放在“%s.附件”里，请和备份文件一起保管", info.Files, info.Path)
		}
		r.missing(info.Missing)
		return nil
	})
}

func (c *backupCmd) auto(ctx context.Context, r *run, s *store.Store, cipher keep.Cipher) error {
	var settings map[string]string
	err := s.View(ctx, func(v *store.View) (err error) {
		settings, err = v.Settings()
		return err
	})
	if err != nil {
		return err
	}
	p := keep.PolicyOf(settings)
	if cipher == nil && p.Recipient != "" {
		if cipher, err = keep.Recipients(p.Recipient); err != nil {
			return err
		}
	}
	made, err := keep.Auto(ctx, s, p.Second, cipher)
	if err != nil {
		return err
	}
	r.print("%s", made.Path)
	r.missing(made.Missing)
	if made.Dropped > 0 {
		r.progress("清理了 %d 份旧备份", made.Dropped)
	}
	if made.Future {
		r.progress("注意：有备份的时间在将来，可能电脑的时钟错过；查清以前不清理旧备份")
	}
	return made.Second
}

func (r *run) missing(names []string) {
	for _, name := range names {
		r.progress("注意：附件“%s”的文件不在或已损坏，没有备份到", name)
	}
}

// cipherOf is the cipher that flags ask for, nil for none.
func cipherOf(passphraseFile, recipient, identity string) (keep.Cipher, error) {
	switch {
	case passphraseFile != "":
		b, err := os.ReadFile(passphraseFile)
		if err != nil {
			return nil, data.Wrap(data.NotFound, err, "口令文件“%s”读不出来。", passphraseFile)
		}
		first, _, _ := strings.Cut(string(b), "\n")
		return keep.Passphrase(strings.TrimRight(first, "\r"))
	case recipient != "":
		return keep.Recipients(recipient)
	case identity != "":
		return keep.Identity(identity)
	}
	return nil, nil
}

type restoreCmd struct {
	Backup     string `arg:"" optional:"" name:"备份" help:"备份文件；不写则列出找得到的备份"`
	DryRun     bool   `name:"dry-run" help:"只说明会改变什么，不恢复"`
	Passphrase string `name:"passphrase-file" help:"加密的备份：口令在这个文件的第一行" placeholder:"文件"`
	Identity   string `name:"identity" help:"加密的备份：密钥文件" placeholder:"文件"`
}

// Run puts a backup in the ledger's place; what lies there is set aside whole.
func (c *restoreCmd) Run(r *run) error {
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	cipher, err := cipherOf(c.Passphrase, "", c.Identity)
	if err != nil {
		return err
	}
	s, err := store.Open(r.actor(), path, store.Options{ReadOnly: true, Now: r.now})
	if err != nil { // it is damaged, or there is none: that is what a backup is for
		if c.Backup == "" {
			return r.listBackups(path)
		}
		if c.DryRun {
			return nil
		}
		return r.restored(keep.Restore(r.actor(), path, c.Backup, cipher, r.now))
	}
	defer func() { _ = s.Close() }()
	ctx, err := r.signIn(s)
	if err == nil {
		err = s.Allow(ctx, data.MayBackup)
	}
	switch {
	case err != nil:
		return err
	case c.Backup == "":
		return r.listBackups(path)
	}
	r.compare(ctx, s, c.Backup)
	if c.DryRun {
		return nil
	}
	return r.restored(keep.GoBack(ctx, s, c.Backup, cipher, r.now))
}

// restored tells what a recovery did.
func (r *run) restored(out keep.Restored, err error) error {
	if err != nil {
		return err
	}
	if r.args.JSON {
		return r.json(map[string]any{"from": out.From, "aside": out.Aside, "missing": out.Missing})
	}
	r.print("已恢复：%s", out.From)
	if out.Aside != "" {
		r.progress("原来的文件没有动，移到了“%s”", out.Aside)
	}
	if out.Missing > 0 {
		r.progress("注意：有 %d 个附件这份备份里没有", out.Missing)
	}
	return nil
}

type backupJSON struct {
	Path      string      `json:"path"`
	Made      string      `json:"made"`
	Encrypted bool        `json:"encrypted"`
	Manifest  bool        `json:"manifest"`
	Chain     store.Chain `json:"chain"`
	Problems  int         `json:"problems"`
}

func (r *run) listBackups(path string) error {
	list := keep.Find(path, "")
	if r.args.JSON {
		out := []backupJSON{}
		for _, b := range list {
			out = append(out, backupJSON{b.Path, b.Made.UTC().Format(time.RFC3339), b.Encrypted, b.Err == nil, b.Manifest.Holds.Chain, b.Manifest.Holds.Problems})
		}
		return r.json(out)
	}
	for _, b := range list {
		note := fmt.Sprintf("问题 %d 个，操作记录 %d 条", b.Manifest.Holds.Problems, b.Manifest.Holds.Chain.Entries)
		switch {
		case b.Err != nil:
			note = "没有清单，恢复时再核验"
		case b.Encrypted:
			note = fmt.Sprintf("加密；操作记录 %d 条", b.Manifest.Holds.Chain.Entries)
		}
		r.print("%s  %s  %s", b.Made.Local().Format("2006-01-02 15:04:05"), note, b.Path)
	}
	if len(list) == 0 {
		r.progress("台账旁边没有备份。")
	}
	return nil
}

// compare tells on stderr what going back would change, as far as it can be told.
func (r *run) compare(ctx context.Context, s *store.Store, backup string) {
	m, err := keep.ReadManifest(backup)
	b := keep.Backup{Path: backup, Manifest: m, Err: err}
	if filepath.Ext(backup) == ".age" && err != nil {
		return
	}
	x, err := keep.Compare(ctx, s, b)
	if err != nil {
		return
	}
	if !b.Encrypted && x.Then.Format > 0 && filepath.Ext(backup) != ".age" {
		r.progress("问题 %d → %d，走访 %d → %d，企业 %d → %d，事项 %d → %d", x.Now.Problems, x.Then.Problems, x.Now.Visits, x.Then.Visits, x.Now.Enterprises, x.Then.Enterprises, x.Now.Events, x.Then.Events)
	}
	if x.Apart {
		r.progress("这份备份不是这本台账以前的样子，恢复后就是另一本台账。")
		return
	}
	r.progress("备份之后的 %d 条操作记录不在里面%s", x.Lost, map[bool]string{true: "，最近的有："}[x.Lost > 0])
	for _, text := range x.Texts {
		r.progress("  %s", text)
	}
}

// offer tells where the newest verified backup of a damaged ledger is.
func (r *run) offer(path string) {
	o, ok := keep.Best(r.actor(), path, "", r.now)
	if !ok {
		r.progress("没有找到核验得过的备份。请保留这个文件，不要覆盖，联系维护人员。")
		return
	}
	r.progress("最近一份核验过的备份是 %s 的“%s”；用 qinqing restore 恢复，坏文件会原样移到一旁。", o.Backup.Made.Local().Format("2006-01-02 15:04"), o.Backup.Path)
}
