package command

import (
	"io"
	"path/filepath"
	"time"

	"qinqing/reports"
	"qinqing/reports/pdf"
)

// Set is what a period's whole set of files is made from.
type Set struct {
	Document *reports.Composition
	Board    *reports.Board
	Demo     bool
}

// Write writes them into dir and returns their paths: the bulletin as PDF, workbook and
// Word draft, the tables for the office above on paper, and every chart of the board as
// picture and PDF. Everything is masked as the bulletin is.
func (s Set) Write(dir string, at time.Time) (paths []string, ws []reports.Warning, err error) {
	if paths, ws, err = (Output{Word: true}).Write(s.Document.Bulletin, dir, at); err != nil {
		return nil, nil, err
	}
	b := s.Document.Bulletin
	above := filepath.Join(dir, fileName(b.Signature.Unit)+b.Period.Name+"访企问需情况统计表.pdf")
	doc := reports.TablesAbove(b)
	err = writeFile(above, func(w io.Writer) error {
		told, err := pdf.Write(w, doc, pdf.Options{Created: madeOn(at)})
		ws = append(ws, told...)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	paths = append(paths, above)
	for _, c := range s.Board.Charts {
		for _, kind := range []string{"png", "pdf"} {
			path, err := ChartFile(c.Chart, s.Board.Period, s.Demo, kind, dir, at)
			if err != nil {
				return nil, nil, err
			}
			paths = append(paths, path)
		}
	}
	return paths, ws, nil
}

// SetFolder is what the folder of a period's files is called.
func SetFolder(b *reports.Bulletin) string { return fileName(b.Period.Name + "全套文件") }

// TableFile writes a table into a folder under its title, as pdf or xlsx, and returns the
// path.
func TableFile(t reports.Table, from, to, name string, demo bool, kind, dir string, at time.Time) (string, error) {
	path := filepath.Join(dir, fileName(t.Title+" "+name)+"."+kind)
	return path, writeDocument(reports.TableDocument(t.Title, from, to, demo, t), path, at)
}
