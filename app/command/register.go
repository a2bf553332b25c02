package command

import (
	"context"
	"math/big"
	"os"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
)

// recordCmd enters what the figures of the lesser registers are counted from.
type recordCmd struct {
	Coverage coverageCmd  `cmd:"" help:"覆盖率的企业名单或家数"`
	Activity activityCmd  `cmd:"" help:"手录事项：建议、座谈会、监督卡、约谈、建章立制……"`
	Speed    speedCmd     `cmd:"" help:"审批提速：法定、承诺、实际的工作日"`
	Policy   policyCmd    `cmd:"" help:"应公开、已公开的惠企政策"`
	Payment  paymentCmd   `cmd:"" help:"惠企资金的申请和兑付"`
	Remove   recordGone   `cmd:"" help:"删除登记簿的一条记录（可撤销）"`
	List     recordListed `cmd:"" help:"列出一种登记簿"`
}

// register saves one entry of a register dated on the typed day, else today.
func (r *run) register(kind data.RecordKind, name, day string, body func(tx *store.Tx) (any, data.ID, error)) error {
	on, err := parseDay("--date", day)
	if err != nil {
		return err
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		if on == 0 {
			on = s.Today()
		}
		if on > s.Today() {
			return data.Errorf(data.Invalid, "date", "日期 %s 在今天之后，请核对。", on)
		}
		var rec data.Record
		change, err := s.Do(ctx, data.Op{Name: "登记" + name}, func(tx *store.Tx) error {
			b, ref, err := body(tx)
			if err != nil {
				return err
			}
			if rec, err = data.NewRecord(kind, on, ref, b); err != nil {
				return err
			}
			return tx.SaveRecord(&rec)
		})
		if err != nil {
			return err
		}
		r.tellUnits(change)
		return r.saved(rec.ID, "")
	})
}

type coverageCmd struct {
	Date   string `name:"date" help:"名单的日期（默认今天）" placeholder:"日期"`
	Region string `name:"region" help:"哪个县（市、区）；不写即全部"`
	Count  int64  `name:"count" help:"名单上的家数（没有逐户名单时）" placeholder:"家数"`
	List   string `name:"list" help:"逐户名单：一行一家企业名称的文本文件" placeholder:"文件"`
	Source string `name:"source" required:"" help:"名单来源" placeholder:"来源"`
}

func (c *coverageCmd) Run(r *run) error {
	var firms []string
	if c.List != "" {
		raw, err := os.ReadFile(c.List)
		if err != nil {
			return codedError{exitUnreadable, data.Wrap(data.NotFound, err, "读不出名单 %s，没有登记。", c.List)}
		}
		for line := range strings.Lines(strings.TrimPrefix(string(raw), "\ufeff")) {
			if line = strings.TrimSpace(line); line != "" {
				firms = append(firms, line)
			}
		}
	}
	if (c.Count > 0) == (len(firms) > 0) || c.Count < 0 {
		return data.Errorf(data.Invalid, "count", "请用 --count 写明家数（1 以上），或用 --list 给出逐户名单，二者取一。")
	}
	return r.register(data.RecCoverageList, "覆盖率名单", c.Date, func(tx *store.Tx) (any, data.ID, error) {
		region, err := tx.RegionNamed(c.Region)
		if err != nil {
			return nil, 0, err
		}
		out := data.CoverageList{Region: region, Count: c.Count, Source: c.Source}
		for _, name := range firms {
			e, err := tx.EnsureEnterprise(name, region)
			if err != nil {
				return nil, 0, err
			}
			out.Enterprises = append(out.Enterprises, e.ID)
		}
		return out, 0, nil
	})
}

type activityCmd struct {
	Name  string `arg:"" name:"事项" help:"建议、座谈会、监督卡、约谈、建章立制，或另起的名称"`
	Count int64  `arg:"" name:"数量" help:"数量"`
	Date  string `name:"date" help:"发生日期（默认今天）" placeholder:"日期"`
	Word  string `name:"word" help:"量词，如 场（目录中已有的事项可不写）" placeholder:"量词"`
	Note  string `name:"note" help:"说明"`
}

var activityWords = map[string]string{"建议": "条", "座谈会": "场", "监督卡": "张", "约谈": "人次", "建章立制": "项"}

func (c *activityCmd) Run(r *run) error {
	word := activityWords[c.Name]
	switch {
	case c.Count < 1:
		return data.Errorf(data.Invalid, "count", "数量应是 1 以上的整数，现在是 %d。", c.Count)
	case word == "" && c.Word == "":
		return data.Errorf(data.Invalid, "word", "“%s”不是目录中的事项，请用 --word 写明量词。", c.Name)
	case word != "" && c.Word != "" && c.Word != word:
		return data.Errorf(data.Invalid, "word", "“%s”的量词是“%s”，不能写成“%s”。", c.Name, word, c.Word)
	case word == "":
		word = c.Word
	}
	return r.register(data.RecActivityCount, c.Name, c.Date, func(*store.Tx) (any, data.ID, error) {
		return data.ActivityCount{Name: c.Name, Unit: word, Count: c.Count, Note: c.Note}, 0, nil
	})
}

