//go:build race

package intake

import "time"

// inTime is longer under -race, which makes the same work some five times as long.
const inTime = 20 * time.Second
