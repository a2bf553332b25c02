package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"qinqing/data/store/citygen"
)

// BenchmarkExport writes the ledger of a whole city of QINQING_CITY problems, or 20,000.
func BenchmarkExport(b *testing.B) {
	n := 20_000
	if k, err := strconv.Atoi(os.Getenv("QINQING_CITY")); err == nil && k > 0 {
		n = k
	}
	city, err := citygen.Path(context.Background(), n)
	if err != nil {
		b.Fatal(err)
	}
	for name, args := range map[string]string{"problems": "--ledger problems", "events": "--ledger events", "unmasked": "--ledger problems --unmasked --reason 测试"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				var out, errs bytes.Buffer
				all := append([]string{"--db", city, "--today", citygen.LastDay.String(), "--actor", "测试员", "export"}, strings.Fields(args)...)
				if code := Main(context.Background(), append(all, "--out", filepath.Join(b.TempDir(), "台账.xlsx")), Host{Out: &out, Err: &errs}); code != exitDone {
					b.Fatalf("exit %d: %s", code, errs.String())
				}
			}
		})
	}
}
