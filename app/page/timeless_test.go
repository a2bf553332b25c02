package page

import "qinqing/app/widget"

func init() { widget.Timeless = true }
