//go:build ci

package launch

import (
	"context"

	"qinqing/app/command"
)

// Window is nil: this build has subcommands only.
var Window func(context.Context, command.Session) error
