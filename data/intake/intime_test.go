//go:build !race

package intake

import "time"

// inTime is how long a file of any kind may take until there is an answer.
const inTime = 2 * time.Second
