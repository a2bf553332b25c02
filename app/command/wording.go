package command

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qinqing/assets"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// wordingFlags say which form, wording and topic a bulletin has.
type wordingFlags struct {
	Template string `name:"template" help:"版式：A 公文式、B 简报式、C 信函格式；或文字模板的名称，如 special-a.txt" default:"A" placeholder:"版式"`
	Topic    string `name:"topic" help:"专题：一个类别、措施或主办单位，如 类别：融资" placeholder:"专题"`
}

// wording reads the flags.
func (f wordingFlags) wording(v *store.View, o *reports.Options) (err error) {
	switch f.Template {
	case "", "A", "B", "C":
		o.Layout = f.Template
	default:
		o.Template = f.Template
	}
	o.Topic, err = TopicNamed(v, f.Topic)
	return err
}

var topicWords = map[data.Dim]string{data.ByCategory: "类别", data.ByMeasure: "措施", data.ByLead: "主办单位"}

// Topics lists all topics there can be, as TopicNamed reads them.
func Topics(v *store.View) (out []string, err error) {
	for _, by := range reports.TopicDims {
		names, err := v.Names(by)
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			if n.ID != 0 {
				out = append(out, topicWords[by]+"："+n.Name)
			}
		}
	}
	return out, nil
}

// TopicNamed reads 类别：融资; empty is no topic.
func TopicNamed(v *store.View, text string) (t reports.Topic, err error) {
	if text = strings.TrimSpace(text); text == "" {
		return t, nil
	}
	word, name, _ := strings.Cut(strings.Replace(text, ":", "：", 1), "：")
	for _, by := range reports.TopicDims {
		if topicWords[by] != strings.TrimSpace(word) {
			continue
		}
		names, err := v.Names(by)
		if err != nil {
			return t, err
		}
		for _, n := range names {
			if n.ID != 0 && n.Name == strings.TrimSpace(name) {
				return reports.Topic{By: by, Key: n.ID, Name: n.Name}, nil
			}
		}
		return t, data.Errorf(data.NotFound, "topic", "没有名为“%s”的%s，没有生成文件；请从列出的里选。", name, word)
	}
	return t, data.Errorf(data.Invalid, "topic", "专题应写成“类别：融资”“措施：…”或“主办单位：…”的样子，现在是“%s”。没有生成文件。", text)
}

// Wordings gives an office's own wordings: those it wrote in the program come before the
// files beside its ledger and those beside the program.
func Wordings(v *store.View, ledger string) (func(file string) (reports.OwnTemplate, bool), error) {
	settings, err := v.Settings()
	if err != nil {
		return nil, err
	}
	files := OwnTemplates(ledger)
	return func(file string) (reports.OwnTemplate, bool) {
		if text := settings[data.WordingSetting+file]; text != "" {
			return reports.OwnTemplate{Name: file, Text: []byte(text)}, true
		}
		return files(file)
	}, nil
}

// Wording is one wording a bulletin can have.
type Wording struct {
	Name   string // of the file
	Title  string // what people call it
	Own    bool   // the office wrote it in the program
	Beside bool   // it lies in a folder beside the ledger or the program
	Ours   bool   // the program has one of that name
	Text   string // as it is used
}

var wordingTitles = map[string]string{"monthly-a.txt": "月度通报", "quarterly-a.txt": "季度通报", "yearly-a.txt": "年度通报", "special-a.txt": "专题通报"}

// BulletinWordings lists them: the program's, as the office has them, then the office's.
func BulletinWordings(v *store.View, ledger string) ([]Wording, error) {
	settings, err := v.Settings()
	if err != nil {
		return nil, err
	}
	names := slices.Clone(bulletinTemplates)
	for key := range settings {
		if name, ok := strings.CutPrefix(key, data.WordingSetting); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if found, err := filepath.Glob(filepath.Join(filepath.Dir(ledger), templateFolder, "*.txt")); err == nil {
		for _, path := range found {
			if name := filepath.Base(path); !strings.HasPrefix(name, "paper-") && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names[len(bulletinTemplates):])
	files := OwnTemplates(ledger)
	var out []Wording
	for _, name := range names {
		x := Wording{Name: name, Title: wordingTitles[name], Ours: wordingTitles[name] != ""}
		if x.Title == "" {
			x.Title = strings.TrimSuffix(name, ".txt")
		}
		switch own, beside := files(name); {
		case settings[data.WordingSetting+name] != "":
			x.Own, x.Text = true, settings[data.WordingSetting+name]
		case beside:
			x.Beside, x.Text = true, string(own.Text)
		default:
			src, err := assets.Template(name)
			if err != nil && !os.IsNotExist(err) {
				return nil, data.Wrap(data.Internal, err, "程序自带的模板 %s 读不出。请重新安装程序。", name)
			}
			x.Text = string(src)
		}
		out = append(out, x)
	}
	return out, nil
}
