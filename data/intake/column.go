package intake

import (
	"regexp"
	"strings"

	"qinqing/data"
)

// Field is one thing a ledger's column can hold. Key is stable: remembered mappings
// and the raw rows kept beside a record use it.
type Field struct {
	Key  string
	Name string
}

// Keys of the fields.
const (
	fSeq          = "seq"
	fVisitOn      = "visit_on"
	fVisitUnit    = "visit_unit"
	fVisitors     = data.FieldVisitors
	fEnterprise   = "enterprise"
	fUSCC         = "uscc"
	fIndustry     = "industry"
	fRegion       = "region"
	fTown         = "town"
	fContact      = data.FieldContact
	fPhone        = data.FieldPhone
	fContent      = "content"
	fCategory     = "category"
	fNature       = "nature"
	fMeasure      = "measure"
	fSource       = "source"
	fReply        = "reply"
	fLead         = "lead"
	fSupport      = "support"
	fSupervise    = "supervise"
	fRegisterOn   = "register_on"
	fAssignOn     = "assign_on"
	fDue          = "due"
	fProgress     = "progress"
	fCompletion   = "completion"
	fReportOn     = "report_on"
	fDoneOn       = "done_on"
	fReturnOn     = "return_on"
	fReturn       = "return"
	fSatisfaction = "satisfaction"
	fStruck       = "struck"
	fStruckOn     = "struck_on"
	fNote         = "note"
	fGoal         = "goal"
	fSteps        = "steps"
	fPerson       = data.FieldPerson
	fLeader       = data.FieldLeader
	fEffect       = "effect"
	fEvidence     = "evidence"
	fMsgNo        = "message_no"
	fMsgUser      = data.FieldMessageUser
	fMsgTitle     = "message_title"
	fMsgReply     = "message_reply"
)

type column struct {
	Field
	aliases []string // normalised by headerKey; the first are the likeliest
}

