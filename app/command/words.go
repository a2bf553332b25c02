package command

import (
	"io"
	"regexp"
	"strings"
)

// kong speaks English; these are its words in ours.
var kongWords = strings.NewReplacer(
	"Usage:", "用法：", "Flags:", "选项：", "Arguments:", "参数：", "Commands:", "命令：",
	"Show context-sensitive help.", "显示帮助。", "[flags]", "[选项]", "<command>", "<命令>",
	"Run \"", "运行“", " <command> --help\" for more information on a command.", " <命令> --help”查看各命令的用法。",
	" --help\" for more information on a command.", " --help”查看各命令的用法。",
	" --help\" for more information.", " --help”查看用法。",
)

// kongErrors turn each of kong's complaints into a sentence; the first that fits is used.
var kongErrors = []struct {
	pattern *regexp.Regexp
	words   string
}{
	{regexp.MustCompile(`^unknown flag (\S+?), did you mean "(.*)"\?$`), "没有选项 $1，是不是 $2？"},
	{regexp.MustCompile(`^unknown flag (\S+?)(?:, did you mean .*)?$`), "没有选项 $1。"},
	{regexp.MustCompile(`^unexpected argument (.+?), did you mean "(.*)"\?$`), "多余的参数或没有的命令“$1”，是不是“$2”？"},
	{regexp.MustCompile(`^unexpected argument (.+?)(?:, did you mean .*)?$`), "多余的参数或没有的命令“$1”。"},
	{regexp.MustCompile(`^missing flags?: (.+)$`), "缺少选项 $1。"},
	{regexp.MustCompile(`^missing positional arguments (.+)$`), "缺少参数 $1。"},
	{regexp.MustCompile(`^expected one of (.+)$`), "后面应写下列之一：$1。"},
	{regexp.MustCompile(`^expected "(.+)"$`), "还缺 $1。"},
	{regexp.MustCompile(`^(\S+): expected \S+ value but got "EOL".*$`), "$1 后面没有写内容。"},
	{regexp.MustCompile(`^(\S+): expected \S+ value but got "(.*?)" \(.*\); perhaps try (\S+?)=.*$`), "$1 后面没有写内容；“$2”若就是它的内容，请写成 $1=$2。"},
	{regexp.MustCompile(`^(\S+): expected a valid .* but got "(.*)"$`), "$1 应是整数，现在写的是“$2”。"},
	{regexp.MustCompile(`^(\S+): expected .* but got "(.*)"$`), "$1 应是整数，现在写的是“$2”。"},
	{regexp.MustCompile(`^(\S+): bool value must be .* but got "(.*)"$`), "$1 不带内容，现在写了“$2”。"},
	{regexp.MustCompile(`^(\S+) must be one of (?:"",)?(.*) but got "(.*)"$`), "$1 只能是 $2，现在写的是“$3”。"},
}

// usage is kong's complaint in Chinese, as it is where no pattern fits.
func usage(err error) string {
	s := err.Error()
	for _, x := range kongErrors {
		if x.pattern.MatchString(s) {
			return strings.ReplaceAll(x.pattern.ReplaceAllString(s, x.words), `","`, "、")
		}
	}
	return s
}

// chineseWriter puts kong's own words into Chinese on their way out.
type chineseWriter struct{ w io.Writer }

func (c chineseWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(c.w, kongWords.Replace(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}
