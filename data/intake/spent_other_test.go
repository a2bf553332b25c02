//go:build !unix

package intake

import "time"

var began = time.Now()

func spent() time.Duration { return time.Since(began) }
