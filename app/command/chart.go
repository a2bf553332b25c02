package command

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/pdf"
	"qinqing/reports/stats"
	"qinqing/reports/xlsx"
)

// chartWidth is the width of a chart's picture in points: that of a page's text.
const chartWidth = 442

// chartKinds are what --kind takes.
var chartKinds = []string{"趋势", "类别", "措施", "地区", "在办", "单位"}

type chartCmd struct {
	periodFlags
	scopeFlags
	Kind string `name:"kind" help:"哪个图：趋势、类别、措施、地区、在办、单位" default:"趋势" placeholder:"图"`
	Out  string `name:"out" required:"" help:"写到哪个文件：.png、.pdf 或 .xlsx" placeholder:"文件"`
}

func (c *chartCmd) Run(r *run) error {
	if !slices.Contains(chartKinds, c.Kind) {
		return data.Errorf(data.Invalid, "kind", "没有“%s”这个图，有：%s。没有生成文件。", c.Kind, strings.Join(chartKinds, "、"))
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		var board *reports.Board
		var demo bool
		err := s.View(ctx, func(v *store.View) error {
			p, err := c.choice(v)
			if err != nil {
				return err
			}
			only, err := c.scope(v)
			if err != nil {
				return err
			}
			demo = v.Demo()
			board, err = reports.ComposeBoard(ctx, v, p, only, s.Today())
			return err
		})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(board.Charts, func(x reports.BoardChart) bool { return x.Which == c.Kind })
		if i < 0 {
			return data.Errorf(data.NotFound, "kind", "%s没有可以画进“%s”图的数字。没有生成文件。", board.Period.Name(), c.Kind)
		}
		drawn := board.Charts[i].Chart
		if name := c.named(); name != "" {
			drawn.Title += "（" + name + "）"
		}
		if err := WriteChart(drawn, board.Period, demo, c.Out, r.now()); err != nil {
			return err
		}
		return r.wrote([]string{c.Out}, nil)
	})
}

// WriteChart writes a chart to a file: .png, .pdf or .xlsx, by its name.
func WriteChart(c reports.Chart, p stats.Period, demo bool, path string, at time.Time) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf":
		return writeDocument(reports.ChartPage(c, p.From.String(), p.To.String(), demo), path, at)
	case ".png":
		return writeFile(path, func(w io.Writer) error {
			b, err := framed(c, chartWidth)
			if err == nil {
				_, err = bytes.NewReader(b).WriteTo(w)
			}
			return err
		})
	}
	return writeDocument(reports.ChartDocument(c, p.From.String(), p.To.String(), demo), path, at)
}

// writeDocument writes a chart's or a table's document to a file: .pdf or .xlsx, by its name.
func writeDocument(doc *reports.Bulletin, path string, at time.Time) error {
	var render func(io.Writer) error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".pdf":
		render = func(w io.Writer) error {
			_, err := pdf.Write(w, doc, pdf.Options{Created: madeOn(at)})
			return err
		}
	case ".xlsx":
		render = func(w io.Writer) error {
			_, err := xlsx.Write(w, doc, xlsx.Options{Created: madeOn(at), TmpDir: spillDir()})
			return err
		}
	default:
		return data.Errorf(data.Invalid, "out", "图只能写成 .png、.pdf 或 .xlsx，现在是“%s”。没有生成文件。", filepath.Base(path))
	}
	return writeFile(path, render)
}

// ChartFile writes a chart into a folder under its title and returns the path.
func ChartFile(c reports.Chart, p stats.Period, demo bool, kind, dir string, at time.Time) (string, error) {
	path := filepath.Join(dir, fileName(c.Title+" "+p.Name())+"."+kind)
	return path, WriteChart(c, p, demo, path, at)
}
