package command

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// bulletinIssueCmd is 签发.
type bulletinIssueCmd struct {
	periodFlags
	Out string `name:"out" help:"文件另放到哪个文件夹（默认当前文件夹；台账里也留一份）" default:"." placeholder:"文件夹"`
	wordingFlags
	DocNo     string   `name:"doc-no" help:"发文字号，如 ×纪办〔2026〕5号" placeholder:"文号"`
	Serial    string   `name:"serial" help:"简报的期号，如 第3期（总第27期）" placeholder:"期号"`
	Sign      []string `name:"sign" sep:"none" help:"经手人和日期，如 拟稿=姓名:2026-11-02；拟稿、核稿、审核、签发各一次" placeholder:"角色=姓名:日期"`
	PrintedOn string   `name:"printed-on" help:"印发日期" placeholder:"日期"`
	Overprint bool     `name:"overprint" help:"套打：不印红色部分"`
	Plain     bool     `name:"plain" help:"不用写在通报稿里的改动，只按模板"`
	Docx      bool     `name:"docx" help:"同时冻结一份 Word 文件"`
	Corrects  string   `name:"corrects" help:"要更正的通报：编号或文号" placeholder:"通报"`
}

func (c *bulletinIssueCmd) Run(r *run) error {
	in := IssueInput{Output: Output{Overprint: c.Overprint, Word: c.Docx}, Folder: c.Out, At: r.now(), Plain: c.Plain,
		Options: reports.Options{DocNo: c.DocNo, Serial: c.Serial}}
	var err error
	if in.Options.PrintedOn, err = parseDay("--printed-on", c.PrintedOn); err != nil {
		return err
	}
	for _, text := range c.Sign {
		x, err := parseSigner(text)
		if err != nil {
			return err
		}
		in.Signers = append(in.Signers, x)
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		err := s.View(ctx, func(v *store.View) (err error) {
			if in.Period, err = c.choice(v); err != nil {
				return err
			}
			if err := c.wording(v, &in.Options); err != nil || c.Corrects == "" {
				return err
			}
			in.Replaces, err = issueNamed(v, c.Corrects)
			return err
		})
		if err != nil {
			return err
		}
		out, err := Issue(ctx, s, in)
		if err != nil {
			return err
		}
		if !r.args.JSON {
			r.print("已印发《%s》（编号 %d）。", out.Title, out.ID)
		}
		return r.wrote(out.Paths, out.Warnings)
	})
}

func parseSigner(text string) (x reports.Signer, err error) {
	role, rest, ok := strings.Cut(text, "=")
	name, day, ok2 := strings.Cut(strings.ReplaceAll(rest, "：", ":"), ":")
	if x.Role, x.Name = strings.TrimSpace(role), strings.TrimSpace(name); !ok || !ok2 || x.Name == "" {
		return x, data.Errorf(data.Invalid, "sign", "经手人应写成“拟稿=姓名:2026-11-02”的样子，现在是“%s”。没有印发。", text)
	}
	if x.On, err = workday.Parse(strings.TrimSpace(day)); err != nil {
		return x, data.Errorf(data.Invalid, "sign", "“%s”的日期读不懂，应写成 2026-11-02 的样子。没有印发。", text)
	}
	return x, nil
}

// issueNamed finds an issue by its id, its 发文字号 or its 期号.
func issueNamed(v *store.View, name string) (data.ID, error) {
	issues, err := v.Issues()
	if err != nil {
		return 0, err
	}
	for _, x := range issues {
		if strconv.FormatInt(int64(x.ID), 10) == name || x.DocNumber != "" && data.Normalise(x.DocNumber) == data.Normalise(name) || numberOf(x) == name && name != "" {
			return x.ID, nil
		}
	}
	return 0, data.Errorf(data.NotFound, "issue", "没有找到“%s”这期通报；可用 bulletin list 列出。", name)
}

// numberOf is the number an issue bears: 发文字号, or 第N期（总第N期）.
func numberOf(x store.Issue) string {
	switch {
	case x.DocNumber != "":
		return x.DocNumber
	case x.Number > 0 && x.Total > 0:
		return fmt.Sprintf("%d年第%d期（总第%d期）", x.Year, x.Number, x.Total)
	case x.Number > 0:
		return fmt.Sprintf("%d年第%d期", x.Year, x.Number)
	}
	return ""
}

type bulletinListCmd struct{}

type issueJSON struct {
	ID       data.ID           `json:"id"`
	Kind     string            `json:"kind"`
	Title    string            `json:"title"`
	Number   string            `json:"number"`
	From     string            `json:"from"`
	To       string            `json:"to"`
	Signers  map[string]string `json:"signers"`
	Replaces data.ID           `json:"replaces,omitempty"`
	IssuedAt string            `json:"issuedAt"`
	SHA256   string            `json:"sha256"`
	Log      store.Chain       `json:"log"`
}

