package intake

import (
	"regexp"
	"strings"
)

// guessRule reads a header that the alias table lacks by what it speaks of. Offices
// vary their wording without end (目前办理进展情况, 问题交办时间), but the head words
// that tell one column from another are few.
type guessRule struct {
	field  string // empty: certainly none of ours
	says   *regexp.Regexp
	unless *regexp.Regexp // nil: none
}

const (
	aDay   = `(?:时间|日期|时点|年月日|年月)$`
	aBody  = `(?:单位|部门|机关|主体|机构|小组|工作组|组别|组|队伍|纪委|专班|对象)$`
	aState = `(?:情况|状态|结果|与否|标识|标志)`
)

// countWord marks the columns of statistics: how many, how much, what share.
var countWord = regexp.MustCompile(`(?:数|数量|次数|家次|人次|户数|占比|比例|比率|完成率|办结率|满意率|销号率|合计|小计|总计|排名|得分|分值|排序)$`)

// countUnit is a unit of counting in a header's brackets: 走访企业（家）.
var countUnit = regexp.MustCompile(`[(\[【〔](?:单位[:：])?(?:家|个|件|次|家次|条|项|人|人次|户|组|万元|亿元|元|%|天)[)\]】〕]$`)

func rule(field, says, unless string) guessRule {
	r := guessRule{field: field, says: regexp.MustCompile(says)}
	if unless != "" {
		r.unless = regexp.MustCompile(unless)
	}
	return r
}

// guessRules are tried in order; the first that fits decides.
var guessRules = []guessRule{
	rule("", `原因|依据|审批|审核|签字|签名|盖章|延期|延长|督办函|文号|等级|级别|扣分|邮箱|职务$|性别|经纬|资金|金额|人数|编制|报送人|填报人|填表人`, `责任|走访|受访|接待|联系人`),
	rule(fUSCC, `信用代码`, ``),
	rule(fSeq, `^(?:问题|台账|条目|行|诉求|线索)?(?:序号|编号|序列|号码)$|^序列?$`, ``),
	// limits come before days: 拟解决时间 is none on which something happened
	rule(fDue, `时限|期限|限期|限时|限办|截止(?:时间|日期)|到期|应(?:办结|完成|整改)|(?:拟|计划|预计|要求|承诺|规定|限定|预期|约定|目标|应).*(?:时间|日期)|(?:时间|期限|时限)要求`, `填报|填表|统计|数据|延期`),
	rule(fStruckOn, `销号.*`+aDay, ``),
	rule(fReturnOn, `回访.*`+aDay, ``),
	rule(fAssignOn, `(?:交办|转办|派单|派发|分派|分办|下发|下达|流转|转交|移交|移送|转送).*`+aDay, ``),
	rule(fVisitOn, `(?:走访|入企|调研|到企|访企|上门|到访|下企|进企|服务|活动|开展).*`+aDay, `收集|反映|问题|登记|录入|整改`),
	rule(fReportOn, `(?:反馈|答复|回复|回函).*`+aDay, `反馈问题|巡察|巡视`),
	rule(fDoneOn, `(?:办结|完成|解决|化解|销结|办毕|整改|落实|办理).*`+aDay, ``),
	rule(fRegisterOn, `(?:登记|收集|受理|发现|反映|提出|录入|建档|建账|接收|收到|接件|收件|来电|来信|留言|投诉|督查|检查|巡察|通报|上报问题|诉求|列入|反馈问题|立项).*`+aDay, ``),
	rule(fSatisfaction, `满意|评价(?:情况|结果)?$`, `不满意原因`),
	rule(fStruck, `^(?:是否|是不是|有无|已)?(?:已|同意|申请|予以|准予|可以|能否)?(?:对账|办结|完成)?销号`+aState+`?$`, ``),
	rule(fReturn, `回访.*(?:情况|结果|记录|意见)|^企业反馈(?:情况|意见|结果)?$`, ``),
	rule(fReply, `(?:现场|当场).*(?:答复|解答|解决|办理|处理|处置|回应|回复)|(?:答复|解答|解决|办理|处理)情况现场$`, ``),
	rule(fPhone, `(?:电话|手机|手机号|联系方式|号码)$`, `人|及|和|与`),
	rule(fPerson, `责任人|经办人|承办人|联络员|具体负责`, `单位|部门|走访`),
	rule(fContact, `(?:联系人|负责人|法人|法定代表人|受访人|受访者|接待人|对接人|企业.*人员)`, `责任|经办|单位负责人|部门`),
	rule(fVisitors, `(?:走访|调研|入企|参与|参加|带队|服务|访企|陪同).*(?:人员|人|干部|领导|专员|成员|姓名|职务|员)$`, `企业参|受访|被走访`),
	rule(fEnterprise, `(?:受访|被走访|走访对象|服务对象|调研对象).*(?:单位|企业|名称|全称)?$|(?:企业|公司|商户|市场主体|经营主体|商会|厂家).*(?:名称|全称|名)$|(?:走访|受访|反映|诉求|服务|涉及|提出|帮扶|联系|挂钩|来访).*(?:企业|公司|市场主体|经营主体)$`, `类|性质|规模|人|电话|问题内容|问题描述|单位类`),
	rule(fVisitUnit, `^(?:走访|入企|访企).*`+aBody, `对象|企业`),
	rule(fSupervise, `(?:监督|督办|督导|督促|跟踪|问效|包保|纪检).*`+aBody+`|^(?:纪委)?监督(?:检查)?室$`, ``),
	rule(fSupport, `(?:协办|配合|协同|协助|会办|共同|参与|其他责任|其它责任|其余|分办).*`+aBody, ``),
	rule(fVisitUnit, `(?:调研|服务|实施|派出).*`+aBody, `受访|被走访|对象`),
	rule(fLead, `(?:主办|牵头|承办|责任|主责|整改|办理|交办|转办|处置|处理|解决|落实|接办|承接|主管|职能|涉及|主体|协调|拟办|答复|归口|受理).*`+aBody+`|(?:责任|承办|主办|牵头)(?:单位|部门)`, `检查单位|督查单位|填报`),
	rule(fSource, `来源`, ``),
	rule(fCategory, `(?:问题|诉求|事项|困难|涉及|所属|一级|二级).*(?:类别|类型|分类|归类|领域|属性|种类|类目|大类|标签|方面)$`, `企业|行业`),
	rule(fNature, `问题性质`, ``),
	rule(fIndustry, `行业|产业|主营|经营范围|主要产品`, `主管`),
	rule(fTown, `(?:乡镇|镇街|街道|镇街道|乡镇街道|镇)$`, `单位`),
	rule(fRegion, `(?:县市区|县区|区县|所在地|属地|区域|辖区|注册地|地址|所在县|地区|行政区划)$`, `单位`),
	rule(fContent, `^(?:企业)?意见(?:和|与|及)?建议(?:内容)?$|(?:需|需要|希望|请求|要求|提请).*(?:问题|诉求|困难|事项)$`, ``),
	rule(fSteps, `(?:措施|举措|办法|意见|建议)(?:及要求|及时限|及建议|内容|情况)?$`, `企业|问题|反映|诉求|满意|答复`),
	rule(fProgress, `进展|进度`, `状态$`),
	rule(fCompletion, `^(?:是否|有无|是不是|有没有).*(?:办结|完成|解决|化解|整改|落实|办理|到位)|(?:问题|诉求)?是否.*(?:办结|完成|解决|整改|落实)|(?:办理|办结|整改|解决|完成|落实|推进|进展|问题|化解|目前|当前).*(?:状态|与否)$|^(?:办结|完成|解决)(?:情况|结果)?$|(?:完成|办结)情况`, ``),
	rule(fProgress, `(?:办理|处理|处置|解决|落实|整改|推动|推进|跟踪|跟进|协调|跟办).*(?:情况|结果|过程|动态)`, `问题清单`),
	rule(fEffect, `成效|效果`, ``),
	rule(fEvidence, `佐证|证明材料|印证|附件`, ``),
	rule(fGoal, `目标`, ``),
	rule(fLeader, `领导$`, ``),
	rule(fContent, `(?:问题|诉求|困难|隐患|需求|难题|堵点|事项|痛点).*(?:内容|描述|情况|简述|概述|摘要|表现|详情|要点|清单|名称|建议|问题|诉求|困难|隐患|事项|需求|线索|点)?$|具体表现|^意见建议`, `类|来源|属性|性质|领域|状态|标签|人$|数$|量$|时间|日期|单位|部门|企业名称|责任|措施|整改|办理|解决|处理|满意|等级|编号|序号|政策`),
	rule(fNote, `^(?:备注|说明|附注|注)`, ``),
}

