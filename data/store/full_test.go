package store

import (
	"fmt"
	"strings"
	"testing"

	"qinqing/data"
)

// On a full disk a step is refused in words; nothing of it stays, nothing saved before
// is lost, and the next step works once there is room again.
func TestFullDisk(t *testing.T) {
	for name, fill := range map[string]func(o *office, tx *Tx, n int) error{
		"problems": func(o *office, tx *Tx, n int) error {
			return tx.SaveProblem(o.problem(fmt.Sprintf("第%d个问题：%s", n, strings.Repeat("用电容量不足", 40)), "2026-10-08"))
		},
		"visits": func(o *office, tx *Tx, n int) error {
			return tx.SaveVisit(&data.Visit{On: on("2010-01-05") + data.Date(n), Unit: o.units[0], EnterpriseID: o.firms[0], Reply: strings.Repeat("现场答复", 60)})
		},
		"a bulletin": func(_ *office, tx *Tx, n int) error {
			in := issueOf(0)
			in.Number, in.Total, in.DocNumber, in.Files = 100+n, 100+n, fmt.Sprintf("示纪办〔2026〕%d号", 100+n), []IssueFile{{Name: "x.pdf", Content: make([]byte, 40_000)}}
			_, err := tx.Issue(in)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := livedOffice(t)
			before := o.everything()
			var pages int
			if _, err := o.writer.one("PRAGMA page_count", nil, &pages); err != nil {
				t.Fatal(err)
			}
			limit := func(n int) {
				if err := o.writer.script(fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
					t.Fatal(err)
				}
			}
			limit(pages + 12)
			_, err := o.Do(o.ctx, data.Op{Name: "写满"}, func(tx *Tx) error {
				for n := range 3000 {
					if err := fill(o, tx, n); err != nil {
						return err
					}
				}
				return nil
			})
			if data.CodeOf(err) != data.Full || !chinese(err) || !strings.Contains(err.Error(), "都在") {
				t.Fatalf("got %v (%v)", err, cause(err))
			}
			if d := difference(before, o.everything()); d != "" {
				t.Errorf("a step that failed left its trace:\n%s", d)
			}
			o.sound()
			limit(pages + 4000)
			o.do("再写", func(tx *Tx) error { return fill(o, tx, 0) })
			o.sound()
		})
	}
}
