package app

import "qinqing/app/widget"

func init() { widget.Timeless = true }
