package docx

import (
	"io"
	"testing"

	"qinqing/reports/internal/trial"
)

// A file that can't be written to its end is told of, wherever it stops.
func TestWriterThatStops(t *testing.T) {
	trial.Stops(t, func(w io.Writer) error {
		_, err := Write(w, sample("A"), Options{})
		return err
	})
}
