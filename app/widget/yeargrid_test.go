package widget

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestYearGridPressesDays(t *testing.T) {
	test.NewTempApp(t)
	g := NewYearGrid("一年", 2027)
	var pressed []string
	g.OnDay = func(d time.Time) { pressed = append(pressed, isoDay(d)) }
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(900, 900))
	parts := g.Parts()
	if len(parts) != 31+365 || parts[0].Name != "day:2026-12-01" || parts[395].Name != "day:2027-12-31" {
		t.Fatalf("有 %d 天，从 %s 到 %s", len(parts), parts[0].Name, parts[len(parts)-1].Name)
	}
	seen := map[fyne.Position]string{}
	for _, p := range parts {
		at := fyne.NewPos(p.X, p.Y)
		if seen[at] != "" {
			t.Fatalf("%s 与 %s 在同一处", p.Name, seen[at])
		}
		seen[at] = p.Name
		if d, ok := g.dayAt(at.AddXY(3, 3)); !ok || "day:"+isoDay(d) != p.Name {
			t.Fatalf("%s 处按到 %s", p.Name, isoDay(d))
		}
	}
	for _, p := range parts {
		if p.Name == "day:2027-10-01" {
			g.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(p.X+5, p.Y+5)}, Button: desktop.MouseButtonPrimary})
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyLeft, fyne.KeySpace} {
		g.TypedKey(&fyne.KeyEvent{Name: k})
	}
	want := []string{"2027-10-01", "2027-10-02", "2027-10-09", "2027-10-01"}
	if len(pressed) != len(want) {
		t.Fatalf("按了 %v", pressed)
	}
	for i := range want {
		if pressed[i] != want[i] {
			t.Errorf("第 %d 次按了 %s，应为 %s", i, pressed[i], want[i])
		}
	}
	if _, ok := g.dayAt(fyne.NewPos(3, 3)); ok {
		t.Error("月份的名称处也有一天")
	}
}
