// Package locale tells Fyne, before it looks, that this program speaks Chinese where the
// machine's own setting is one that Fyne can't read: under C.UTF-8, as on many servers,
// it would complain in English on every start, of subcommands too.
//
// It works by being initialised first: of packages whose imports are ready, Go takes the
// one whose path sorts first, and Fyne's has to wait for text/template.
package locale

import (
	"os"
	"strings"
)

func init() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v := os.Getenv(name)
		if v == "" {
			continue
		}
		// LANGUAGE is what messages are in; the character set and input methods go by
		// the other three, which stay as they are.
		if strings.HasPrefix(v, "C.") && os.Getenv("LANGUAGE") == "" {
			_ = os.Setenv("LANGUAGE", "zh_CN")
		}
		return
	}
}
