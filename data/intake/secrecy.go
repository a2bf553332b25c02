package intake

import "qinqing/data"

// SecretReason is why a row that bears a classification is refused. What stands in its
// cell must not be copied anywhere.
const SecretReason = "这一格标有密级。" + data.NoSecrets + "，这一行没有写入。请按保密规定处理。"

// secretSheet refuses a file whose title rows bear a classification (DOMAIN §7: 秘密
// and above is refused with the reason).
func secretSheet(l ledger) error {
	for _, r := range l.rows[:l.from] {
		for _, c := range r.cells {
			if data.MarkedSecret(c) {
				return unreadable("工作表“%s”第 %d 行标有密级。%s；没有写入任何内容。请按保密规定处理这份文件。", short(l.name, 31), r.number, data.NoSecrets)
			}
		}
	}
	return nil
}

// secret refuses a row that bears a classification.
func (e *entry) secret() *Reject { return secretRow(e.l, e.row) }

func secretRow(l *ledger, r sheetRow) *Reject {
	for i, c := range r.cells {
		if data.MarkedSecret(c) {
			header := ""
			for _, m := range l.columns {
				if m.Column == i+1 {
					header = m.Header
				}
			}
			return &Reject{Sheet: l.name, Row: r.number, Column: header, ColumnIndex: i + 1, Reason: SecretReason}
		}
	}
	return nil
}
