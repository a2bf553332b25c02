package reports

import (
	"slices"
	"strings"
)

// The surnames below are those common in China, single and of two characters. They
// only count before or behind a title, or behind 联系人 and the like.

// surnames are hardly ever the end of an ordinary word.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石韦贾夏付邹熊孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤庄柯洪施纪颜" +
	"傅高翁卓康乔赖庞樊兰殷翟倪牛芦俞鲁葛伍申尤聂丛焦邢岳齐梅祝涂祁舒耿牟卜詹苗凌费靳童欧甄裴霍隋阮桂闵柴冉辜吉饶刁瞿戚丘滕邬臧宫苟褚娄符奚穆燕郎姬屠郜晏栾郁蒙喻窦敖糜鄢仇艾蓝巩仲虞卞冼佟栗匡巫鞠桑荆谌岑胥蔺湛狄麻昝裘缪宣" +
	"贲杭诸钮嵇荀於惠芮金方白温章季柳辛谷关屈鲍甘景柏宁古池晋廉简谈连冷楚官宗云昌凤皮元危骆滑荣羊羿汲邴井乌巴弓牧郗仰伊厉戎祖幸韶印宿怀蒲鄂索咸籍阴苍莘贡劳逄扶堵宰郦雍璩濮寿扈冀郏浦尚阎慕茹习宦鱼慎戈庾居衡满弘寇禄阙沃蔚" +
	"夔隆师厍晁勾訾阚沙乜丰巢蒯桓竺逯盖兴闻苑盘甯揭练肇郄衣亓仝仉佘俎冶况刑卿姒宓尉巨忻恽拓敬旷暴朴楼檀洛涿漆牵玄矫禹竹粟罕腾艳莱虎衷诺贝赫遇邝邰郸郇郤释锁闪陕隽雒颛鲜麦"

// shySurnames are particles and parts of words as well: they count only where a name
// can begin.
const shySurnames = "于时解应成平全单管常计项班车党支广水农国海查步相充双初盛商司东明容空红通终能利益毕强游房米花路文库养家权华边席殿安易包卫曲鄞储位左原植隗阳邸来生乐落火舍战税教展律勇凡旺庆帅香雪黑铁顿"

// compoundSurnames are those of two characters.
var compoundSurnames = wordTrie(`欧阳 司徒 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 夏侯 轩辕 钟离 南宫 西门 独孤 呼延 端木 百里 东郭 闾丘 澹台 濮阳 淳于 单于
	太史 申屠 公羊 赫连 万俟 闻人 司空 宗政 仲孙 鲜于 拓跋 公冶 太叔 司寇 巫马 公西 漆雕 乐正 壤驷 公良 夹谷 宰父 谷梁 段干 东门 南门 羊舌 微生 梁丘 左丘 第五 贺兰 张简 范姜`)

// notGiven hardly ever stands in a given name but ends the names of offices and places.
const notGiven = "区县市镇乡村局部科室处委办司厂店院校站所会组门目位间队社街府场厅省馆岗"

// notNames are words that begin or end with a surname and stand before a title: 项目经理.
var notNames = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range [][]string{commonWords, commonShorts, industryWords, strings.Fields(`项目 单位 车间 支部 党委 党组 党政 党工 党群 纪委 监委 管委 居委 常务 常委 方面 高新 高级 高层 广告 计划 计生 计财 安保 安监 安置
		司法 司机 法务 班组 车队 车行 商场 商会 白酒 金牌 房产 房管 国土 国资 国企 海洋 海事 海鲜 水产 水果 水电 广大 路政 边防 农场 农办 文旅 文明 华侨 通讯 包装 明确 明星 全体 全权 全程 常规 时任 现任 前任 历任 原任 曾任 继任 上任 离任 担任 兼任 连任 首任
		石化 江滨 马路 高校 高中 高铁 金库 关键 关联 连锁 温泉 牛奶 牛肉 钟表 钟点 毛坯 黄牛 林场 田园 池塘 沙石 沙场 丰富 古城 古镇 荣誉 简单 简报 谈判 冷库 冷链 满意 章程 方案 方法 方便 白天 左右 官方 宗教 云端 元旦 危房 危险 印章 居民 尚未
		对方 我方 甲方 乙方 丙方 双方 地方 警方 校方 厂方 资方 供方 需方 各方 多方 一方 中方 外方 东方 基金 现金 奖金 租金 押金 礼金 薪金 定金 税金 五金 提高 最高 较高 明白 公关 相关 有关 机关 海关 公章 盖章 规章 年龄 四季 旺季 淡季 安宁 中华
		大堂 过程 流程 课程 日程 里程 上海 青海 大连 一连 普通 交通 沟通 流通 开通 由于 关于 对于 至于 终于 等于 及时 按时 临时 同时 当时 小时 现时 平时 随时`)} {
		for _, w := range list {
			if len([]rune(w)) > 1 {
				m[w] = true
			}
		}
	}
	delete(m, "高峰") // people's names
	delete(m, "黄河")
	return m
}()

// beforeName are the characters after which a name may begin though no mark parts them.
const beforeName = "与和及跟同向由找请对给问被让叫是、经到称"

// afterTitle are, by the last character of a title, those that make another word of it:
// 曾经理顺, 办事处长期, 商会计划, 秘书记录, 首先生产.
var afterTitle = map[rune]string{'理': "顺论由念性智财", '长': "期远效久假大", '计': "划算", '记': "录载", '生': "产活", '任': "务", '板': "块", '姐': "妹"}

func runeSet(s string) map[rune]bool {
	m := map[rune]bool{}
	for _, r := range s {
		m[r] = true
	}
	return m
}

var (
	surnameSet    = runeSet(surnames)
	shySurnameSet = runeSet(shySurnames)
	notGivenSet   = runeSet(notGiven)
	beforeNameSet = runeSet(beforeName)
)

// surnameAt is the length of the surname that begins at i; 0 if there is none. bare is for
// a name without a title behind it, where less is taken for one.
func (t *scan) surnameAt(i int, bare bool) int {
	r := t.folded[i]
	if end, v := compoundSurnames.longest(t.folded, i); v != 0 {
		return end - i
	}
	switch {
	case shySurnameSet[r]:
		if bare || !t.nameMayBegin(i) {
			return 0
		}
		return 1
	case surnameSet[r]:
		return 1
	}
	return 0
}

func (t *scan) nameMayBegin(i int) bool {
	return i == 0 || !nameRune(t.folded[i-1]) || beforeNameSet[t.folded[i-1]]
}

// likeName says whether [from, to), which begins with a surname of size characters, can be
// a person's name and is no part of an ordinary word.
func (t *scan) likeName(from, to, size int) bool {
	if size == 1 && (from > 0 && to == from+1 && notNames[string(t.folded[from-1:to])] || to >= from+2 && notNames[string(t.folded[from:from+2])]) {
		return false
	}
	if _, said := saidWords.longest(t.folded, from+size); said != 0 && to > from+size {
		return false
	}
	return !slices.ContainsFunc(t.folded[from+size:to], func(r rune) bool { return notGivenSet[r] })
}
