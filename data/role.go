package data

import (
	"slices"
	"strings"
	"time"
)

// Role is what a person is in an office that has switched accounts on.
type Role string

// The roles. The last three are 三员: they run the program and see none of its records.
// Unmasker is given in addition to a role that reads.
const (
	ClerkRole    Role = "clerk"
	ReviewerRole Role = "reviewer"
	ApproverRole Role = "approver"
	LeaderRole   Role = "leader"
	UnmaskerRole Role = "unmasker"
	SystemAdmin  Role = "system_admin"
	SecrecyAdmin Role = "secrecy_admin"
	Auditor      Role = "auditor"
)

// Roles lists every role with its Chinese word, in the order of forms.
var Roles = []struct {
	Role Role
	Name string
}{
	{ClerkRole, "经办"}, {ReviewerRole, "审核"}, {ApproverRole, "审批"}, {LeaderRole, "领导"}, {UnmaskerRole, "解除脱敏"},
	{SystemAdmin, "系统管理员"}, {SecrecyAdmin, "安全保密管理员"}, {Auditor, "安全审计员"},
}

// Name is the role's Chinese word.
func (r Role) Name() string {
	for _, x := range Roles {
		if x.Role == r {
			return x.Name
		}
	}
	return string(r)
}

// Administers says whether the role is one of 三员.
func (r Role) Administers() bool { return r == SystemAdmin || r == SecrecyAdmin || r == Auditor }

// Right is one thing that a role allows.
type Right string

// The rights.
const (
	MayRead    Right = "read"    // see the records
	MayRecord  Right = "record"  // enter and change them
	MayReview  Right = "review"  // 办结, 退回
	MayApprove Right = "approve" // 销号, 延期, 签发, 封账 …
	MayUnmask  Right = "unmask"  // let names leave the office as they are
	MaySet     Right = "set"     // settings
	MayPeople  Right = "people"  // accounts: add, disable, a new password
	MayGrant   Right = "grant"   // give roles and take them
	MayLog     Right = "log"     // read who did what
	MayBackup  Right = "backup"  // copy the ledger to a place of one's own
	MayCheck   Right = "check"   // have it checked
)

// Rights lists every right with what it is called where it is refused.
var Rights = []struct {
	Right Right
	Name  string
}{
	{MayRead, "查看台账"}, {MayRecord, "登记和修改"}, {MayReview, "审核（办结、退回）"}, {MayApprove, "审批（销号、延期、签发、封账）"}, {MayUnmask, "不隐去名称"},
	{MaySet, "修改设置"}, {MayPeople, "管理账号"}, {MayGrant, "授予角色"}, {MayLog, "查看操作记录"}, {MayBackup, "备份台账"}, {MayCheck, "核验台账"},
}

// Name is what the right is called.
func (r Right) Name() string {
	for _, x := range Rights {
		if x.Right == r {
			return x.Name
		}
	}
	return string(r)
}

// allowed is what each role may. Who enters does not decide, and who runs the program
// does not read: 系统管理员 makes accounts and sets the program up, 安全保密管理员 gives
// roles, 安全审计员 reads the log of both.
var allowed = map[Role][]Right{
	ClerkRole:    {MayRead, MayRecord, MayLog, MayBackup, MayCheck},
	ReviewerRole: {MayRead, MayRecord, MayReview, MayLog, MayBackup, MayCheck},
	ApproverRole: {MayRead, MayRecord, MayReview, MayApprove, MayUnmask, MaySet, MayLog, MayBackup, MayCheck},
	LeaderRole:   {MayRead, MayLog},
	UnmaskerRole: {MayUnmask},
	SystemAdmin:  {MaySet, MayPeople, MayBackup, MayCheck},
	SecrecyAdmin: {MayGrant, MayLog},
	Auditor:      {MayLog, MayCheck},
}

// May says whether the role allows a thing.
func (r Role) May(x Right) bool { return slices.Contains(allowed[r], x) }

// AnyMay says whether one of the roles does.
func AnyMay(roles []Role, x Right) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return r.May(x) })
}

// RolesWith are the words of the roles that allow one of some things, for a message.
func RolesWith(any ...Right) string {
	var out []string
	for _, r := range Roles {
		if slices.ContainsFunc(any, r.Role.May) {
			out = append(out, r.Name)
		}
	}
	return strings.Join(out, "、")
}

