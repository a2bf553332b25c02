package reports

import (
	"context"
	"maps"
	"reflect"
	"testing"

	"qinqing/data"
	"qinqing/reports/stats"
)

// What stands around the body comes from the settings and from what was typed, as the
// form asks: 发文字号 never on a 简报, its number never on a 公文.
func TestFrame(t *testing.T) {
	all := map[string]string{"bulletin.issuer": "中共某县纪委办公室", "bulletin.copy_to": "县委办公室", "bulletin.seal": "1", "bulletin.remark": "此件公开",
		"bulletin.brief_masthead": "某县亲清简报", "bulletin.report_to": "市纪委", "bulletin.send_to": "县委", "bulletin.issue_to": "各乡镇纪委",
		"bulletin.copies": "60", "bulletin.last_side": "1"}
	typed := Options{DocNo: " 某纪办〔2026〕5号 ", Serial: "第3期（总第27期）", Urgency: "特急", CopyNo: "000012"}
	for _, c := range []struct {
		name     string
		layout   string
		settings map[string]string
		want     Bulletin
	}{
		{"公文式", "", all, Bulletin{Template: "A", Masthead: "中共某县纪委办公室", DocNo: "某纪办〔2026〕5号", Urgency: "特急", CopyNo: "000012", Remark: "此件公开",
			Signature: Signature{Unit: "中共某县纪委办公室", Sealed: true}, Imprint: Imprint{CopyTo: "县委办公室", Office: "中共某县纪委办公室", LastSide: true}}},
		{"信函格式", "C", all, Bulletin{Template: "C", Masthead: "中共某县纪委办公室", DocNo: "某纪办〔2026〕5号", Urgency: "特急", CopyNo: "000012", Remark: "此件公开",
			Signature: Signature{Unit: "中共某县纪委办公室", Sealed: true}, Imprint: Imprint{CopyTo: "县委办公室", Office: "中共某县纪委办公室", LastSide: true}}},
		{"简报式", "B", all, Bulletin{Template: "B", Masthead: "某县亲清简报", Serial: "第3期（总第27期）", Urgency: "特急", CopyNo: "000012", Remark: "此件公开",
			Signature: Signature{Unit: "中共某县纪委办公室", Sealed: true},
			Imprint:   Imprint{CopyTo: "县委办公室", Office: "中共某县纪委办公室", LastSide: true, ReportTo: "市纪委", SendTo: "县委", IssueTo: "各乡镇纪委", Copies: 60}}},
		{"nothing set", "B", nil, Bulletin{Template: "B", Masthead: briefPlaceholder, Serial: "第3期（总第27期）", Urgency: "特急", CopyNo: "000012",
			Signature: Signature{Unit: issuerPlaceholder}, Imprint: Imprint{Office: issuerPlaceholder}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(3).seal(t)
			maps.DeleteFunc(o.settings, func(string, string) bool { return true })
			maps.Copy(o.settings, c.settings)
			opt := typed
			opt.Layout = c.layout
			b := composed(t, o, stats.Month(2026, 10), opt).Bulletin
			got := Bulletin{Template: b.Template, Masthead: b.Masthead, DocNo: b.DocNo, Serial: b.Serial, Urgency: b.Urgency, CopyNo: b.CopyNo,
				Secrecy: b.Secrecy, Remark: b.Remark, Signature: b.Signature, Imprint: b.Imprint}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %s\nwant %s", treeJSON(t, &got), treeJSON(t, &c.want))
			}
		})
	}
}

func TestUnknownFormIsRefused(t *testing.T) {
	_, err := ComposeAll(context.Background(), Input{Source: newOffice(3).seal(t), Period: stats.Month(2026, 10), Options: Options{Layout: "D"}})
	if data.CodeOf(err) != data.Invalid {
		t.Errorf("error %v", err)
	}
}
