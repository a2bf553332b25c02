package intake

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// shape is the size of one sheet's XML and its merged ranges.
type shape struct {
	rowTags  int // <row elements
	rows     int // rows with content
	lastRow  int
	cells    int
	text     int
	items    int // shared strings
	merges   []block
	finished bool
}

// scanner walks through XML byte by byte with bounded memory. It knows tags,
// comments and CDATA, nothing else: enough to measure and to refuse.
type scanner struct {
	ctx    context.Context
	in     *bufio.Reader
	sheet  string
	shared bool
	shape  shape

	tag      []byte
	checked  int  // bytes of tag already looked at for quotes
	quote    byte // the quote the tag stands in, 0 for none
	depth    int
	root     string
	row, col int
	rowFull  bool
	colFull  bool // the present cell has content
	inCell   bool
	inText   bool
	runes    int
	read     int64

	out     io.Writer // the sheet without its empty cells and rows; nil: not wanted
	waiting []byte    // a row's tag, not written before the row has a cell
	failed  error     // of out
}

func newScanner(ctx context.Context, r io.Reader, sheet string) *scanner {
	return &scanner{ctx: ctx, in: bufio.NewReaderSize(r, 64<<10), sheet: sheet}
}

const maxTag = 64 << 10

func (s *scanner) run() error {
	for n := 0; ; n++ {
		if n&4095 == 0 && s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		err := s.text()
		if err == nil {
			err = s.element()
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if s.read > maxUnpacked {
			return unreadable("工作表“%s”展开后超过 %d MB，不像正常的台账，为安全起见没有读取。", short(s.sheet, 31), maxUnpacked>>20)
		}
	}
	if s.depth != 0 || s.root == "" {
		return broken(io.ErrUnexpectedEOF)
	}
	s.shape.finished = true
	return nil
}

// text passes over characters up to the next '<'.
func (s *scanner) text() error {
	for {
		chunk, err := s.in.ReadSlice('<')
		s.read += int64(len(chunk))
		n := len(chunk)
		if err == nil {
			n--
		}
		if s.inText && n > 0 {
			if terr := s.addText(chunk[:n]); terr != nil {
				return terr
			}
		}
		if s.waiting == nil {
			s.emit(chunk[:n])
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && err != io.EOF {
			return broken(err)
		}
		return err
	}
}

func (s *scanner) addText(b []byte) error {
	for _, c := range b {
		if c&0xC0 != 0x80 {
			s.runes++
		}
	}
	s.shape.text += len(b)
	if s.runes > 4*maxCellRunes {
		if s.shared {
			return unreadable("有单元格的文字超过 %d 个字，不像正常的台账，为安全起见没有读取。请核对文件。", maxCellRunes)
		}
		return unreadable("工作表“%s”第 %d 行有单元格的文字超过 %d 个字，不像正常的台账，为安全起见没有读取。请删短后再导入。", short(s.sheet, 31), s.row, maxCellRunes)
	}
	if s.shape.text > maxTotalText {
		return unreadable("表格文字超过 %d MB，没有导入任何内容。请按月或按单位拆成几个文件再导入。", maxTotalText>>20)
	}
	if s.inCell && !s.colFull && len(bytes.TrimSpace(b)) > 0 {
		return s.fillCell()
	}
	return nil
}

func (s *scanner) fillCell() error {
	s.colFull = true
	if s.col > maxColumns {
		name, _ := excelize.ColumnNumberToName(min(s.col, excelize.MaxColumns))
		return unreadable("工作表“%s”第 %d 行的 %s 列有内容，超出 %d 列的上限。请删去右边多余的内容，“另存为 .xlsx”再导入。", short(s.sheet, 31), s.row, name, maxColumns)
	}
	if !s.rowFull {
		s.rowFull = true
		if s.shape.rows++; s.shape.rows > maxFilledRows {
			return unreadable("工作表“%s”有内容的行超过 %d 行，没有导入任何内容。请拆成几个文件再导入。", short(s.sheet, 31), maxFilledRows)
		}
	}
	return nil
}

// element reads one tag, comment or CDATA section; the '<' is already read.
func (s *scanner) element() error {
	s.tag, s.checked, s.quote = s.tag[:0], 0, 0
	for {
		chunk, err := s.in.ReadSlice('>')
		s.read += int64(len(chunk))
		s.tag = append(s.tag, chunk...)
		if len(s.tag) > maxTag {
			return broken(io.ErrShortBuffer)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil {
			return broken(io.ErrUnexpectedEOF)
		}
		if done, ok := s.complete(); !ok {
			continue
		} else if done {
			break
		}
	}
	t := s.tag[:len(s.tag)-1]
	switch {
	case bytes.HasPrefix(t, []byte("!--")):
		return nil
	case bytes.HasPrefix(t, []byte("?")):
		s.emitTag(t)
		return nil
	case bytes.HasPrefix(t, []byte("![CDATA[")):
		s.emitTag(t)
		if s.inText {
			return s.addText(t[8:])
		}
		return nil
	case bytes.HasPrefix(t, []byte("!")):
		return unreadable("文件内部含有不允许的实体定义，为安全起见没有读取。请用 WPS 打开后“另存为 .xlsx”再导入。")
	case bytes.HasPrefix(t, []byte("/")):
		name := local(t[1:])
		if name == "row" && s.waiting != nil {
			s.waiting = nil
		} else {
			s.emitTag(t)
		}
		return s.close(name)
	}
	selfClosed := bytes.HasSuffix(t, []byte("/"))
	name := local(t)
	if err := s.open(name, t); err != nil {
		return err
	}
	s.pass(name, t, selfClosed)
	if selfClosed {
		return s.close(name)
	}
	return s.failed
}

// pass writes an opening tag on, unless it only says that something is empty: such
// cells are most of a sheet whose used range is much larger than its content. Rows
// and cells get the place they had.
func (s *scanner) pass(name string, t []byte, selfClosed bool) {
	if s.out == nil {
		return
	}
	switch {
	case name == "row" && selfClosed, name == "c" && selfClosed:
		return
	case name == "row":
		s.waiting = placed(t, strconv.Itoa(s.row))
		return
	case name == "c":
		column, err := excelize.ColumnNumberToName(s.col)
		if err == nil {
			t = placed(t, column+strconv.Itoa(s.row))
		}
	}
	if s.waiting != nil {
		row := s.waiting
		s.waiting = nil
		s.emitTag(row)
	}
	s.emitTag(t)
}

// placed is a tag with the reference r where it has none.
func placed(t []byte, r string) []byte {
	if attr(t, "r") != nil {
		return bytes.Clone(t)
	}
	end := bytes.IndexAny(t, " \t\r\n")
	if end < 0 {
		end = len(t)
	}
	out := append(bytes.Clone(t[:end]), ` r="`+r+`"`...)
	return append(out, t[end:]...)
}

func (s *scanner) emitTag(t []byte) {
	if s.out == nil {
		return
	}
	s.emit([]byte{'<'})
	s.emit(t)
	s.emit([]byte{'>'})
}

func (s *scanner) emit(b []byte) {
	if s.out == nil || s.failed != nil || len(b) == 0 {
		return
	}
	if _, err := s.out.Write(b); err != nil {
		s.failed = broken(err)
	}
}

// complete says whether the '>' just read ends the construct: a comment, CDATA or a
// quoted attribute may hold '>'.
func (s *scanner) complete() (done, ok bool) {
	t := s.tag
	switch {
	case bytes.HasPrefix(t, []byte("!--")):
		return len(t) >= 6 && bytes.HasSuffix(t, []byte("-->")), len(t) >= 6 && bytes.HasSuffix(t, []byte("-->"))
	case bytes.HasPrefix(t, []byte("![CDATA[")):
		end := bytes.HasSuffix(t, []byte("]]>"))
		return end, end
	}
	for _, c := range t[s.checked:] {
		switch {
		case s.quote == 0 && (c == '"' || c == '\''):
			s.quote = c
		case c == s.quote:
			s.quote = 0
		}
	}
	s.checked = len(t)
	return s.quote == 0, s.quote == 0
}

func local(t []byte) string {
	end := bytes.IndexAny(t, " \t\r\n/>")
	if end < 0 {
		end = len(t)
	}
	name := t[:end]
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch string(name) { // no allocation for the names that come by the million
	case "c":
		return "c"
	case "row":
		return "row"
	case "v":
		return "v"
	case "t":
		return "t"
	case "si":
		return "si"
	}
	return string(name)
}

// attr is the value of an attribute of the tag, nil if it has none.
func attr(t []byte, name string) []byte {
	for i := 0; i < len(t); {
		j := bytes.IndexByte(t[i:], '=')
		if j < 0 {
			return nil
		}
		key := bytes.TrimRight(t[i:i+j], " \t\r\n")
		if k := bytes.LastIndexAny(key, " \t\r\n"); k >= 0 {
			key = key[k+1:]
		}
		rest := bytes.TrimLeft(t[i+j+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+end]
		}
		i = len(t) - len(rest) + end + 2
	}
	return nil
}

func (s *scanner) open(name string, t []byte) error {
	if s.depth == 0 {
		if s.root != "" {
			return broken(io.ErrUnexpectedEOF)
		}
		s.root = name
	}
	if s.depth++; s.depth > 64 {
		return unreadable("文件内部嵌套过深，不像正常的台账，为安全起见没有读取。")
	}
	switch name {
	case "row":
		return s.openRow(t)
	case "c":
		return s.openCell(t)
	case "v", "t":
		s.inText = true
	case "si":
		s.runes = 0
		if s.shape.items++; s.shared && s.shape.items > 600_000 {
			return unreadable("文件内部的文字表过大，不像正常的台账，为安全起见没有读取。请拆成几个文件再导入。")
		}
	case "mergeCell":
		return s.merge(attr(t, "ref"))
	}
	return nil
}

func (s *scanner) close(name string) error {
	if s.depth--; s.depth < 0 {
		return broken(io.ErrUnexpectedEOF)
	}
	switch name {
	case "v", "t":
		s.inText = false
	case "c":
		s.inCell = false
	}
	if s.depth == 0 && name != s.root {
		return broken(io.ErrUnexpectedEOF)
	}
	return nil
}

func (s *scanner) openRow(t []byte) error {
	s.shape.rowTags++
	n := s.row + 1
	if r := attr(t, "r"); r != nil {
		v, err := strconv.Atoi(string(r))
		if err != nil || v <= s.row || v > maxRows {
			return unreadable("工作表“%s”的行号“%s”重复、倒序或超出范围，文件可能已损坏。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。", short(s.sheet, 31), short(string(r), 12))
		}
		n = v
	}
	s.row, s.col, s.rowFull, s.shape.lastRow = n, 0, false, n
	if s.shape.rowTags > maxRows {
		return unreadable("工作表“%s”行数过多，没有导入任何内容。", short(s.sheet, 31))
	}
	return nil
}

func (s *scanner) openCell(t []byte) error {
	s.inCell, s.colFull, s.runes = true, false, 0
	if s.shape.cells++; s.shape.cells > maxCells {
		return unreadable("工作表“%s”的单元格超过 %d 个，没有导入任何内容。请删去多余的空行空列（或复制有内容的部分到新表）后再导入。", short(s.sheet, 31), maxCells)
	}
	n := s.col + 1
	if r := attr(t, "r"); r != nil {
		col, row, ok := reference(r)
		if !ok || row != s.row || col <= s.col {
			return unreadable("工作表“%s”第 %d 行的单元格位置“%s”重复、倒序或不合规则，文件可能已损坏。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。", short(s.sheet, 31), s.row, short(string(r), 12))
		}
		n = col
	}
	s.col = n
	return nil
}

// reference reads a cell reference such as R12; $ is not allowed in a cell's own.
func reference(r []byte) (col, row int, ok bool) {
	i := 0
	for i < len(r) && i < 4 && r[i] >= 'A' && r[i] <= 'Z' {
		col = col*26 + int(r[i]-'A') + 1
		i++
	}
	if i == 0 || i == len(r) || len(r)-i > 7 || col > excelize.MaxColumns || r[i] == '0' {
		return 0, 0, false
	}
	for ; i < len(r); i++ {
		if r[i] < '0' || r[i] > '9' {
			return 0, 0, false
		}
		row = row*10 + int(r[i]-'0')
	}
	return col, row, row <= maxRows
}

func (s *scanner) merge(ref []byte) error {
	if len(s.shape.merges) >= maxMerges {
		return unreadable("工作表“%s”的合并单元格超过 %d 处，没有导入任何内容。", short(s.sheet, 31), maxMerges)
	}
	a, b, ok := bytes.Cut(ref, []byte(":"))
	if !ok {
		return nil
	}
	l, t, ok1 := reference(a)
	r, d, ok2 := reference(b)
	if !ok1 || !ok2 || r < l || d < t {
		return unreadable("工作表“%s”的合并区域“%s”不合规则，文件可能已损坏。请用 WPS 或 Excel 打开后“另存为 .xlsx”再导入。", short(s.sheet, 31), short(string(ref), 24))
	}
	s.shape.merges = append(s.shape.merges, block{t, l, d, r})
	return nil
}