// RoleNames puts roles into words, in the order of Roles.
func RoleNames(roles []Role) string {
	var out []string
	for _, r := range Roles {
		if slices.Contains(roles, r.Role) {
			out = append(out, r.Name)
		}
	}
	return strings.Join(out, "、")
}

// RolesNamed reads roles written as words or codes, with 、 or commas between; none for "".
func RolesNamed(text string) ([]Role, error) {
	var out []Role
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("、，, ", c) }) {
		i := slices.IndexFunc(Roles, func(r struct {
			Role Role
			Name string
		}) bool {
			return r.Name == word || string(r.Role) == word
		})
		if i < 0 {
			var all []string
			for _, r := range Roles {
				all = append(all, r.Name)
			}
			return nil, Errorf(Invalid, "roles", "没有“%s”这个角色，没有保存。可用的有：%s。", word, strings.Join(all, "、"))
		}
		if !slices.Contains(out, Roles[i].Role) {
			out = append(out, Roles[i].Role)
		}
	}
	return out, nil
}

// CheckRoles refuses roles that may not be one person's: 安全审计员 watches the other two,
// 三员 see no records (DOMAIN §7), and 解除脱敏 alone would see nothing to show.
func CheckRoles(roles []Role) error {
	admins, works, watches := 0, 0, slices.Contains(roles, Auditor)
	for _, r := range roles {
		switch {
		case allowed[r] == nil:
			return Errorf(Invalid, "roles", "没有“%s”这个角色，没有保存。", r)
		case r.Administers():
			admins++
		default:
			works++
		}
	}
	switch {
	case watches && admins > 1:
		return Errorf(Invalid, "roles", "安全审计员不能与系统管理员、安全保密管理员是同一个人，没有保存；请交给另一个人。")
	case admins > 0 && works > 0:
		return Errorf(Invalid, "roles", "系统管理员、安全保密管理员、安全审计员不看台账内容，不能兼经办、审核、审批或领导，没有保存。")
	case works > 0 && !AnyMay(roles, MayRead):
		return Errorf(Invalid, "roles", "解除脱敏要和经办、审核、审批或领导一起授予，没有保存。")
	}
	return nil
}

// RightFor is the right that recording a kind of event takes.
func RightFor(k Kind) Right {
	switch k {
	case Resolve, SendBack:
		return MayReview
	case StrikeOff, Extend, Reopen, Decline, MoveClue, ToLongTerm, FromLongTerm:
		return MayApprove
	}
	return MayRecord
}

// shortestPassword is in characters.
const shortestPassword = 8

// CheckPassword refuses one that is guessed at once.
func CheckPassword(name, password string) error {
	rs := []rune(password)
	same := true
	for _, r := range rs {
		same = same && r == rs[0]
	}
	switch {
	case len(rs) < shortestPassword:
		return Errorf(Invalid, "password", "密码至少要 %d 个字符，没有保存。", shortestPassword)
	case same, strings.Contains("0123456789012345678909876543210987654321", password), strings.EqualFold(password, name):
		return Errorf(Invalid, "password", "这个密码一猜就中，没有保存；请换一个。")
	}
	return nil
}

// Person is one who may sign in, without what only the store may see.
type Person struct {
	ID       ID
	Name     string
	Roles    []Role
	Disabled bool
	Failures int    // wrong passwords since the last sign-in
	LockedTo string // until when no password is taken, RFC 3339 in UTC; "" if it is not locked
	SignedIn string // the last sign-in, RFC 3339 in UTC; "" before the first
}

// Standing says in words how the account stands at a moment; day is how a day is written, in
// the layout of package time.
func (p Person) Standing(now time.Time, day string) string {
	at, _ := time.Parse(time.RFC3339, p.SignedIn) // the store writes both; check reads them
	until, _ := time.Parse(time.RFC3339, p.LockedTo)
	switch {
	case p.Disabled:
		return "已停用"
	case until.After(now):
		return "暂停登录到 " + until.Local().Format("15:04")
	case p.SignedIn == "":
		return "没有登录过"
	}
	return "上次登录 " + at.Local().Format(day+" 15:04")
}
