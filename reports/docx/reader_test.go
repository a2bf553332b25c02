package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// reporter is a test, or one case of a property.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// node is an element of a part, its name with the prefix the part gives it.
type node struct {
	name  string
	attrs map[string]string
	kids  []*node
	text  string
}

func (n *node) attr(name string) string { return n.attrs[name] }

// child is the first child of a name, or an empty node.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.name == name {
			return k
		}
	}
	return &node{}
}

func (n *node) has(name string) bool { return n.child(name).name != "" }

// each visits a node and all below it, parents first.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.each(visit)
	}
}

// all are the nodes of a name at and below n, in order.
func (n *node) all(name string) (out []*node) {
	n.each(func(k *node) {
		if k.name == name {
			out = append(out, k)
		}
	})
	return out
}

// words joins the text a reader sees at and below n.
func (n *node) words() string {
	var b strings.Builder
	n.each(func(k *node) {
		if k.name == "w:t" {
			b.WriteString(k.text)
		}
	})
	return b.String()
}

// pack is a package read back.
type pack struct {
	names []string
	raw   map[string][]byte
	xml   map[string]*node
}

// read takes a package apart; every part but pictures has to be well-formed XML.
func read(t reporter, file []byte) *pack {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	p := &pack{raw: map[string][]byte{}, xml: map[string]*node{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if p.raw[f.Name] != nil {
			t.Errorf("%s is twice in the package", f.Name)
		}
		p.names, p.raw[f.Name] = append(p.names, f.Name), raw
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		p.xml[f.Name] = parse(t, f.Name, raw)
	}
	return p
}

// parse reads a part strictly: one root, every prefix declared by the root.
func parse(t reporter, name string, raw []byte) *node {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	root := &node{}
	stack := []*node{root}
	declared := map[string]bool{"": true, "xml": true, "xmlns": true}
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		top := stack[len(stack)-1]
		switch x := token.(type) {
		case xml.StartElement:
			n := &node{name: qualified(x.Name), attrs: map[string]string{}}
			for _, a := range x.Attr {
				if a.Name.Space == "xmlns" {
					declared[a.Name.Local] = true
				}
				n.attrs[qualified(a.Name)] = a.Value
			}
			for _, a := range append(x.Attr, xml.Attr{Name: x.Name}) {
				if !declared[a.Name.Space] {
					t.Errorf("%s: prefix %s is not declared", name, a.Name.Space)
				}
			}
			top.kids = append(top.kids, n)
			stack = append(stack, n)
		case xml.EndElement:
			if qualified(x.Name) != top.name {
				t.Fatalf("%s: %s ends %s", name, qualified(x.Name), top.name)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(x)
		}
	}
	if len(stack) != 1 || len(root.kids) != 1 {
		t.Fatalf("%s: not one root", name)
	}
	return root.kids[0]
}

func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// body are the children of the document's body.
func (p *pack) body() []*node { return p.xml[docPart].child("w:body").kids }

// sections are the properties of the sections in order.
func (p *pack) sections() []*node { return p.xml[docPart].all("w:sectPr") }

// styled are the paragraphs of a style, in order.
func (p *pack) styled(id string) []*node {
	return slices.DeleteFunc(p.xml[docPart].all("w:p"), func(n *node) bool {
		return n.child("w:pPr").child("w:pStyle").attr("w:val") != id
	})
}

// related are the relations of the main part by id.
func (p *pack) related() map[string]*node {
	out := map[string]*node{}
	for _, r := range p.xml["word/_rels/document.xml.rels"].kids {
		out[r.attr("Id")] = r
	}
	return out
}
