package data

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// NoSecrets is the rule that every refusal of a classified text tells (DOMAIN §7).
const NoSecrets = "本系统是非涉密系统，严禁录入国家秘密"

// secretMark is a classification as documents bear it: 机密★, 秘密★1年, 绝密级. A text
// that only speaks of 商业秘密 is none.
var (
	secretMark = regexp.MustCompile(`(?:绝密|机密|秘密)[★☆]|(?:绝密|机密|秘密)级`)
	secretCell = regexp.MustCompile(`^(?:绝密|机密|秘密)(?:[★☆级件].*)?$`)
)

// MarkedSecret says that a text bears a classification.
func MarkedSecret(text string) bool {
	if !strings.Contains(text, "密") {
		return false
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, width.Fold.String(text))
	return secretMark.MatchString(text) || secretCell.MatchString(text)
}

// RefuseSecrets refuses a problem in which a text that the stored one lacks bears a
// classification; was is nil for a new one.
func (p *Problem) RefuseSecrets(was *Problem) error {
	var old []string
	if was != nil {
		old = was.allTexts()
	}
	return refuseSecrets(p.allTexts(), old)
}

// RefuseSecrets is the same of a visit.
func (v *Visit) RefuseSecrets(was *Visit) error {
	var old []string
	if was != nil {
		old = was.allTexts()
	}
	return refuseSecrets(v.allTexts(), old)
}

func refuseSecrets(texts, old []string) error {
	for i, t := range texts {
		if MarkedSecret(t) && !slices.Contains(old, t) {
			field := "note"
			if i == 0 {
				field = "content"
			}
			return Errorf(Invalid, field, "录入的文字标有密级。%s，没有保存。请按保密规定处理。", NoSecrets)
		}
	}
	return nil
}

// allTexts begins with the content.
func (p *Problem) allTexts() []string {
	out := []string{p.Content}
	for _, t := range p.Fields {
		out = append(out, t)
	}
	for _, e := range p.Events {
		out = append(out, e.Note, e.Unreachable, e.Approver, e.SignedBy, e.VoidReason, e.Deadline.Text)
	}
	return out
}

func (v *Visit) allTexts() []string {
	out := []string{v.Reply, v.Note, v.Visitors}
	for _, t := range v.Fields {
		out = append(out, t)
	}
	return out
}
