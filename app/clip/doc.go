// Package clip puts a picture on the system's clipboard, which Fyne only lends for text.
//
// On X11 the program itself owns the selection, as every program that copies there does:
// the picture can be pasted as long as the program runs. On Windows the system keeps it.
// Elsewhere it says that it can't. It is called by app only and knows no widget.
package clip
