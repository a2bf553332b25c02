package theme

import (
	_ "embed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

//go:embed zh.json
var chinese []byte

// SpeakChinese puts Fyne's own words into Chinese. They are registered under both
// languages its matcher may choose, because it follows the machine's language and
// this program has only one.
func SpeakChinese() error {
	for _, l := range []fyne.Locale{"en", "zh-Hans"} {
		if err := lang.AddTranslationsForLocale(chinese, l); err != nil {
			return err
		}
	}
	return nil
}
