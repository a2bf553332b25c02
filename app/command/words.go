package command

import (
	"io"
	"strings"
)

// kong speaks English; these are its words in ours.
var kongWords = strings.NewReplacer(
	"Usage:", "用法：", "Flags:", "选项：", "Arguments:", "参数：", "Commands:", "命令：",
	"Show context-sensitive help.", "显示帮助。", "[flags]", "[选项]", "<command>", "<命令>",
	"Run \"", "运行“", " <command> --help\" for more information on a command.", " <命令> --help”查看各命令的用法。",
	" --help\" for more information on a command.", " --help”查看各命令的用法。",
	" --help\" for more information.", " --help”查看用法。",
	"unexpected argument ", "多余的参数 ", "unknown flag ", "不认识的选项 ", "expected one of", "应为下列之一：", "expected ", "还缺 ",
	"missing flags: ", "缺少选项 ", "missing flag: ", "缺少选项 ", "did you mean ", "是不是 ",
	"missing positional arguments ", "缺少参数 ", "must be one of ", "只能是 ", " but got ", "，而不是 ", "--help", "--help",
	"string value", "一段文字", "int value", "一个整数",
)

func inChinese(s string) string { return kongWords.Replace(s) }

// chineseWriter puts kong's own words into Chinese on their way out.
type chineseWriter struct{ w io.Writer }

func (c chineseWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(c.w, inChinese(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