// columns is the alias table (DOMAIN §8). An alias belongs to one field only.
var columns = []column{
	{Field{fSeq, "序号"}, words("序号 编号 序 号 no 项次 行号")},
	{Field{fVisitOn, "走访日期"}, words("走访日期 走访时间 走访日 走访调研时间 走访调研日期 调研时间 调研日期 入企时间 入企日期 入企走访日期 入企走访时间 访企日期 访企时间 到访日期 到访时间 走访年月日 服务时间 服务日期 收集走访日期")},
	{Field{fVisitUnit, "走访单位"}, words("走访单位 走访部门 走访机构 走访主体 走访责任单位 调研单位 入企单位 访企单位 走访监督单位 填报走访单位 走访组 走访单位名称 挂钩走访单位 牵头走访单位")},
	{Field{fVisitors, "走访人员"}, words("走访人员 走访人 走访干部 走访领导 走访人员姓名 走访组成员 参加人员 走访领导及人员 调研人员 入企人员 访企人员 走访责任人")},
	{Field{fEnterprise, "企业名称"}, words("企业名称 企业全称 企业 走访企业 走访企业名称 被走访企业 被走访企业名称 受访企业 受访企业名称 单位企业名称 市场主体名称 市场主体 经营主体 经营主体名称 公司名称 企业项目名称 走访对象 反映企业 诉求企业 诉求企业名称 涉及企业 涉及企业名称 调研企业 访问企业 反映主体 企业单位名称")},
	{Field{fUSCC, "统一社会信用代码"}, words("统一社会信用代码 信用代码 社会信用代码 统一信用代码 企业信用代码 企业统一社会信用代码")},
	{Field{fIndustry, "所属行业"}, words("所属行业 行业 行业类别 行业类型 企业行业 所在行业 产业类别 行业领域 企业类型")},
	{Field{fRegion, "所在县（市、区）"}, words("所在县市区乡镇 所在县市区 所在县 县市区 县区 所属县市区 属地 企业所在地 所在地 所在地区 所属区域 区域 所在区域 所属地区 所属辖区 辖区 地区 所在县区 企业属地 企业地址 所在县市区乡镇街道 所在辖区 企业所在县市区 地址 所在位置 行政区划 县市区乡镇")},
	{Field{fTown, "所在乡镇（街道）"}, words("乡镇 乡镇街道 所在乡镇 所在乡镇街道 镇街 所属乡镇 镇街道 所属镇街 街道 所属乡镇街道")},
	{Field{fContact, "企业联系人"}, words("企业联系人及电话 企业联系人 联系人 联系人及电话 联系人及联系电话 联系人及联系方式 企业联系人及联系电话 企业联系人及联系方式 企业负责人 企业负责人及电话 受访人 受访人员 受访人及电话 联系人电话 企业对接人 法定代表人 企业联系人姓名")},
	{Field{fPhone, "联系电话"}, words("联系电话 电话 联系方式 手机 手机号 手机号码 企业联系电话 企业电话 电话号码")},
	{Field{fContent, "反映问题"}, words("反映问题 具体问题 问题内容 企业问题诉求 隐患问题描述 企业反映问题 存在问题 存在的问题 主要问题 问题诉求 反映的问题 问题描述 企业诉求 诉求内容 问题 诉求 反映问题诉求 反映的主要问题 问题及诉求 问题诉求内容 反映问题及诉求 反映的问题和诉求 企业反映的问题 企业反映问题诉求 困难问题 困难和问题 困难诉求 企业困难 企业困难问题 问题具体内容 问题情况 具体诉求 具体问题描述 问题详情 收集问题 收集的问题 反映诉求 主要诉求 意见建议 问题和建议 存在问题及诉求 问题清单 具体问题内容 发现问题 发现的问题 督查发现问题 反馈问题 反馈问题内容 留言详情 留言内容 来信内容 信件内容 咨询内容 事项内容 需协调解决问题 需协调解决的问题 企业需求 企业反映主要问题 企业反映的主要问题")},
	{Field{fCategory, "问题类别"}, words("问题类别 问题类型 问题分类 类别 类型 诉求类别 诉求类型 分类 一级分类 一级标签 诉求分类 问题类目 反映问题类别 反映问题类型 事项类别 问题种类")},
	{Field{fNature, "问题性质"}, words("问题性质 性质")},
	{Field{fMeasure, "措施条目"}, words("措施条目 八条措施 对应措施 对应条目 措施项目 对应八条措施")},
	{Field{fSource, "问题来源"}, words("问题来源 来源 线索来源 反映渠道 来源渠道 问题渠道 诉求来源 发现渠道 收集渠道 问题收集渠道 督查来源")},
	{Field{fReply, "现场答复"}, words("现场答复 现场答复情况 现场解答 现场处理情况 现场解决情况 现场处置情况 当场答复 现场答复内容 现场办理情况 现场处理")},
	{Field{fLead, "主办单位"}, words("主办单位 主办责任单位 牵头单位 牵头责任单位 牵头部门 主办部门 承办单位 承办部门 主责单位 责任单位 责任部门 整改责任单位 问题交办单位 拟交办单位 交办单位 办理单位 整改单位 办理部门 拟交办部门 交办部门 转办单位 责任主体 整改牵头单位 牵头整改单位 承接单位 处理单位 主要责任单位 拟主办单位 交办责任单位 责任单位部门 答复单位 受理单位 受办单位")},
	{Field{fSupport, "协办单位"}, words("协办单位 配合单位 协同单位 配合部门 协办部门 协助单位 责任配合单位 配合责任单位 分办单位 参与单位")},
	{Field{fSupervise, "监督单位"}, words("监督单位 监督部门 督办单位 督导单位 跟踪监督单位 督办部门 监督责任单位 跟踪督办单位 监督检查单位 派驻监督单位 驻点监督单位")},
	{Field{fRegisterOn, "登记日期"}, words("登记日期 登记时间 收集日期 收集时间 受理日期 受理时间 发现日期 发现时间 反映日期 反映时间 收集问题时间 问题收集时间 问题收集日期 录入时间 录入日期 问题登记时间 问题登记日期 留言时间 留言日期 来信时间 来信日期 提交时间 诉求时间 接收时间 收件日期 收件时间 建账时间 建账日期 列入台账时间 问题发现时间 反馈问题时间 登记年月日")},
	{Field{fAssignOn, "交办日期"}, words("交办日期 交办时间 转办日期 转办时间 派单时间 派单日期 下发时间 下发日期 问题交办时间 问题交办日期 交办年月日 移交时间 移交日期 分办时间 分办日期")},
	{Field{fDue, "办结时限"}, words("办结时限 整改时限 完成时限 整改期限 解决问题时限 办理时限 办理期限 完成期限 办结期限 时限 期限 限办日期 限期 要求完成时间 要求办结时间 限办时间 要求完成时限 解决时限 时间要求 完成时限要求 拟完成时间 计划完成时间 预计完成时间 拟办结时间 应办结日期 到期日期 整改时限要求 拟解决时限 整改完成时限 问题解决时限 限时办结 计划完成日期 预计完成日期 承诺办结时限 截止日期 计划办结时间 预计办结时间 办结时限要求 应完成时间 限期完成时间")},
	{Field{fProgress, "办理情况"}, words("办理情况 整改进展 办理进展 进展情况 整改情况 办理进度 进展 落实情况 处理情况 工作进展 推进情况 问题办理情况 整改落实情况 解决情况 办理进展情况 整改进展情况 跟踪办理情况 目前进展 办理过程 当前进展 最新进展 问题整改情况 问题解决情况 处置情况 办理落实情况 整改进度")},
	{Field{fCompletion, "完成情况"}, words("完成情况 完成状态 整改状态 办结情况 办理状态 办结状态 是否办结 是否完成 是否解决 是否整改 是否整改到位 是否完成整改 状态 当前状态 目前状态 问题状态 办理结果 整改结果 完成与否 办结与否 是否已办结 是否已解决 整改完成情况 完成情况已完成基本完成正在推进长期坚持 整改完成状态 完成程度 问题办结情况 是否办理完毕")},
	{Field{fReportOn, "反馈日期"}, words("反馈日期 反馈时间 答复日期 答复时间 回复时间 回复日期 上报日期 办理反馈日期 办理反馈时间 结果反馈时间 结果反馈日期")},
	{Field{fDoneOn, "办结日期"}, words("办结日期 办结时间 实际办结时间 实际办结日期 实际完成时间 实际完成日期 整改完成日期 整改完成时间 完成日期 完成时间 解决日期 解决时间 办理完成时间 办理完成日期 问题解决时间 问题解决日期 问题办结时间 问题办结日期 整改到位时间 已完成日期 已完成时间 实际整改完成时间")},
	{Field{fReturnOn, "回访日期"}, words("回访日期 回访时间 企业回访时间 企业回访日期")},
	{Field{fReturn, "回访情况"}, words("回访情况 回访结果 回访 企业回访情况 回访记录 企业反馈 企业反馈情况 企业意见")},
	{Field{fSatisfaction, "企业满意度"}, words("企业满意度 满意度 满意情况 企业评价 满意度评价 是否满意 企业是否满意 评价 回访满意度 满意程度 企业满意情况 企业满意度评价 满意度情况 企业满意程度 满意吗 企业满意吗")},
	{Field{fStruck, "是否销号"}, words("是否销号 销号 销号情况 是否已销号 销号状态 是否办结销号 是否完成销号 是否同意销号 是否予以销号 销号与否 是否对账销号")},
	{Field{fStruckOn, "销号日期"}, words("销号日期 销号时间 办结销号时间 销号年月日 办结销号日期 对账销号日期")},
	{Field{fNote, "备注"}, words("备注 说明 备注说明 其他说明 备注情况 备 注")},
	{Field{fGoal, "整改目标"}, words("整改目标 目标 工作目标")},
	{Field{fSteps, "整改措施"}, words("整改措施 措施 解决措施 工作措施 办理措施 具体措施 解决办法 整改举措 具体举措 工作举措 拟采取措施 办理意见")},
	{Field{fPerson, "责任人"}, words("责任人 经办人 具体责任人 承办人 责任人员 联系人责任人 整改责任人 直接责任人 负责人")},
	{Field{fLeader, "责任领导"}, words("牵头领导 责任领导 分管领导 挂钩领导 包案领导 领办领导 市领导 县领导")},
	{Field{fEffect, "整改成效"}, words("整改成效 成效 工作成效 取得成效 办理成效")},
	{Field{fEvidence, "佐证材料"}, words("佐证材料 证明材料 附件 佐证 印证材料 相关材料")},
	{Field{fMsgNo, "留言编号"}, words("留言编号 信件编号 来信编号 工单编号 工单号 诉求编号")},
	{Field{fMsgUser, "留言用户"}, words("留言用户 留言人 网友 网友昵称 来信人 诉求人 留言网友")},
	{Field{fMsgTitle, "留言主题"}, words("留言主题 留言标题 信件标题 来信标题 标题 主题")},
	{Field{fMsgReply, "答复意见"}, words("答复意见 答复内容 回复内容 回复意见 答复情况 回复情况 官方回复")},
}

