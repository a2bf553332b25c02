// Package page holds the screens of the window, one file a screen: 工作台, 问题 with
// its detail and forms, 登记走访, 导入, 通报.
//
// No rule lives here: what is legal comes from data, figures from reports, writing
// goes through Actions, which package app implements. Package app is the only caller.
package page
