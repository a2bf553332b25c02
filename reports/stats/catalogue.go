package stats

import "slices"

// catalogue is the one list of figures, in printed order. Texts follow the rules of
// the office's figures word by word; a changed text is a changed 口径.
var catalogue = slices.Concat(callFigures, flowFigures, stockFigures, totalFigures, rateFigures, recordFigures)

var callFigures = []*figure{
	flow("走访家次", "家次", "本期内的走访次数：同一单位同日走访同一企业计1次；联合走访在合计中计1次，在各走访单位各计1次。", sum(sCall), flowSpans).dims(callDims, regionDims),
	flow("走访企业", "家", "本期走访过的不同企业数，去重计算；跨单位、跨月不可相加，合计单独去重。", sum(sVisited), flowSpans).dims(callDims, nil),
	flow("累计走访家次", "家次", "自起算日至期末的走访次数，计法同走访家次。", sum(sCall), totalSpans).dims(callDims, regionDims),
	flow("累计走访企业", "家", "自起算日至期末走访过的不同企业数，去重计算，不可由各月或各单位相加。", sum(sVisited), totalSpans).dims(callDims, nil),
	rate("覆盖率", "自起算日至期末走访过且在名单内的企业数÷名单企业数；名单（或家数）由本单位录入并注明来源和日期，取期末前最近一份；没有名单的不计算。", "走访过的名单内企业（家）", "名单企业（家）", sum(sCovered), sum(sListed), totalSpans).dims(regionDims, nil).counted(asCovered, "走访过的名单内企业（家）", "名单企业（家）"),
	rate("走访满意率", "本期走访当场的满意度：非常满意、满意、基本满意÷有效评价。", "非常满意＋满意＋基本满意（家次）", "有效评价（家次）", sum(sCallSatisfied), sum(sCallAnswer), fullSpans).dims(callDims, nil),
}

var flowFigures = []*figure{
	flow("登记问题", "个", "登记日在本期的问题；每个问题只登记一次，重启不算登记；登记日为推定的列入补录登记。", sum(sRegister), flowSpans).noted(sRegisterInferred, "另有补录登记 %d 个，未计入"),
	flow("补录登记", "个", "登记日为推定、且推定日在本期的问题，不计入登记问题。", sum(sRegisterInferred), flowSpans),
	flow("交办", "个", "本期首次交办的问题；再次交办只计入交办件次。", sum(sAssign), fullSpans),
	flow("交办件次", "件次", "本期交办的次数，含同一问题的再次交办。", sum(sAssign, sAssignAgain), fullSpans),
	flow("反馈", "个", "本期首次反馈的问题；再次反馈只计入反馈件次。", sum(sReport), fullSpans),
	flow("反馈件次", "件次", "本期反馈的次数，含同一问题的再次反馈。", sum(sReport, sReportAgain), fullSpans),
	flow("办结", "件次", "本期审核通过（由在办转为办结）的次数，以审核通过日为准；办结日为推定的列入补录办结，由长期坚持办结的列入长期办结。", sum(sResolve), flowSpans).noted(sResolveInferred, "其中 %d 个无办结日期，未计入"),
	flow("补录办结", "件次", "办结日为推定、且推定日在本期的办结，不计入办结。", sum(sResolveInferred), flowSpans),
	flow("长期办结", "件次", "本期由长期坚持转为办结的次数。", sum(sResolveLong), flowSpans),
	flow("销号", "件次", "本期销号的次数；销号日为推定的列入补录销号。", sum(sStrike), flowSpans).noted(sStrikeInferred, "其中 %d 个无销号日期，未计入"),
	flow("补录销号", "件次", "销号日为推定、且推定日在本期的销号，不计入销号。", sum(sStrikeInferred), flowSpans),
	flow("退回", "件次", "本期审核不通过、退回重办的次数。", sum(sSendBack), fullSpans),
	flow("办结后退回", "件次", "本期因回访不认可，由已办结退回办理的次数。", sum(sRework), fullSpans),
	flow("重启", "件次", "本期由已销号重新启动办理的次数。", sum(sReopen), fullSpans),
	flow("延期", "件次", "本期批准延期的次数。", sum(sExtend), fullSpans),
	flow("不予受理", "件次", "本期不予受理或转他处的次数。", sum(sDecline), fullSpans).inside(),
	flow("移送终结", "件次", "本期移送问题线索而终结的次数，仅供内部掌握。", sum(sClue), fullSpans).inside(),
	flow("转出", "件次", "本期不予受理、转他处及其他转出的次数。", sum(sDecline, sClue), fullSpans),
	flow("转长期", "件次", "本期经批准转为长期坚持的次数。", sum(sToLong), flowSpans),
	flow("长期转回", "件次", "本期由长期坚持转回办理的次数。", sum(sFromLong), flowSpans),
	flow("转办入", "件次", "本期由其他主办单位转来的次数（合计中与转办出相等）。", sum(sTransferIn), flowSpans),
	flow("转办出", "件次", "本期转给其他主办单位的次数。", sum(sTransferOut), flowSpans),
	flow("改类入", "件次", "本期由其他类别改入的次数（合计中与改类出相等）。", sum(sRecatIn), flowSpans),
	flow("改类出", "件次", "本期改为其他类别的次数。", sum(sRecatOut), flowSpans),
	flow("回访", "件次", "本期联系上企业的回访次数。", sum(sReturnVisit), fullSpans),
	flow("本期逾期办结", "件次", "本期办结、且有效反馈日（审核通过的那次反馈的报送日）晚于当时有效期限的。", sum(sResolveDue).less(sOnTime), flowSpans),
}

