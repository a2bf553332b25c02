package intake

import (
	"regexp"
)

// secretMark is a classification as documents bear it: 机密★, 秘密★1年, 绝密级. A text
// that only speaks of 商业秘密 is none.
var (
	secretMark = regexp.MustCompile(`(?:绝密|机密|秘密)\s*[★☆]|(?:绝密|机密|秘密)级`)
	secretCell = regexp.MustCompile(`^(?:绝密|机密|秘密)(?:[★☆级件].*)?$`)
)

// secretSheet refuses a file whose title rows bear a classification (DOMAIN §7: 秘密
// and above is refused with the reason).
func secretSheet(l ledger) error {
	for _, r := range l.rows[:l.from] {
		for _, c := range r.cells {
			if s := squeeze(c); secretMark.MatchString(s) || secretCell.MatchString(s) {
				return unreadable("工作表“%s”第 %d 行标有密级。本系统是非涉密系统，严禁录入国家秘密；没有写入任何内容。请按保密规定处理这份文件。", short(l.name, 31), r.number)
			}
		}
	}
	return nil
}

// secret refuses a row that bears a classification.
func (e *entry) secret() *Reject {
	for i, c := range e.row.cells {
		if s := squeeze(c); secretMark.MatchString(s) || secretCell.MatchString(s) {
			header := ""
			for _, m := range e.l.columns {
				if m.Column == i+1 {
					header = m.Header
				}
			}
			return &Reject{Sheet: e.l.name, Row: e.row.number, Column: header, ColumnIndex: i + 1,
				Reason: "这一格标有密级。本系统是非涉密系统，严禁录入国家秘密，这一行没有写入。请按保密规定处理。"}
		}
	}
	return nil
}
