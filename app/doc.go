// Package app is the window of 亲清台账: it opens the database, puts the pages beside
// the navigation, keeps the menus, and carries out what the pages ask to be written.
//
// It is the only package that imports Fyne's app and so the only one that needs a
// display. It is called by main, through app/command.
package app
