package typeset

import (
	"fmt"
	"maps"
	"slices"
	"unicode"
)

// Role is what a typeface is for. GB/T 9704-2012 names them.
type Role uint8

// The six roles of a document.
const (
	FangSong Role = iota // 仿宋: body
	BiaoSong             // 小标宋: masthead and title
	Hei                  // 黑体: first level, table heads
	HeiBold              // 黑体, bold: totals
	Kai                  // 楷体: second level
	Song                 // 宋体: page numbers; the fallback of all
	roles
)

var roleNames = [roles]string{"仿宋", "小标宋", "黑体", "黑体粗", "楷体", "宋体"}

// String is the role's Chinese name.
func (r Role) String() string { return roleNames[min(r, roles-1)] }

// MarshalText writes the role's name, for goldens.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Library gives the fonts that go inside the program: a TrueType file by name,
// and the table of its characters beyond the BMP.
type Library struct {
	Font   func(name string) ([]byte, error)
	Astral func(name string) ([]byte, error)
}

// embedded names the file of each role inside the program; 仿宋 has none.
var embedded = [roles]string{BiaoSong: "song-bold-tgh", Hei: "hei-tgh", HeiBold: "hei-bold-tgh", Kai: "kai-tgh", Song: "song-all"}

// Fonts is the set of faces one document is set with. It loads a face when the
// first character asks for it. It is not safe for concurrent use.
type Fonts struct {
	lib     Library
	dirs    []string
	chain   [roles][]*Face
	faces   map[string]*Face
	missing map[rune]int
	trouble []string
	err     error
}

// NewFonts prepares a set of faces from the library and the fonts found in dirs
// (see FontDirs), those of the office before ours.
func NewFonts(lib Library, dirs []string) *Fonts {
	return &Fonts{lib: lib, dirs: dirs, faces: map[string]*Face{}, missing: map[rune]int{}}
}

// Err is the first failure to load a font of the library; nothing set with this
// set of fonts is to be used after one.
func (f *Fonts) Err() error { return f.err }

// Missing lists the characters met so far that no face has, sorted.
func (f *Fonts) Missing() []rune { return slices.Sorted(maps.Keys(f.missing)) }

// Trouble lists what is wrong with the fonts found, in Chinese: no 仿宋, a file
// that can't be read. Empty: nothing.
func (f *Fonts) Trouble() []string { return f.trouble }

// faceOf loads the faces of a role, in the order they are asked.
func (f *Fonts) faceOf(role Role) []*Face {
	if f.chain[role] != nil {
		return f.chain[role]
	}
	var chain []*Face
	if face := f.found(role); face != nil {
		chain = append(chain, face)
	}
	if name := embedded[role]; name != "" {
		chain = append(chain, f.embedded(name))
	}
	if role != Song {
		chain = append(chain, f.faceOf(Song)...)
	}
	f.chain[role] = slices.DeleteFunc(chain, func(face *Face) bool { return face == nil })
	return f.chain[role]
}

func (f *Fonts) embedded(name string) *Face {
	if face, ok := f.faces[name]; ok {
		return face
	}
	data, err := f.lib.Font(name + ".ttf")
	var astral []byte
	if err == nil {
		astral, err = f.lib.Astral(name + ".astral.tsv")
	}
	var face *Face
	if err == nil {
		face, err = NewFace(name, data, astral)
	}
	if err != nil && f.err == nil {
		f.err = fmt.Errorf("程序自带的字体 %s 读不出，文件未生成，台账没有变动。请重新安装程序：%w", name, err)
	}
	f.faces[name] = face
	return face
}

// picked is a character as it will be drawn.
type picked struct {
	face  *Face
	glyph uint16
	shown rune // what is drawn: the character, or 〓
}

// pick finds the first face of a role that has r; 〓 where none has.
func (f *Fonts) pick(role Role, r rune) picked {
	chain := f.faceOf(role)
	for _, face := range chain {
		if g := face.glyph(r); g != 0 {
			return picked{face, g, r}
		}
	}
	if r == '\n' || r != ' ' && unicode.Is(unicode.Zs, r) {
		return f.pick(role, ' ')
	}
	f.missing[r]++
	for _, face := range chain {
		if g := face.glyph('〓'); g != 0 {
			return picked{face, g, '〓'}
		}
	}
	if f.err == nil {
		f.err = fmt.Errorf("没有可用的字体，文件未生成，台账没有变动。请重新安装程序")
	}
	return picked{nil, 0, r}
}

// Advance is the width of r in ems.
func (f *Fonts) Advance(role Role, r rune) float64 {
	p := f.pick(role, r)
	if p.face == nil {
		return 1
	}
	return float64(p.face.advance(p.glyph)) / 1000
}

// Width is the width of s set in one line at size points, each character followed
// by spacing points (the last too). Line ends count as spaces.
func (f *Fonts) Width(role Role, size, spacing float64, s string) float64 {
	w := 0.0
	for _, r := range Clean(s) {
		w += f.Advance(role, r)*size + spacing
	}
	return w
}
