package widget

import (
	"testing"

	"fyne.io/fyne/v2/test"
)

func TestNothingComesLateOnceTheWindowHasGone(t *testing.T) {
	test.NewTempApp(t)
	t.Cleanup(func() { gone.Store(false) })
	ran := 0
	Later(func() { ran++ })
	if ran != 1 {
		t.Fatalf("窗口还在，做了 %d 次", ran)
	}
	Later(func() {
		Gone() // between the asking and the doing
		Later(func() { ran++ })
	})
	Later(func() { ran++ })
	if ran != 1 {
		t.Errorf("窗口已经关闭，还做了 %d 次", ran-1)
	}
}
