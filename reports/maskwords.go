package reports

import "strings"

// The words below decide where an enterprise's name begins and ends in running
// text. They err on the side of hiding too much.

// Classes of words that name parts are told by.
const (
	wordCommon   int32 = iota + 1 // ordinary words: a name does not reach over them
	wordIndustry                  // trades and fillers inside names: 陶瓷, 科技, 加工
	wordPlace                     // 晋江, 晋江市
)

// strongSuffixes end a registered name; weakSuffixes also end ordinary words.
var (
	strongSuffixes = strings.Fields(`股份有限公司 有限责任公司 集团股份有限公司 集团有限责任公司 集团有限公司 有限公司 股份公司 集团公司
		有限合伙 普通合伙 专业合作社 合作社 合作联社 商行 经营部 经销部 门市部 工作室 服务部 营业部 事务所 个体工商户 家庭农场`)
	weakSuffixes = strings.Fields(`公司 分公司 子公司 总公司 集团 总厂 分厂 加工厂 厂 店 分店 总店 商店 酒店 饭店 药店 中心 宾馆 酒楼 超市 养殖场 加油站
		商贸行 贸易行 茶行 茶庄 农场 商号 商社 联社 作坊`)
)

// notSuffix lists words that only look like a suffix followed by something.
var notSuffix = strings.Fields(`厂房 厂区 厂家 厂商 厂长 厂址 厂内 厂里 厂外 厂门 厂子 店铺 店面 店员 店主 店长 店内 店里
	中心城 中心小学 中心镇 中心村 中心任务 中心工作 公司法 集团化 集团军 中心思想`)

// publicBefore stands before 中心 in the names of public bodies.
var publicBefore = strings.Fields(`服务 管理 审批 指挥 交易 政务 监测 保障 调度 便民 公积金 控制 检测 鉴定 招标 采购 应急 档案 12345 城市 市 县 区`)

var industryWords = strings.Fields(`平台 国有 总包 分包 施工 陶瓷 瓷业 瓷 纺织 织造 服装 服饰 制衣 鞋业 鞋服 鞋材 鞋塑 箱包 机械 机电 电子 电器 电气 科技 技术 信息 网络 软件 智能 数字 食品 饮料 茶叶 茶业
	建材 石材 石业 石英 水暖 卫浴 五金 铝业 钢铁 钢构 金属 模具 塑料 塑胶 塑业 橡胶 化工 化纤 材料 新材料 环保 能源 新能源 电力 供电 电网 燃气 自来水 水务 光电 光伏
	贸易 商贸 进出口 外贸 电商 电子商务 物流 运输 仓储 快递 货运 工艺品 工艺 工艺美术 礼品 玩具 伞业 雨具 家具 家居 木业 竹业 香业 藤铁 纸业 包装 印刷 印务 彩印
	医药 药业 医疗 医疗器械 器械 生物 生物科技 农业 农林 林业 渔业 水产 养殖 种植 畜牧 生态 园林 旅游 文化 传媒 广告 教育 培训 咨询 管理 服务 投资 控股 实业 工业 产业 企业 企业管理
	建设 建筑 工程 装饰 装修 设计 房地产 置业 物业 开发 发展 经营 销售 制造 加工 生产 设备 汽车 汽配 摩托 船舶 轴承 阀门 消防 消防器材 烟花 鞭炮 珠宝 黄金 玉器 日用品 日化 化妆品 母婴
	餐饮 酒业 酿酒 粮油 面粉 水泥 混凝土 砂石 矿业 石化 石油 再生 再生资源 回收 劳务 人力 人力资源 保安 家政 保险 担保 小额贷款 融资租赁 供应链 国际 股份 集团 联合 农民 专业 综合 专用 定制 烘焙
	污水 处理 垃圾 焚烧 发电 热电 电 水 茶 鞋 衣 纸 砖 瓦 酒 药 布 石 木`)