func (c *bulletinListCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		var issues []store.Issue
		err := s.View(ctx, func(v *store.View) (err error) { issues, err = v.Issues(); return err })
		if err != nil {
			return err
		}
		list := []issueJSON{}
		for _, x := range issues {
			list = append(list, issueJSON{x.ID, x.Kind, x.Title, numberOf(x), x.From.String(), x.To.String(), x.Signers, x.Replaces,
				x.IssuedAt.Local().Format("2006-01-02 15:04"), x.SHA256, x.Log})
		}
		if r.args.JSON {
			return r.json(map[string]any{"issues": list})
		}
		for _, x := range list {
			r.print("%d  %s  %s  %s  印发 %s", x.ID, x.Kind, x.Title, x.Number, x.IssuedAt)
		}
		if len(list) == 0 {
			r.print("还没有印发过通报。")
		}
		return nil
	})
}

type bulletinVerifyCmd struct {
	File string `arg:"" name:"文件" help:"要核对的文件（PDF、xlsx、docx）"`
}

func (c *bulletinVerifyCmd) Run(r *run) error {
	content, err := os.ReadFile(c.File)
	if err != nil {
		return codedError{exitUnreadable, data.Wrap(data.NotFound, err, "读不了文件 %s。", c.File)}
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		var found Verdict
		err := s.View(ctx, func(v *store.View) (err error) { found, err = Verify(v, content); return err })
		if err != nil {
			return err
		}
		if r.args.JSON {
			out := map[string]any{"same": found.Same, "issue": nil}
			if found.Issue != nil {
				out["issue"], out["title"], out["number"] = found.Issue.ID, found.Issue.Title, numberOf(*found.Issue)
				out["log"], out["log_entries"] = found.Log, found.Issue.Log.Entries
			}
			err = r.json(out)
		} else {
			r.print("%s", found.Words())
		}
		if err == nil && (!found.Same || found.Log == store.LogCut || found.Log == store.LogRewritten) {
			return codedError{exitPartly, nil}
		}
		return err
	})
}

// Words tells the verdict.
func (x Verdict) Words() string {
	if x.Issue == nil {
		return "本台账没有印发过这个文件。"
	}
	name, log := referenceTo(*x.Issue).String(), x.Log.Words()
	if n := x.Issue.Log.Entries; n > 0 {
		log += fmt.Sprintf("（印发时 %d 条）", n)
	}
	if x.Same {
		return fmt.Sprintf("是%s印发的文件“%s”，一个字节都没有改动。\n%s。", name, x.Name, log)
	}
	return fmt.Sprintf("出自%s，但印发以后被改动过，与存档不一样。\n%s。", name, log)
}

type bulletinDiffCmd struct {
	Issue string `arg:"" name:"通报" help:"通报的编号、文号或期号"`
}

type driftJSON struct {
	Name  string   `json:"name"`
	Span  string   `json:"span"`
	By    string   `json:"by"`
	Key   string   `json:"key"`
	Was   string   `json:"was"`
	Now   string   `json:"now"`
	Added []string `json:"added"`
	Gone  []string `json:"gone"`
}

func (c *bulletinDiffCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		list := []driftJSON{}
		var title string
		err := s.View(ctx, func(v *store.View) error {
			id, err := issueNamed(v, c.Issue)
			if err != nil {
				return err
			}
			x, drifts, err := Drifts(ctx, v, id)
			if err != nil {
				return err
			}
			title = x.Title
			for _, d := range drifts {
				j := driftJSON{Name: d.Was.Name, Span: d.Was.Span, By: d.Was.By, Key: d.Was.Key, Was: d.Was.Text(), Now: d.Now.Text(), Added: []string{}, Gone: []string{}}
				for _, a := range d.Added {
					j.Added = append(j.Added, rowWords(v, a))
				}
				for _, g := range d.Gone {
					j.Gone = append(j.Gone, rowWords(v, g))
				}
				list = append(list, j)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(map[string]any{"title": title, "changed": list})
		}
		if len(list) == 0 {
			r.print("《%s》的数字和背后的记录与现在的台账一致。", title)
		}
		for _, d := range list {
			r.print("%s（%s%s）：印发时 %s，现在 %s", d.Name, d.Span, prefixed("，", d.Key), d.Was, d.Now)
			for _, x := range d.Added {
				r.print("    增 %s", x)
			}
			for _, x := range d.Gone {
				r.print("    减 %s", x)
			}
		}
		return nil
	})
}

func prefixed(mark, s string) string {
	if s == "" {
		return ""
	}
	return mark + s
}

// rowWords names a record behind a figure: its number, day and why it counts.
func rowWords(v *store.View, x stats.RowRef) string {
	code, err := codeOf(v, x)
	if err != nil || code == "" {
		code = strconv.FormatInt(int64(x.ID), 10) // deleted since
	}
	return fmt.Sprintf("%s %s %s", code, x.On, x.What)
}
