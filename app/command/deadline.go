package command

import (
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
)

// deadlineOf reads a limit as offices write it, given on the day on: what
// intake.ParseDeadline reads, or the dates of several stages (2026-06-30、9月底前).
func deadlineOf(text string, on data.Date) (data.Deadline, error) {
	if text == "" {
		return data.Deadline{}, nil
	}
	parts := stagesOf(text)
	if len(parts) < 2 {
		return intake.ParseDeadline(text, on)
	}
	d := data.Deadline{Kind: data.Staged, Text: text}
	for _, part := range parts {
		stage, err := intake.ParseDeadline(part, on)
		if err != nil {
			return data.Deadline{}, err
		}
		if stage.Kind != data.ByDate {
			return data.Deadline{}, data.Errorf(data.Invalid, "due", "分阶段的期限每个阶段都要写日期，“%s”不是日期。", part)
		}
		d.Stages = append(d.Stages, stage.Date)
	}
	return d, d.Check()
}

// stagesOf are the parts of a limit in stages. A comma alone does not part stages:
// “X 前，并长期坚持” is one limit.
func stagesOf(text string) []string {
	text, named := strings.CutPrefix(strings.TrimSpace(text), "分阶段")
	text = strings.TrimLeft(text, "：: ")
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return r == '、' || r == '；' || r == ';' || named && (r == '，' || r == ',')
	})
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