var commonWords = strings.Fields(`我们 你们 他们 它们 咱们 大家 企业 公司 单位 部门 政府 问题 情况 工作 反映 走访 调研 了解 发现 收集 表示 认为 希望 建议 要求 请求 申请 提出 提交 提供 协调 解决 帮助 支持 推动 督促
	督办 交办 办理 处理 整改 落实 完成 推进 加快 加强 进一步 及时 目前 现在 当前 近期 今年 去年 明年 本月 上月 今日 昨日 由于 因为 因此 所以 但是 而且 并且 以及 或者 如果 关于 对于 根据 按照 通过 经过 其中 其它 其他
	存在 需要 需求 缺少 缺乏 不足 困难 资金 贷款 融资 用工 招工 用地 土地 用电 用水 审批 手续 许可 执照 执法 检查 监管 政策 兑现 补贴 奖励 拖欠 货款 工程款 账款 项目 园区 配套 道路 交通 停车 人才 子女 就学 入学 员工 工人 职工
	附近 周边 路旁 旁 旁边 隔壁 对面 门口 位于 位处 地处 属于 隶属 负责 联系 联系人 电话 手机 负责人 法人 法定代表人 老板 经理 总经理 董事长 主任 局长 投诉 举报 诉求 事项 事宜 合同 协议 合作 供货 供应 采购 购买 销售给
	安排 组织 召开 开展 进行 实行 实施 参加 参与 一家 两家 三家 多家 几家 各家 该家 这家 那家 某家 前往 来到 赶到 赴 联合 会同 陪同 带领 深入 走进 回访 电话回访 现场 实地 邻近 毗邻 相邻 长期 一直 经常 多次 再次 首次 已经 尚未 没有 可以 能够 应当 必须
	分别 同时 此外 另外 例如 比如 包括 涉及 属 欠 与 及 或 被 把 将 向 从 由 给 让 使 叫 为 是 在 到 去 找 问 等 的 了 着 过 得 地 之 并 且 而 但 也 都 还 又 再 只 就 才 该 此 这 那 哪 每 各 其 我 你 他 她 它 们`)

var builtinPlaces = strings.Fields(`中国 福建省 福建 泉州市 泉州 鲤城区 鲤城 丰泽区 丰泽 洛江区 洛江 泉港区 泉港 晋江市 晋江 石狮市 石狮 南安市 南安 惠安县 惠安 安溪县 安溪 永春县 永春 德化县 德化 金门县
	厦门市 厦门 福州市 福州 漳州市 漳州 莆田市 莆田 三明市 三明 龙岩市 龙岩 南平市 南平 宁德市 宁德 闽南 台商投资区`)

// commonShorts are words too ordinary to stand for one enterprise.
var commonShorts = strings.Fields(`发展 建设 经济 中国 华侨 东方 南方 北方 西部 东部 世界 国际 环球 全球 海峡 海西 城市 乡村 人民 群众 社会 国家 地方 中心 新型 现代 时代 未来 创新 创业 绿色 生态 健康 安全 质量 效率 品牌
	市场 市区 县城 镇区 第一 第二 第三 第四 第五 联合 综合 合作 协作 统一 平安 和谐 幸福 美好 共同 共享 共赢 诚信 信用 信息 金融 银行 信贷 税务 财政 海关 法院 公安 消防 应急 环境 环卫 交通 水利 电力 自然 资源 能源
	大同 光明 长城 长江 黄河 东海 南海 高峰 高新 先进 优质 优化 提升 服务 管理 监督 整改 走访 问题 企业 公司 工厂 厂房 项目 工程 材料 设备 产品 商品 客户 用户 员工 职工 工人 人才 技术 科技 研究 设计 教育 培训 文化 旅游
	物流 运输 仓库 道路 公路 铁路 港口 码头 机场 园区 开发 投资 贸易 进出 出口 进口 内销 外销 销售 采购 生产 制造 加工 农村 农业 农民 工业 商业 林业 渔业 今天 明天 昨天 上午 下午 春天 夏天 秋天 冬天 东南 西北 西南 东北`)

var titles = strings.Fields(`总经理 副总经理 董事长 副董事长 法定代表人 法人代表 负责人 联系人 经理 厂长 副厂长 店长 老板娘 老板 女士 先生 小姐 主任 副主任 局长 副局长 科长 副科长 所长 处长 书记 副书记 镇长 县长 区长 会计 出纳 厂办 办公室
	总监 主管 秘书 助理 总 董 法人 师傅 同志 组长 股长 站长 院长 校长 工程师`)

// jobWords stand in contact fields and are nobody's name.
var jobWords = strings.Fields(`联系电话 联系方式 联系 电话 手机 手机号 微信 姓名 财务 行政 销售 人事 前台 生产 采购 业务 后勤 客服 部门 公司 企业 本人 同上 无 暂无 不详 保密 匿名 工作人员 值班 值班人员 法务 技术 质检 仓库 车间 老板娘 干部 职工 员工 联络员 网格员 专班 全体 班子成员`)

// surnames without those that are also particles or common words.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石韦贾夏付邹熊孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤庄柯洪施纪颜"

// ignored tells the runes that matching of known names looks through.
const ignored = " \t\r\n\u00a0\u200b\u200c\u200d\ufeff()[]{}<>〔〕【】「」『』《》〈〉“”‘’\"'·•・-—–‐_*.~`"