func words(s string) []string {
	out := strings.Fields(s)
	for i := range out {
		out[i] = headerKey(out[i])
	}
	return out
}

func fieldName(key string) string {
	for _, c := range columns {
		if c.Key == key {
			return c.Name
		}
	}
	return key
}

var byAlias = func() map[string]string {
	m := map[string]string{}
	for _, c := range columns {
		for _, a := range append([]string{headerKey(c.Name)}, c.aliases...) {
			if m[a] == "" {
				m[a] = c.Key
			}
		}
	}
	return m
}()

// aliasRank is an alias's place among those of its field: the first are the likeliest.
var aliasRank = func() map[string]int {
	m := map[string]int{}
	for _, c := range columns {
		for i, a := range append([]string{headerKey(c.Name)}, c.aliases...) {
			if _, ok := m[a]; !ok {
				m[a] = i
			}
		}
	}
	return m
}()

var bracketed = regexp.MustCompile(`[(\[{【〔〈《][^)\]}】〕〉》]*[)\]}】〕〉》]`)

// headerKey is the form in which headers are compared: no white space, marks,
// stars or numbering.
func headerKey(s string) string {
	s = strings.ToLower(squeeze(s))
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("()[]{}【】〔〕〈〉《》,.;:、。!?/\\-—_*“”\"'‘’#|·", r) {
			return -1
		}
		return r
	}, s)
}

