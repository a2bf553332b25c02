//go:build !journey

package app

import "fyne.io/fyne/v2"

// widgetsVariable names the file for the widget tree; only journey builds write one.
const widgetsVariable = "QINQING_WIDGETS"

func watchWidgets(fyne.Window) {}
