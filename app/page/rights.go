package page

import "qinqing/data"

// May says whether whoever sits at the window has a right.
func (o *Office) May(x data.Right) bool { return o.Allowed == nil || o.Allowed(x) }

// Lacks is lacks for the window around the pages.
func (o *Office) Lacks(x data.Right) bool { return o.lacks(x) }

// lacks says why something can't be done, if a right is missing, before anybody has typed
// in vain. The store says so again.
func (o *Office) lacks(x data.Right) bool {
	if o.May(x) {
		return false
	}
	o.Fail("没有权限", data.Errorf(data.Denied, string(x), "您的账号没有“%s”的权限，没有改动任何内容。这一步要由有“%s”角色的人来做；角色由安全保密管理员授予。", x.Name(), data.RolesWith(x)))
	return true
}

// refusesTo is refuses for what takes a right of its own.
func (o *Office) refusesTo(x data.Right) bool { return o.lacks(x) || o.reading() }

// reading says why nothing can be written to a ledger that was opened to look at.
func (o *Office) reading() bool {
	if o.ReadOnly {
		o.Fail("现在只能查看", data.Errorf(data.ReadOnly, "", "台账以只读方式打开，没有改动任何内容。请先关闭占用台账的窗口，再重新打开。"))
	}
	return o.ReadOnly
}