// fieldOf finds the field a header means: as it is, or without what stands in brackets.
func fieldOf(header string) string {
	if strings.TrimSpace(header) == "" || countUnit.MatchString(squeeze(header)) {
		return ""
	}
	if f := byAlias[headerKey(header)]; f != "" {
		return f
	}
	if f := byAlias[headerKey(bracketed.ReplaceAllString(squeeze(header), ""))]; f != "" {
		return f
	}
	bare := bareHeader(header)
	if f := byAlias[bare]; f != "" {
		return f
	}
	return byAlias[strings.TrimSuffix(bare, "名称")]
}

// bareHeader is a header without brackets, numbering and remarks such as 必填.
func bareHeader(header string) string {
	bare := headerKey(bracketed.ReplaceAllString(squeeze(header), ""))
	bare = strings.TrimLeft(bare, "0123456789")
	for _, tail := range []string{"必填", "选填", "可选"} {
		bare = strings.TrimSuffix(bare, tail)
	}
	return bare
}

// guessOf is guessField for a header as the file has it: without its brackets, else
// with them.
func guessOf(header string) string {
	if countUnit.MatchString(squeeze(header)) {
		return ""
	}
	if f := guessField(bareHeader(header)); f != "" {
		return f
	}
	return guessField(headerKey(header))
}
