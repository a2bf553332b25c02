package pdf

import (
	"io"
	"testing"
)

func BenchmarkBulletin(b *testing.B) {
	opt := options(b)
	doc := sample()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, doc, opt); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLedger(b *testing.B) {
	opt := options(b)
	doc := ledger(3300)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, doc, opt); err != nil {
			b.Fatal(err)
		}
	}
}
