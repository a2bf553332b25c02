package xlsx

import (
	"archive/zip"
	"bytes"
	"html"
	"regexp"
	"strings"
)

var (
	textItem   = regexp.MustCompile(`(?s)<((?:\w+:)?)(si|is)\b[^>]*>.*?</(?:\w+:)?(?:si|is)>`)
	plainValue = regexp.MustCompile(`<((?:\w+:)?)v\b[^>]*>[^<]*</(?:\w+:)?v>`)
	formula    = regexp.MustCompile(`(?s)<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
)

// Blank gives a copy of a workbook in which note stands in place of every cell's text that
// hide picks, wherever the file keeps it. Everything else stays as it is; originals that
// would unpack to more than memory can bear are refused.
func Blank(original []byte, hide func(text string) bool, note string) ([]byte, error) {
	if _, err := vet(original); err != nil {
		return nil, err
	}
	zr, err := openZip(original)
	if err != nil {
		return nil, err
	}
	note = html.EscapeString(note)
	text := func(part []byte) string { return html.UnescapeString(string(anyTag.ReplaceAll(part, nil))) }
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, e := range zr.File {
		name := strings.ToLower(e.Name)
		if !strings.HasSuffix(name, "sharedstrings.xml") && !strings.Contains(name, "worksheets/") {
			if err := zw.Copy(e); err != nil {
				return nil, err
			}
			continue
		}
		raw, err := readPart(e)
		if err != nil {
			return nil, err
		}
		raw = textItem.ReplaceAllFunc(raw, func(part []byte) []byte {
			if !hide(text(part)) {
				return part
			}
			m := textItem.FindSubmatch(part)
			p, tag := string(m[1]), string(m[2])
			return []byte("<" + p + tag + "><" + p + "t>" + note + "</" + p + "t></" + p + tag + ">")
		})
		for _, re := range []*regexp.Regexp{plainValue, formula} {
			raw = re.ReplaceAllFunc(raw, func(part []byte) []byte {
				if !hide(text(part)) {
					return part
				}
				if re == formula {
					return nil
				}
				p := string(plainValue.FindSubmatch(part)[1])
				return []byte("<" + p + "v>" + note + "</" + p + "v>")
			})
		}
		w, err := zw.Create(e.Name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(raw); err != nil {
			return nil, err
		}
	}
	if err := zw.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