var stockFigures = []*figure{
	opening("期初在办", "本期第一天之前一天终了时，已登记、未办结的问题（不含长期坚持、已转出）。", sum(sO0), rolePeriod),
	opening("期初长期坚持", "期初经批准长期坚持、不设期限的问题。", sum(sL0), rolePeriod),
	opening("期初待销号", "期初已办结、未销号的问题。", sum(sR0), rolePeriod),
	opening("期初未销号", "期初在办＋长期坚持＋待销号。", sum(sO0, sL0, sR0), rolePeriod),
	opening("期初已销号", "期初已销号的问题（自有台账以来）。", sum(sStrike, sStrikeInferred).less(sReopen), roleEverStart),
	opening("期初转出", "期初已转出的问题（自有台账以来）。", sum(sDecline, sClue), roleEverStart),
	stock("期末在办", "本期最后一天终了时，已登记、未办结的问题（不含长期坚持、已转出）。", sum(sO), rolePeriod),
	stock("期末长期坚持", "期末经批准长期坚持、不设期限的问题。", sum(sL), rolePeriod),
	stock("期末待销号", "期末已办结、未销号的问题。", sum(sR), rolePeriod),
	stock("期末未销号", "期末在办＋长期坚持＋待销号。", sum(sO, sL, sR), rolePeriod),
	stock("期末已销号", "期末已销号的问题（自有台账以来）。", sum(sStrike, sStrikeInferred).less(sReopen), roleEver),
	stock("期末转出", "期末已转出的问题（自有台账以来）。", sum(sDecline, sClue), roleEver),
	stock("期末不予受理", "期末不予受理或转他处的问题（自有台账以来）。", sum(sDecline), roleEver).inside(),
	stock("期末移送终结", "期末已移送终结的问题（自有台账以来），仅供内部掌握。", sum(sClue), roleEver).inside(),
	stock("期末逾期", "期末在办中，有效期限在期末之前（期末当天到期不算）、且没有按期报送并在等待审核的反馈；无期限、长期坚持和期限起算日为推定的不计。", sum(sOverdue), rolePeriod),
}

var totalFigures = []*figure{
	flow("累计登记", "个", "自起算日至期末登记的问题，含补录登记，即在办＋长期坚持＋待销号＋已销号＋转出。", sum(sRegister, sRegisterInferred), totalSpans).noted(sRegisterInferred, "其中补录登记 %d 个"),
	flow("累计办结", "个", "自起算日至期末登记的问题中，期末为待销号或已销号的（按问题个数，重启或退回后未再办结的不计）。", sum(cR, cX), totalSpans),
	flow("累计办结件次", "件次", "自起算日至期末各期办结件次之和，含以前登记的问题。", sum(sResolve), totalSpans).noted(sResolveInferred, "其中 %d 个无办结日期，未计入"),
	flow("累计销号", "个", "自起算日至期末登记的问题中，期末为已销号的（按问题个数）。", sum(cX), totalSpans),
	flow("累计销号件次", "件次", "自起算日至期末各期销号件次之和，含以前登记的问题。", sum(sStrike), totalSpans).noted(sStrikeInferred, "其中 %d 个无销号日期，未计入"),
}

const cohortText = "自起算日至期末登记（含补录登记）的问题"

