package docx

import (
	"encoding/xml"
	"time"
)

// settings are those of the whole document, in the order of CT_Settings.
type settings struct {
	XMLName     xml.Name `xml:"w:settings"`
	W           string   `xml:"xmlns:w,attr"`
	Tab         number   `xml:"w:defaultTabStop"`
	OddEven     present  `xml:"w:evenAndOddHeaders"`
	Compression valued   `xml:"w:characterSpacingControl"`
	Compat      compat   `xml:"w:compat"`
	Language    langTag  `xml:"w:themeFontLang"`
}

type compat struct {
	BalanceBytes present   `xml:"w:balanceSingleByteDoubleByteWidth"`
	ULTrail      present   `xml:"w:ulTrailSpace"`
	NoExpand     present   `xml:"w:doNotExpandShiftReturn"`
	EastAsia     present   `xml:"w:useFELayout"`
	Settings     []setting `xml:"w:compatSetting"`
}

type setting struct {
	Name string `xml:"w:name,attr"`
	URI  string `xml:"w:uri,attr"`
	Val  string `xml:"w:val,attr"`
}

func newSettings() settings {
	const word = "http://schemas.microsoft.com/office/word"
	return settings{W: nsWord, Tab: number{640}, Compression: valued{"compressPunctuation"}, Language: langTag{"en-US", "zh-CN"},
		Compat: compat{Settings: []setting{{"compatibilityMode", word, "15"}}}}
}

type fontTable struct {
	XMLName xml.Name    `xml:"w:fonts"`
	W       string      `xml:"xmlns:w,attr"`
	Fonts   []fontEntry `xml:"w:font"`
}

// fontEntry names a font and the one to take where it is missing.
type fontEntry struct {
	Name    string `xml:"w:name,attr"`
	Alt     valued `xml:"w:altName"`
	Charset valued `xml:"w:charset"`
	Family  valued `xml:"w:family"`
	Pitch   valued `xml:"w:pitch"`
}

// newFontTable says what stands in where an office has no GB2312 face: Windows ships
// 仿宋 and 楷体 under their plain names, and nothing like 小标宋 but a bold 宋体.
func newFontTable() fontTable {
	t := fontTable{W: nsWord}
	for _, n := range [][2]string{{fangSong, "仿宋"}, {kaiTi, "楷体"}, {heiTi, "SimHei"}, {songTi, "SimSun"}, {biaoSong, "方正小标宋_GBK"}} {
		t.Fonts = append(t.Fonts, fontEntry{n[0], valued{n[1]}, valued{"86"}, valued{"auto"}, valued{"variable"}})
	}
	return t
}

// coreProperties is docProps/core.xml without any person in it.
type coreProperties struct {
	XMLName  xml.Name `xml:"cp:coreProperties"`
	CP       string   `xml:"xmlns:cp,attr"`
	DC       string   `xml:"xmlns:dc,attr"`
	Terms    string   `xml:"xmlns:dcterms,attr"`
	XSI      string   `xml:"xmlns:xsi,attr"`
	Title    string   `xml:"dc:title,omitempty"`
	Mark     string   `xml:"dc:identifier,omitempty"`
	Subject  string   `xml:"dc:subject,omitempty"`
	Created  w3cDate  `xml:"dcterms:created"`
	Modified w3cDate  `xml:"dcterms:modified"`
}

type w3cDate struct {
	Type string `xml:"xsi:type,attr"`
	Text string `xml:",chardata"`
}

func (f *flow) coreProperties(created time.Time) coreProperties {
	at := w3cDate{"dcterms:W3CDTF", created.UTC().Format(time.RFC3339)}
	return coreProperties{
		CP:    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		DC:    "http://purl.org/dc/elements/1.1/",
		Terms: "http://purl.org/dc/terms/",
		XSI:   "http://www.w3.org/2001/XMLSchema-instance",
		Title: f.oneLine(f.doc.Title), Subject: f.oneLine(f.doc.Subject()), Mark: f.doc.Mark, Created: at, Modified: at,
	}
}

type appProperties struct {
	XMLName     xml.Name `xml:"Properties"`
	NS          string   `xml:"xmlns,attr"`
	Application string   `xml:"Application"`
}

func newAppProperties() appProperties {
	return appProperties{NS: "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", Application: program}
}
