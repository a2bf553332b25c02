package command

import (
	"context"
	"errors"
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

// book enters what was typed into a register, dated on the typed day, else today. options
// are the fields' names on the command line, where they differ.
func (r *run) book(kind data.RecordKind, day string, values, options map[string]string) error {
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
		var id data.ID
		change, err := s.Do(ctx, data.Op{Name: data.BookOf(kind).Save}, func(tx *store.Tx) (err error) {
			id, err = tx.SaveBook(data.BookInput{Kind: kind, On: on, Values: values})
			return err
		})
		if err != nil {
			return withOption(err, options)
		}
		r.tellUnits(change)
		return r.saved(id, "")
	})
}

// withOption names the option a faulty field was typed with.
func withOption(err error, options map[string]string) error {
	var e *data.Error
	if !errors.As(err, &e) || options[e.Field] == "" {
		return err
	}
	return &data.Error{Code: e.Code, Field: options[e.Field], Message: e.Message + "（" + options[e.Field] + "）", Cause: err}
}

// days reads the days that were typed into values, as the registers keep them.
func days(values map[string]string, typed map[string][2]string) error {
	for key, x := range typed {
		on, err := parseDay(x[0], x[1])
		if err != nil {
			return err
		}
		values[key] = on.String()
	}
	return nil
}

type coverageCmd struct {
	Date   string `name:"date" help:"名单的日期（默认今天）" placeholder:"日期"`
	Region string `name:"region" help:"哪个县（市、区）；不写即全部"`
	Count  int64  `name:"count" help:"名单上的家数（没有逐户名单时）" placeholder:"家数"`
	List   string `name:"list" help:"逐户名单：一行一家企业名称的文本文件" placeholder:"文件"`
	Source string `name:"source" required:"" help:"名单来源" placeholder:"来源"`
}

func (c *coverageCmd) Run(r *run) error {
	values := map[string]string{"region": c.Region, "source": c.Source}
	if c.Count != 0 {
		values["count"] = strconv.FormatInt(c.Count, 10)
	}
	if c.List != "" {
		raw, err := os.ReadFile(c.List)
		if err != nil {
			return codedError{exitUnreadable, data.Wrap(data.NotFound, err, "读不出名单 %s，没有登记。", c.List)}
		}
		values["enterprises"] = string(raw)
	}
	return r.book(data.RecCoverageList, c.Date, values, map[string]string{"count": "--count、--list", "region": "--region"})
}

type activityCmd struct {
	Name  string `arg:"" name:"事项" help:"建议、座谈会、监督卡、约谈、建章立制，或另起的名称"`
	Count int64  `arg:"" name:"数量" help:"数量"`
	Date  string `name:"date" help:"发生日期（默认今天）" placeholder:"日期"`
	Word  string `name:"word" help:"量词，如 场（目录中已有的事项可不写）" placeholder:"量词"`
	Note  string `name:"note" help:"说明"`
}

func (c *activityCmd) Run(r *run) error {
	return r.book(data.RecActivityCount, c.Date, map[string]string{"name": c.Name, "count": strconv.FormatInt(c.Count, 10), "unit": c.Word, "note": c.Note},
		map[string]string{"unit": "--word"})
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
	return r.book(data.RecTimeLimitCut, c.Date, map[string]string{"matter": c.Matter, "unit": c.Unit, "statutory": strconv.Itoa(c.Statutory),
		"promised": strconv.Itoa(c.Promised), "actual": strings.Join(c.Case, "\n")},
		map[string]string{"actual": "--case", "statutory": "--statutory", "promised": "--promised"})
}

type policyCmd struct {
	Title     string `arg:"" name:"政策" help:"政策名称"`
	Date      string `name:"date" help:"列入应公开的日期（默认今天）" placeholder:"日期"`
	Number    string `name:"number" help:"文号"`
	Published string `name:"published" help:"公开日期；不写即尚未公开" placeholder:"日期"`
}

func (c *policyCmd) Run(r *run) error {
	values := map[string]string{"title": c.Title, "number": c.Number}
	if err := days(values, map[string][2]string{"publishedOn": {"--published", c.Published}}); err != nil {
		return err
	}
	return r.book(data.RecPolicy, c.Date, values, map[string]string{"publishedOn": "--published"})
}

type paymentCmd struct {
	Date       string `name:"date" help:"登记日期（默认今天）" placeholder:"日期"`
	Enterprise string `name:"enterprise" help:"企业名称"`
	Policy     string `name:"policy" help:"惠企政策的名称（先用 record policy 登记）" placeholder:"政策"`
	Due        string `name:"due" required:"" help:"应兑付金额，万元" placeholder:"万元"`
	Paid       string `name:"paid" default:"0" help:"已兑付金额，万元" placeholder:"万元"`
	Applied    string `name:"applied" help:"申请日期" placeholder:"日期"`
	Approved   string `name:"approved" help:"审批日期" placeholder:"日期"`
	PaidOn     string `name:"paid-on" help:"付款日期" placeholder:"日期"`
	Why        string `name:"why" help:"未兑付的原因"`
}

func (c *paymentCmd) Run(r *run) error {
	values := map[string]string{"enterprise": c.Enterprise, "policy": c.Policy, "dueFen": c.Due, "paidFen": c.Paid, "whyNot": c.Why}
	err := days(values, map[string][2]string{"appliedOn": {"--applied", c.Applied}, "approvedOn": {"--approved", c.Approved}, "paidOn": {"--paid-on", c.PaidOn}})
	if err != nil {
		return err
	}
	return r.book(data.RecDisbursement, c.Date, values, map[string]string{"dueFen": "--due", "paidFen": "--paid", "policy": "--policy",
		"appliedOn": "--applied", "approvedOn": "--approved", "paidOn": "--paid-on"})
}
