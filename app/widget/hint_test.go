package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestHintIsCutToTheField(t *testing.T) {
	w := window(t)
	const whole = "企业（可用拼音首字母）、人员、答复"
	e := NewEntry("查找", whole)
	w.SetContent(e)
	for _, c := range []struct {
		width float32
		whole bool
	}{{400, true}, {120, false}, {60, false}, {400, true}} {
		e.Resize(fyne.NewSize(c.width, 36))
		if got := fyne.MeasureText(e.PlaceHolder, 14, fyne.TextStyle{}).Width; got > c.width-16 {
			t.Errorf("宽 %v：提示“%s”有 %v 宽", c.width, e.PlaceHolder, got)
		}
		if (e.PlaceHolder == whole) != c.whole || e.Hint() != whole {
			t.Errorf("宽 %v：提示“%s”", c.width, e.PlaceHolder)
		}
	}
	lines := NewTextArea("内容", whole, 3)
	w.SetContent(lines)
	lines.Resize(fyne.NewSize(100, 90))
	if lines.PlaceHolder != whole {
		t.Errorf("多行的提示会换行，不该截断：%s", lines.PlaceHolder)
	}
}
