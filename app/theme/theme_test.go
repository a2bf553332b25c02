package theme

import (
	"encoding/json"
	"image/color"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/image/font/sfnt"
)

func TestFontsCarryChinese(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for name, style := range map[string]fyne.TextStyle{"regular": {}, "bold": {Bold: true}} {
		f, err := sfnt.Parse(th.Font(style).Content())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var buf sfnt.Buffer
		for _, r := range "亲清台账走访问题销号逾期䶮▲▼…×✓·—“”：；，。、（）0123ABCabc" {
			if g, err := f.GlyphIndex(&buf, r); err != nil || (g == 0 && !strings.ContainsRune("▲▼×✓", r)) {
				t.Errorf("%s 缺字 %q", name, r)
			}
		}
	}
	if th.Font(fyne.TextStyle{}).Name() == th.Font(fyne.TextStyle{Bold: true}).Name() {
		t.Error("粗体与常规是同一个字体")
	}
}

func TestOnlyTwoFaces(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	faces := map[string]bool{}
	for _, s := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Monospace: true}, {Symbol: true}, {Bold: true, Italic: true}} {
		faces[th.Font(s).Name()] = true
	}
	if len(faces) != 2 {
		t.Errorf("用到 %d 个字体，应为 2 个：%v", len(faces), faces)
	}
}

// TestContrast holds the house rule: text on any ground it stands on has at least 4.5,
// and 7 in the high contrast.
func TestContrast(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for look, least := range map[Look]float64{Light: 4.5, Dark: 4.5, Contrast: 7} {
		th.Wear(look)
		of := func(n fyne.ThemeColorName) color.Color { return th.Color(n, theme.VariantDark) } // the machine's variant must not matter
		for _, p := range []struct{ ink, ground fyne.ThemeColorName }{
			{theme.ColorNameForeground, theme.ColorNameBackground}, {theme.ColorNameForeground, Zebra}, {theme.ColorNameForeground, Chosen}, {theme.ColorNameForeground, Side},
			{Second, theme.ColorNameBackground}, {Second, Zebra}, {Second, Side}, {theme.ColorNameError, theme.ColorNameBackground},
			{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNamePrimary, theme.ColorNameBackground}, {theme.ColorNamePlaceHolder, theme.ColorNameInputBackground},
			{theme.ColorNameForeground, theme.ColorNameSelection}, {theme.ColorNameForeground, theme.ColorNameButton}, {theme.ColorNameForeground, theme.ColorNameHeaderBackground},
		} {
			if c := contrast(of(p.ink), of(p.ground)); c < least {
				t.Errorf("%s: %s 在 %s 上的对比度只有 %.2f", look, p.ink, p.ground, c)
			}
		}
	}
}

// TestLooks tells which variant each look takes from the machine.
func TestLooks(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("FYNE_THEME", "")
	ground := func(v fyne.ThemeVariant) bool {
		return luminance(th.Color(theme.ColorNameBackground, v)) < 0.5
	}
	for look, want := range map[Look][2]bool{Light: {false, false}, Dark: {true, true}, Contrast: {false, false}, System: {false, true}} {
		th.Wear(look)
		if got := [2]bool{ground(theme.VariantLight), ground(theme.VariantDark)}; got != want {
			t.Errorf("%s：在浅色、深色的机器上是否深色：%v，应为 %v", look, got, want)
		}
	}
	if th.Wear(Usual); runtime.GOOS == "linux" && ground(theme.VariantDark) {
		t.Error("没有人选过，却是深色")
	}
	t.Setenv("FYNE_THEME", "dark")
	if !ground(theme.VariantDark) {
		t.Error("环境变量要深色，没有理会")
	}
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	lin := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= 0.03928 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(n.R) + 0.7152*lin(n.G) + 0.0722*lin(n.B)
}

func TestSizesNeverBelowTwelve(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []fyne.ThemeSizeName{theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText} {
		if s := th.Size(n); s < 12 {
			t.Errorf("%s 字号 %v 小于 12", n, s)
		}
	}
}

// TestEveryFyneWordIsTranslated compares with the English file of the Fyne that is
// built in and with the words its source asks for.
func TestEveryFyneWordIsTranslated(t *testing.T) {
	ours := map[string]any{}
	if err := json.Unmarshal(chinese, &ours); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := strings.TrimSpace(string(out))
	b, err := os.ReadFile(filepath.Join(dir, "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	english := map[string]any{}
	if err := json.Unmarshal(b, &english); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for k := range english {
		want[k] = true
	}
	asked := regexp.MustCompile(`lang\.(?:L|X|Localize|LocalizeKey)\("([^"]+)"`)
	for _, pkg := range []string{"widget", "dialog", "container", "internal/driver/glfw"} {
		files, err := filepath.Glob(filepath.Join(dir, pkg, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pkg, err)
		}
		for _, f := range files {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range asked.FindAllStringSubmatch(string(src), -1) {
				want[m[1]] = true
			}
		}
	}
	if len(want) < 30 {
		t.Fatalf("只找到 %d 个词，检查器失灵", len(want))
	}
	for k := range want {
		if _, ok := ours[k]; !ok {
			t.Errorf("Fyne 的“%s”没有译文", k)
		}
	}
}

func TestSpeaksChineseWhateverTheMachine(t *testing.T) {
	test.NewTempApp(t)
	if err := SpeakChinese(); err != nil {
		t.Fatal(err)
	}
	for en, zh := range map[string]string{"Cancel": "取消", "OK": "知道了", "No": "否", "(Select one)": "（请选择）"} {
		if got := lang.L(en); got != zh {
			t.Errorf("%s 显示为“%s”，应为“%s”", en, got, zh)
		}
	}
	if got := lang.X("file.name", "Name"); got != "名称" {
		t.Errorf("file.name 显示为“%s”", got)
	}
}

// TestMenuShortcutsAreLegible: see ink.
func TestMenuShortcutsAreLegible(t *testing.T) {
	th, err := New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	item := fyne.NewMenuItem("登记", func() {})
	item.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: fyne.KeyModifierControl}
	found := 0
	for _, o := range test.LaidOutObjects(widget.NewMenu(fyne.NewMenu("文件", item))) {
		if x, ok := o.(*canvas.Text); ok && x.Text != "登记" {
			found++
			if _, _, _, a := x.Color.RGBA(); a < 0xE000 {
				t.Errorf("“%s”的不透明度只有 %.0f%%", x.Text, float64(a)/0xFFFF*100)
			}
		}
	}
	if found == 0 {
		t.Fatal("菜单里没有快捷键的文字")
	}
}
