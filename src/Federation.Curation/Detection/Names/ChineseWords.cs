namespace Federation.Curation.Detection.Names;

/// <summary>Words beside which a name stands.</summary>
internal static class ChineseWords
{
    private const string Before =
        "姓名 名字 名叫 联系人 聯絡人 收件人 收货人 寄件人 签收人 负责人 经办人 代表人 申请人 持卡人 开户人 委托人 受益人 被告人 嫌疑人 当事人 证人 法人 患者 病人 客户 客人 "
        + "车主 业主 户主 房东 租客 备注 乘客 旅客 学生 同学 员工 职工 会员 用户 买家 卖家 店主 汇至 转给 记者 作者 编辑 主编 导演 演员 歌手 主持人 教练 主帅 主教练 队长 "
        + "队员 球员 门将 前锋 后卫 中场 选手 冠军 主席 总统 总理 部长 省长 市长 县长 镇长 村长 书记 局长 处长 科长 院长 校长 所长 厂长 行长 会长 秘书长 司长 厅长 主任 "
        + "经理 总监 总裁 董事长 创始人 工程师 设计师 分析师 律师 医生 医师 护士 教授 博士 老师 专家 学者 院士 研究员 讲师 作家 诗人 画家 明星 影星 歌星 巨星 名将 老将 小将 "
        + "女星 男星 艺人 模特 妻子 丈夫 儿子 女儿 父亲 母亲 爸爸 妈妈 哥哥 弟弟 姐姐 妹妹 外号 署名 笔名 化名 原名 字 我叫 他叫 她叫 我是 名为 姓 昨天 叫做 同事 朋友 "
        + "网友 市民 居民 村民 司机 警察 民警 战士 士兵 烈士 先生 女士 小姐 候选人 发言人 "
        + "首相 外长 财长 防长 大使 特使 委员长 参谋长 司令 政委 军长 师长 团长 上校 中校 少校 上尉 中尉 总经理 副总 董事 编剧 制片人 制作人 监制 主播 评论员 裁判 领队 "
        + "射手 中锋 边锋 后腰 国脚 名宿 新帅 老帅 少帅 新援 外援 悍将 猛将 武将 谋士 书法家 艺术家 收藏家 音乐家 钢琴家 舞蹈家 摄影家 摄影师 雕塑家 文学家 思想家 科学家 物理学家 "
        + "数学家 经济学家 历史学家 企业家 慈善家 政治家 军事家 理财师 交易员 投资人 首富 富豪 刑警 交警 法官 检察官 死者 伤者 遇难者 受害人 被害人 凶手 逃犯 主演 饰演 扮演 出演 "
        + "执导 嘉宾 评委 爷爷 奶奶 外公 外婆 女婿 儿媳 侄子 外甥 舅舅 弟子 徒弟 师父 掌门 帮主 教主";

    private const string After =
        "先生 女士 小姐 老师 教授 博士 医生 大夫 经理 主任 主席 总统 总理 部长 省长 市长 书记 局长 处长 院长 校长 所长 董事长 总裁 总监 会长 队长 教练 同志 同学 律师 "
        + "警官 法官 将军 上将 师傅 阿姨 叔叔 大爷 大妈 老人 名下 夫妇 夫人 本人 介绍 表示 认为 告诉 透露 指出 强调 坦言 回忆 解释 说 称 道 也 则 在 曾 和 与 的 被 因 "
        + "等 是 对 将 于 向 从 把 已 就 为 以 还 有 身份证 电话 手机 邮箱 微信 出生 主演 导演 执导 饰演 饰 率 任 带领 联手 却 并 又 都 正 便 不 没 及 让 给 跟 "
        + "到 出 获 所 自 亲 接 参 要 会 能 可 更 大师 夫妻 父子 姐妹 兄弟 一家 家属 家人 感觉 觉得 继续 伤愈 首发 进球 射门 破门 助攻 替补 领衔 加盟 转会 获得 夺得 "
        + "当选 出任 担任 撰文 著 编 译 摄 报道 坦承 直言 笑言 补充 分析 回答 说明 承认 否认 宣布 呼吁 建议 希望 相信 写道 "
        + "举例 提醒 出席 参加 接受 率领 主持 发表 会见 抵达 访问 逝世 去世 病逝 创作 创立 创办 考察 视察 客串 亮相 现身 演唱 演奏 夺冠 获奖 退役 复出 受伤 上场 传球 头球 "
        + "笑称 笑道 说道 问道 答道 怒道 叹道 心想 点头 摇头 一笑 主帅 导演 演员 歌手 影帝 影后 姑娘 公子 大侠 皇帝 太子 丞相 大人 委员 代表 大使 司令 女儿 儿子 妻子 丈夫 "
        + "父亲 母亲 之子 之女 之死 笔下 麾下 旗下 领导";

    /// <summary>Surnames that are measure words too, and what counts.</summary>
    private const string Measures = "张段项支包任节卷代车家层路单石席柏房戎章封";

    private const string Counts = "一二两三四五六七八九十百千万几数半每这那某首整";

    private static readonly string[]?[] BeforeByLast = ByCharacter(Before, word => word[^1]);

    private static readonly string[]?[] AfterByFirst = ByCharacter(After, word => word[0]);

    /// <summary>Whether a word that announces a name ends before a place, a mark or space between.</summary>
    public static bool IsAnnounced(string view, int start)
    {
        var i = start;
        while (i > 0 && start - i < 3
            && view[i - 1] is ' ' or ':' or '"' or '\u201c' or '\u3001' or '(' or '=' or '-' or '|')
        {
            i--;
        }

        foreach (var word in i > 0 ? BeforeByLast[view[i - 1]] ?? [] : [])
        {
            // 字 and 姓 announce names where they are words by themselves, as in 苏轼，字子瞻.
            if (view.AsSpan(0, i).EndsWith(word)
                && (word.Length > 1 || i == 1 || view[i - 2] is not (>= '\u4e00' and <= '\u9fff')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a surname counts things, as 张 does in 两张票.</summary>
    public static bool IsMeasure(string view, int start) =>
        start > 0 && Measures.Contains(view[start])
        && (char.IsAsciiDigit(view[start - 1]) || Counts.Contains(view[start - 1])) && !IsAnnounced(view, start);

    /// <summary>Whether what stands behind a surname is how one is addressed, such as 先生, and no given name.</summary>
    public static bool IsAddress(string view, int start, int length) =>
        length == 2 && view.AsSpan(start, length) is "先生" or "女士" or "小姐" or "老师" or "教授" or "经理" or "主任" or "某某"
            or "同学" or "师傅" or "大爷" or "阿姨" or "医生";

    /// <summary>How many characters of a word that follows names begin at a place; 0 for none.</summary>
    public static int FollowerLength(string view, int end)
    {
        foreach (var word in end < view.Length ? AfterByFirst[view[end]] ?? [] : [])
        {
            if (view.AsSpan(end).StartsWith(word))
            {
                return word.Length;
            }
        }

        return 0;
    }

    /// <summary>Words by one of their characters, the longest first.</summary>
    private static string[]?[] ByCharacter(string words, Func<string, char> key)
    {
        var table = new string[]?[char.MaxValue + 1];
        foreach (var group in words.Split(' ').GroupBy(key))
        {
            table[group.Key] = [.. group.OrderByDescending(word => word.Length)];
        }

        return table;
    }
}
