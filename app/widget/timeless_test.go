package widget

func init() { Timeless = true }