const longestGuess = 20 // runes; longer headers are sentences

// guessField reads a header the alias table lacks; bare is without white space, marks
// and brackets. Empty when nothing fits or it is a column of statistics.
func guessField(bare string) string {
	if n := len([]rune(bare)); n < 2 || n > longestGuess || countWord.MatchString(bare) {
		return ""
	}
	for _, r := range guessRules {
		if r.says.MatchString(bare) && (r.unless == nil || !r.unless.MatchString(bare)) {
			return r.field
		}
	}
	return ""
}

// generic lower headers say something only together with the one above them.
var generic = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("时间 日期 单位 部门 人员 名称 全称 情况 是否 内容 类别 类型 分类 来源 电话 联系方式 联系人 姓名 时限 期限 状态 结果 进展 描述 措施 答复 满意度 地址 所在地 企业 问题 负责人 责任人 编号") {
		m[w] = true
	}
	return m
}()

// upperTail is what an upper header says beside its subject: 走访基本情况 → 走访.
var upperTail = regexp.MustCompile(`(?:的)?(?:基本情况|有关情况|相关情况|具体情况|情况|基本信息|信息|要素|工作|环节|阶段|方面)$`)

// combined is the field that a lower header means below an upper one.
func combined(upper, lower string) (field, how string) {
	up, low := headerKey(upper), headerKey(bracketed.ReplaceAllString(squeeze(lower), ""))
	if up == "" || low == "" || len([]rune(up)) > longestGuess {
		return "", ""
	}
	short := upperTail.ReplaceAllString(up, "")
	for _, w := range []string{up + low, short + low} {
		if f := byAlias[w]; f != "" {
			return f, howAlias
		}
	}
	if f := guessField(short + low); f != "" {
		return f, howGuess
	}
	return "", ""
}