var rateFigures = []*figure{
	rate("办结率", cohortText+"中，期末为待销号或已销号的÷全部（扣除长期坚持和已转出的）。", "待销号＋已销号（个）", "累计登记－长期坚持－转出（个）", sum(cR, cX), sum(cO, cR, cX), totalSpans),
	rate("本期登记办结率", "本期登记的问题（不含补录登记）中，期末为待销号或已销号的÷全部（扣除长期坚持和已转出的）。", "待销号＋已销号（个）", "本期登记－长期坚持－转出（个）", sum(cR, cX), sum(cO, cR, cX), flowSpans),
	rate("销号率", cohortText+"中，期末已销号的÷全部（扣除长期坚持和已转出的）。", "已销号（个）", "累计登记－长期坚持－转出（个）", sum(cX), sum(cO, cR, cX), totalSpans),
	rate("办结后销号率", cohortText+"中，期末已销号的÷已办结的（待销号＋已销号）。", "已销号（个）", "待销号＋已销号（个）", sum(cX), sum(cR, cX), totalSpans),
	rate("按时办结率", "本期办结中，有效反馈日不晚于当时有效期限的÷有期限且日期为实录的办结。", "按时办结（件次）", "有期限且日期为实录的办结（件次）", sum(sOnTime), sum(sResolveDue), fullSpans),
	rate("按原期限按时办结率", "分母同按时办结率，分子按延期前的最初期限判断。", "按最初期限按时办结（件次）", "有期限且日期为实录的办结（件次）", sum(sOnTimeFirst), sum(sResolveDue), fullSpans),
	rate("退回率", "退回重办÷审核次数（通过＋退回）。", "退回重办（件次）", "审核通过＋退回重办（件次）", sum(sSendBack), sum(sPass, sSendBack), fullSpans),
	rate("回访率", "本期办结、且至期末已联系上企业回访的÷本期办结（扣除无法回访并注明原因的）。", "已回访（件次）", "办结－无法回访（件次）", sum(sReached), sum(sResolve, sReachedAfter).less(sUnreachable), fullSpans),
	rate("满意率", "回访评价中非常满意、满意、基本满意÷有效评价（五档）；每个问题取最后一次评价；没有日期的评价只计入累计。", "非常满意＋满意＋基本满意（个）", "有效评价（个）", sum(sSatisfied), sum(sAnswer), fullSpans).
		total(sum(sSatisfied, sSatisfiedInferred), sum(sAnswer, sAnswerInferred)),
	rate("平均办理工作日", "本期办结的，自交办次日至有效反馈日的工作日数的平均（当日办结为0；等待时间不扣除；重启的自重启日起算；日期为推定的不计）。", "办理工作日之和", "办结（件次）", sum(sDays), sum(sDays), fullSpans).days(asDays),
	rate("办理工作日中位数", "平均办理工作日同一批办结的中位数。", "", "办结（件次）", sum(sDays), sum(sDays), fullSpans).days(asMedian),
}

func (d *figure) days(h how) *figure {
	d.how, d.Unit, d.Percent = h, UnitWorkdays, false
	return d
}

var recordFigures = []*figure{
	rate("承诺提速", "（法定工作日－承诺工作日）÷法定工作日；多个事项按天数之和计算，不取各事项比率的平均。", "法定－承诺（工作日）", "法定（工作日）", sum(sStatutory).less(sPromised), sum(sStatutory), flowSpans).dims(leadDims, nil),
	rate("实际提速", "（法定工作日－实际工作日）÷法定工作日；实际为该事项本期办件的中位数；多个事项按天数之和计算；本期无办件的事项不计。", "法定－实际（工作日×2）", "法定（工作日×2）", sum(sActualStatutory2).less(sActual2), sum(sActualStatutory2), flowSpans).dims(leadDims, nil).noted(sActualCases, "办件 %d 件"),
	rate("政策公开率", "应公开的惠企政策中，至期末已公开的÷应公开的。", "已公开（项）", "应公开（项）", sum(sPublished), sum(sPolicies), fullSpans).dims(allOnly, nil),
	rate("兑现率", "已兑付金额÷应兑付金额（万元），至期末已付的计入。", "已兑付（分）", "应兑付（分）", sum(sPaidFen), sum(sDueFen), fullSpans).dims(allOnly, nil),
	flow("兑付申请", "件", "至期末已申请兑付的惠企资金件数（没有申请日的不计）。", sum(sApplied), fullSpans).dims(allOnly, allOnly),
	flow("应兑付资金", UnitMoney, "应兑付的惠企资金。", sum(sDueFen), fullSpans).dims(allOnly, allOnly).counted(asMoney, "应兑付（分）", ""),
	flow("已兑付资金", UnitMoney, "至期末已兑付的惠企资金。", sum(sPaidFen), fullSpans).dims(allOnly, allOnly).counted(asMoney, "已兑付（分）", ""),
	flow("兑付件数", "件", "至期末已兑付的申请件数。", sum(sPaid), fullSpans).dims(allOnly, allOnly),
	flow("兑付企业", "家", "至期末已兑付的不同企业数，去重计算。", sum(sPaidFirms), fullSpans).dims(allOnly, nil),
	rate("平均兑付工作日", "已兑付的申请，自申请次日至付款日的工作日数的平均（缺日期的不计）。", "兑付工作日之和", "有日期的兑付（件）", sum(sPayDays), sum(sPayCases), fullSpans).dims(allOnly, nil).days(asMean),
	typed("建议", "条"), typed("座谈会", "场"), typed("监督卡", "张"), typed("约谈", "人次"), typed("建章立制", "项"),
}

// typed is a 手录事项: dated entries typed by the office, which no record holds.
func typed(name, unit string) *figure {
	return flow(name, unit, "手录事项：按发生日录入的数量之和。", sum(), fullSpans).dims(allOnly, allOnly).counted(asTyped, name, "")
}
