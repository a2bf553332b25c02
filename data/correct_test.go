package data

import (
	"strings"
	"testing"
	"time"
)

func TestFactsThatMayBeCorrected(t *testing.T) {
	facts := []Fact{FactContent, FactCategory, FactNature, FactMeasure, FactSource, FactSupervising, FactEnterprise, FactRegion}
	for name, c := range map[string]struct {
		visit   bool
		events  []Event
		void    int // Seq of an event to void
		refused []Fact
		why     string
	}{
		"registered":            {events: []Event{at(Register, "2026-03-02")}},
		"found on a visit":      {visit: true, events: []Event{at(Register, "2026-03-02")}, refused: []Fact{FactEnterprise, FactRegion}, why: "随那次走访"},
		"category moved":        {events: []Event{at(Register, "2026-03-02"), at(Recategorise, "2026-03-05")}, refused: []Fact{FactCategory, FactNature, FactMeasure}, why: "改过类"},
		"and that was mistaken": {events: []Event{at(Register, "2026-03-02"), at(Recategorise, "2026-03-05")}, void: 2},
		"a clue":                {events: []Event{at(Register, "2026-03-02"), at(MoveClue, "2026-03-05")}, refused: facts, why: "移送线索"},
	} {
		t.Run(name, func(t *testing.T) {
			p := &Problem{Content: "内容"}
			if c.visit {
				p.VisitID = 7
			}
			clock := testClock(t)
			for _, e := range c.events {
				if err := p.Apply(e, clock); err != nil {
					t.Fatal(err)
				}
			}
			if c.void > 0 {
				if err := p.Void(c.void, "甲", "记错", time.Now(), clock); err != nil {
					t.Fatal(err)
				}
			}
			refused := map[Fact]bool{}
			for _, f := range c.refused {
				refused[f] = true
			}
			for _, f := range facts {
				err := p.MayCorrect(f, clock)
				if (err != nil) != refused[f] {
					t.Errorf("%s：%v", f.Name(), err)
				}
				if err != nil && (!strings.Contains(err.Error(), c.why) || CodeOf(err) != Conflict) {
					t.Errorf("%s：%v，应提到%s", f.Name(), err, c.why)
				}
			}
		})
	}
}
