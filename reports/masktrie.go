package reports

// trie finds the longest of many patterns that starts at a place in a text, in
// time that does not depend on how many patterns there are.
type trie struct {
	next map[uint64]int32
	leaf []int32 // by node: index of a pattern + 1; 0: none ends here
}

func newTrie() *trie { return &trie{next: map[uint64]int32{}, leaf: []int32{0}} }

func step(node int32, r rune) uint64 { return uint64(node)<<32 | uint64(uint32(r)) }

// slot returns the place where the value of a pattern is kept.
func (t *trie) slot(p []rune) *int32 {
	node := int32(0)
	for _, r := range p {
		k := step(node, r)
		child, ok := t.next[k]
		if !ok {
			child = int32(len(t.leaf))
			t.leaf = append(t.leaf, 0)
			t.next[k] = child
		}
		node = child
	}
	return &t.leaf[node]
}

// longest returns the end and the value of the longest pattern that starts at i;
// value 0 if there is none.
func (t *trie) longest(s []rune, i int) (end int, value int32) {
	node := int32(0)
	for j := i; j < len(s); j++ {
		child, ok := t.next[step(node, s[j])]
		if !ok {
			break
		}
		node = child
		if v := t.leaf[node]; v != 0 {
			end, value = j+1, v
		}
	}
	return end, value
}

// longestBack is longest for a trie of reversed patterns: it returns the start of
// the longest pattern that ends at i.
func (t *trie) longestBack(s []rune, i int) (start int, value int32) {
	node := int32(0)
	for j := i - 1; j >= 0; j-- {
		child, ok := t.next[step(node, s[j])]
		if !ok {
			break
		}
		node = child
		if v := t.leaf[node]; v != 0 {
			start, value = j, v
		}
	}
	return start, value
}

// addBack adds a pattern to a trie of reversed patterns.
func (t *trie) addBack(p string, value int32) {
	rs := []rune(p)
	for i, j := 0, len(rs)-1; i < j; i, j = i+1, j-1 {
		rs[i], rs[j] = rs[j], rs[i]
	}
	*t.slot(rs) = value
}
