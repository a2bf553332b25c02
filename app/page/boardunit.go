package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// unitNamed is the unit a bar of the chart of units stands for.
func (p *Board) unitNamed(which, name string) (reports.RankedUnit, bool) {
	if which == "单位" && p.pair == nil && p.board != nil {
		for _, u := range p.board.Ranking {
			if u.Name == name {
				return u, true
			}
		}
	}
	return reports.RankedUnit{}, false
}

// unit tells why a unit stands where it stands: what of it is open, the late ones first,
// and how that falls to the categories.
func (p *Board) unit(u reports.RankedUnit) {
	var why *reports.UnitReasons
	var keys []rowKey
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if why, err = reports.ComposeUnit(ctx, v, p.board, u); err != nil {
				return err
			}
			keys, err = lateFirst(ctx, v, why)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("列不出背后的记录", err)
			return
		}
		text := u.Name + "：在办 " + figureText(why.Open) + " 个，其中逾期 " + figureText(why.Late) + " 个，办结率 " + u.Rate.Text()
		if u.Place > 0 {
			text += "，第 " + number(float64(u.Place)) + " 名"
		} else if u.Note != "" {
			text += "，" + u.Note
		}
		list := p.rows()
		if len(why.Chart.Categories) > 0 {
			list.beside = p.picture(why.Chart, false)
		}
		list.list(text, strings.Join(why.Shares, "、"), keys)
	})
}

// lateFirst are the open problems of a unit, the late ones before the others.
func lateFirst(ctx context.Context, v *store.View, why *reports.UnitReasons) (keys []rowKey, err error) {
	found, err := stats.RowsOfAll(ctx, v, []stats.RowQuery{why.LateRows, why.OpenRows})
	if err != nil {
		return nil, err
	}
	late := map[data.ID]bool{}
	for _, r := range found[0] {
		late[r.ID] = true
		keys = append(keys, rowKey{len(keys), r})
	}
	for _, r := range found[1] {
		if !late[r.ID] {
			keys = append(keys, rowKey{len(keys), r})
		}
	}
	return keys, nil
}

// withChart stands a chart beside a list.
func withChart(chart, list fyne.CanvasObject) fyne.CanvasObject {
	split := container.NewHSplit(padded(chart), list)
	split.Offset = 0.36
	return split
}
