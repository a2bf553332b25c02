package intake

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain finds readers of a ledger that were left running.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
