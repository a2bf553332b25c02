// Command qinqing is 亲清台账: without a subcommand it opens the window.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"qinqing/app/command"
	"qinqing/app/launch"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(command.Main(ctx, os.Args[1:], command.Host{Out: os.Stdout, Err: os.Stderr, Window: launch.Window}))
}