type speedCmd struct {
	Matter    string   `arg:"" name:"事项" help:"审批事项"`
	Date      string   `name:"date" help:"登记日期（默认今天）" placeholder:"日期"`
	Unit      string   `name:"unit" required:"" help:"审批单位" placeholder:"单位"`
	Statutory int      `name:"statutory" required:"" help:"法定工作日" placeholder:"天数"`
	Promised  int      `name:"promised" required:"" help:"承诺工作日" placeholder:"天数"`
	Case      []string `name:"case" help:"一件办件：办结日期:用时工作日，如 2026-10-09:2（可多次）" placeholder:"办件"`
}

func (c *speedCmd) Run(r *run) error {
	if c.Statutory < 1 || c.Promised < 0 {
		return data.Errorf(data.Invalid, "statutory", "法定工作日应在 1 以上，承诺工作日不小于 0。")
	}
	out := data.TimeLimitCut{Matter: c.Matter, Statutory: c.Statutory, Promised: c.Promised}
	for _, text := range c.Case {
		day, days, _ := strings.Cut(text, ":")
		on, err := parseDay("--case", day)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || on == 0 {
			return data.Errorf(data.Invalid, "case", "办件“%s”看不懂，应写成 2026-10-09:2（办结日期:用时工作日）。", text)
		}
		out.Actual = append(out.Actual, data.ActualCase{On: on, Days: n})
	}
	return r.register(data.RecTimeLimitCut, "审批提速", c.Date, func(tx *store.Tx) (_ any, _ data.ID, err error) {
		out.Unit, err = tx.EnsureUnit(c.Unit, data.Department)
		return out, 0, err
	})
}

type policyCmd struct {
	Title     string `arg:"" name:"政策" help:"政策名称"`
	Date      string `name:"date" help:"列入应公开的日期（默认今天）" placeholder:"日期"`
	Number    string `name:"number" help:"文号"`
	Published string `name:"published" help:"公开日期；不写即尚未公开" placeholder:"日期"`
}

func (c *policyCmd) Run(r *run) error {
	out := data.Policy{Title: c.Title, Number: c.Number}
	var err error
	if out.PublishedOn, err = parseDay("--published", c.Published); err != nil {
		return err
	}
	return r.register(data.RecPolicy, "惠企政策", c.Date, func(*store.Tx) (any, data.ID, error) { return out, 0, nil })
}

type paymentCmd struct {
	Date       string `name:"date" help:"登记日期（默认今天）" placeholder:"日期"`
	Enterprise string `name:"enterprise" help:"企业名称"`
	Due        string `name:"due" required:"" help:"应兑付金额，万元" placeholder:"万元"`
	Paid       string `name:"paid" default:"0" help:"已兑付金额，万元" placeholder:"万元"`
	Applied    string `name:"applied" help:"申请日期" placeholder:"日期"`
	Approved   string `name:"approved" help:"审批日期" placeholder:"日期"`
	PaidOn     string `name:"paid-on" help:"付款日期" placeholder:"日期"`
	Why        string `name:"why" help:"未兑付的原因"`
}

func (c *paymentCmd) Run(r *run) (err error) {
	out := data.Disbursement{WhyNot: c.Why}
	if out.DueFen, err = fen("--due", c.Due); err != nil {
		return err
	}
	if out.PaidFen, err = fen("--paid", c.Paid); err != nil {
		return err
	}
	for _, x := range []struct {
		option, text string
		into         *data.Date
	}{{"--applied", c.Applied, &out.AppliedOn}, {"--approved", c.Approved, &out.ApprovedOn}, {"--paid-on", c.PaidOn, &out.PaidOn}} {
		if *x.into, err = parseDay(x.option, x.text); err != nil {
			return err
		}
	}
	if out.PaidOn != 0 && out.PaidOn < out.AppliedOn {
		return data.Errorf(data.Invalid, "paid-on", "付款日期 %s 早于申请日期 %s，请核对。", out.PaidOn, out.AppliedOn)
	}
	return r.register(data.RecDisbursement, "兑付", c.Date, func(tx *store.Tx) (any, data.ID, error) {
		if c.Enterprise != "" {
			e, err := tx.EnsureEnterprise(c.Enterprise, 0)
			if err != nil {
				return nil, 0, err
			}
			out.Enterprise = e.ID
		}
		return out, 0, nil
	})
}

// fen reads an amount in 万元 exactly, to the 分.
func fen(option, text string) (int64, error) {
	v, ok := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
	if ok && !strings.ContainsAny(text, "/eE") {
		v.Mul(v, big.NewRat(1_000_000, 1))
		if v.IsInt() && v.Sign() >= 0 && v.Num().IsInt64() {
			return v.Num().Int64(), nil
		}
	}
	return 0, data.Errorf(data.Invalid, option, "%s 的金额“%s”看不懂：应是以万元计、不小于 0 的数，最多精确到分（6 位小数）。", option, text)
}
