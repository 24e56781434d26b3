namespace Federation.Curation.Detection.Names;

/// <summary>
/// Surnames, characters of given names and words around names, in both scripts; written for this project.
/// </summary>
internal static class ChineseNameTables
{
    /// <summary>Surnames that are hardly ever the beginning of another word.</summary>
    private const string StrongSurnames =
        "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许邓冯韩曹彭萧肖蔡潘董袁蒋杜苏魏吕丁沈姚卢姜崔钟谭陆汪廖贾韦邹孟熊秦邱"
        + "尹薛阎闫侯陶黎贺顾郝龚邵覃戴莫孔汤尤俞翟邢殷倪聂庞樊岳葛颜柳裴窦喻戚鲁詹凌霍虞缪祁褚娄晏柯阮滕樂蒲瞿仇卞邬臧"
        + "施骆靳耿岑甄闵邸佟鄢郜邰蔺逄郦晁訾阚蒯逯佘佴仝寇芮裘郗邴嵇钮荀谌栾宓昝酆庾璩扈郏濮胥牟敖邝羿逯亓駱閔鄺欒紐"
        + "张劉陳楊趙黃吳孫羅鄭謝許鄧馮韓蕭蔣蘇呂盧鍾譚陸賈韋鄒龔顧聶龐顏竇張";

    /// <summary>Surnames that begin ordinary words too.</summary>
    private const string MediumSurnames =
        "林高马叶余程任方石夏付傅江段史龙武严毛范钱常易乔赖文安康洪牛雷白季童鲍左甘祝解辛管欧涂游申伍梅卓沙包"
        + "章纪舒屈盛卫毕伊郎席匡荣景柏储祖燕乌丰奚穆湛封杭郁茅狄禹鄂索冀桓荆竺厉戎屠楼漆卜惠衛畢紀榮儲"
        + "符蓝隋蒙柴麦艾焦巩宗桑冉苗尚谷项麻丛简桂房覃刁齐巫翁宫党费尧仲冷宁华兰冼查饶鞠欒庄温田"
        + "馬葉龍萬嚴錢賴喬蘭盧莊溫連";

    /// <summary>Surnames that are other words far more often.</summary>
    private const string WeakSurnames = "金关应时成明水边经那全米古曲商花同年黑关時關應經";

    /// <summary>Surnames that are small words of every sentence as well.</summary>
    private const string SmallWords = "曾于万向连单车路代";

    private const string TypicalGiven =
        "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超兰霞刚桂辉玲建华志斌波宇浩然子轩涵梓欣怡佳嘉诗雨思晨雪琳瑶婷婧颖莹萍燕玉珍梅莉"
        + "凤菊倩薇茜瑾璐妍妮蓉蕾蕊菲雯雅馨曦睿哲宏鸿鹏飞翔俊凯旭晖昊昕晓晶晗博彬栋健康毅峰峻岩岳岚泽润淑清源沛沁淇"
        + "洁滢潇澜炜烨煜焕熙燕琪琦琼瑛瑜璇璟珊珺琴瑞祥福禄寿禧德仁义礼智信诚谦恒贤良才俊彦邦振兴荣耀庆国民安宁泰"
        + "锋钢铭鑫锦钰钧镇霖霄露霆艺芸芬芝芹苗若茵荷莎莲菁萌蓓薏兵帅帆庭延廷弘彪彤影徽征恩悦惠慧懿成远达迪逸进"
        + "迎运通遥邵阳陈雄鹤麟龙虎豪毓盛盈硕礼祖祺禹秋稳竹笑翠耘聪舒芙苏茂荃菀葆蔚薪虹蝶裕詠诺谨贝贵赫跃辰迅郁"
        + "銘鳳靜麗強軍偉傑蘭剛輝華誌曉慶國興榮龍鴻鵬飛凱澤潔詩語麗賢義禮誠謙邦蕓蓮蕭愛愷懷晉晏楓榕槿樂欽歡"
        + "柳力纲勤俭坤垚堂墨奎奇学守宪寅尧屹峥嵘巍律忠念怀恺悟懋扬捷政敬旋旺昂昆昌昭景曼朋望朗杉杭松柏柱标树桐梁森植楚楠榆槐樱歆池汉泉泓洪浚浦涌渊湛滔潮澄灿炎炳炫烁焱煊燊爽牧玄玮珂珏珑琛琨琮瑄璋璞畅疆皓盼睦瞳碧"
        + "祎秉稷穆立童笙策筠纪纯绍绮维绵继群翎翰翼胤致舜艾芊芮芷苑茗荔菡萱葵蔓蕴衡衍言谊谋豫贞赋轶迈逊邈郎野钊钦铁铎锐锡镜长闯闻阔雁霏霜靓韬韵顺颂飒驰骁骏骞鲁鲲鹃鸣黛"
        + "晋汝承绪昱昶晔晟炯煌熠竣缨肇臻航舟苓襄赓轲鉴镛锟隆雍骅鹰麒逵遂伦佑佐侃允兆冉凡勃勋卉卓咏喆圆坚坦培基奕妙"
        + "姗娇娅娥婉婵媛嫣孝宜宗宝宾岭岱帝幼廉彰恬恭惟愚愉慎斐斯昀杏柔栩桢梦棠楷榛樵沐沅泊洲浪涓淮淳渝湖溪滨潜澍濂"
        + "濡灵烈焘煦玥珈琬琰甫皑皖砚祯秦竺紫绣绢缇翀翊聿舫芯苒荻莺葳蕙薛蘅蝉裳誉赟载辅遐钟铠铮镝闵阅陆陶靖靳鞠韦颐"
        + "颢飙驹骐骧魁魏"
        + "俨俐倜僖儒勖匀堃墉奂姁妤姣婕婌嫒嫔孚宸寰峨嵋嵩彧徵忱怿恂恕悌惺惇攸斓昇昙晞晤晴暄暐曙枢柠桓桦梵棣楹榄檀汐汶沄沚浣浥涯淞淦"
        + "淼湉溥滇滋漪澈潺灏炅炘烽焜熏爰玑玓玖玘玚玠玢玫玳玺珅珞珠珣珩琏琚琢琥琲瑀瑗瑚瑟瑢瑭璀璁璎璠璧璨瓒皎皙眉眸砺祁祈祐祜禛稚稼"
        + "穗竞笃筝箐箫纬纭纶绅绎绘绛绥绩绫绯绶缃缕缙缤羚羲翌翕翘翱耕聆肃芃芍芩芪芽苇苔茁茹荆荞荟荧荫莘莞莛莳菘菱萃萝萦葶蒂蓁蓝蔷蔼"
        + "蕃虔衢诠谕谖谙谱邑钏钗钲铂铃铄铖铨铸锵锷镔镕闿陌陵霁霂霈霓韧韫韶颀颉馥驭骄骋鸥鸾鹂鹄鹭麓鼎龄岫垣坪增壮奋孟兢晰茉莱嵇姿婳"
        + "媚娆淅滟彩绡黎纨嫦宬旻旸昫朔杞枚柯栎棻楣樟橹淙潞澔炀燧犇珉珪琎琯瑰璜瓯甄畴祚禔秾竑笠笛筱篱絮绾缦羽翡耿肜芾苋荪莜莨菖萸葭"
        + "蒨蓥蔺蕖薰藜蠡衎诒诏谟谧贻跻轼辂邃邺郯郴酝醇釜钺铉锴镒陟隽雩雱霭鞅颍飏骢鬯鸢黍";

    /// <summary>Characters that stand in names and in everything else.</summary>
    private const string PossibleGiven =
        "高和京剑益石凡江洋安宁乔宾克科史雷枫洲莲蕊茵喜威山帝弓强意慈才方日本正武民河温港照献王环理田登白百真神简素红老胜花苍草西言"
        + "赛通道野银长闻震音风香马默"
        + "一小大文明平红海林天东南西北春夏冬永长生中光正立新世学金银水木火土山川云月星风雷电花青白先元亚少仲伯叔季家"
        + "友有万千百双双全方向开启功名利胜益卫保守道美爱心梦如意可乐音声力为作其之以亦尚尔乃卿君士夫人民三四五六七八九十"
        + "年儿欢常实厚重净觉非升存定宣容宽富展屏岗巧师府循微映普权果枝根桃棋歌步殊汇治法活满甲申画直知积章端精织育色节营行观识译象"
        + "述适遇采闲随集零领冰桥希城官室庄庚必息授教村沉流深漫盟缘联腾臣至释阿";

    /// <summary>Characters that hardly any given name has.</summary>
    private const string NeverGiven =
        "的了是在不和我他你她它们这那也就都而及与或但被把从到对于着过吗呢吧啊呀嘛哦哪什么怎因所很太最更还又再只没去来说"
        + "要会能得地个只件种次些每各某本该此其给让叫使用做买卖吃喝看听想问走跑坐站打拿放给找带送收付款价钱元角分块"
        + "号楼层室房间店家司厂院校班级部门科处局厅省市区县镇乡村路街站点线车票机器品货物件快递客户服务员工作者先生女"
        + "士姐妈爸哥弟妹叔姨爷奶儿孩童师傅总经理主任董事记者后前里外内上下左右多少几年日周期间次第等级度量米吨斤克"
        + "请将已经并且如果虽然可是因为所以可以应该必须需要出生入死身份证电话手机邮箱地址名字姓说称认为表示指昨今明"
        + "好坏高低快慢新旧长短厚薄轻重冷热软硬干净脏乱差错对错真假便宜贵满意推荐评论问题质量味感觉觉得喜欢非常十分"
        + "唱拍写哭死踢投夺负输赢挂穿恋嫁娶离退赴骂斥批夸捧住躺睡答拒遭挨杀抢逃赶撞骑驾换抱推拖掉丢扔摔砸撕咬吐吞抽插拔掏摸碰抓搬捡堆搞"
        + "們這個說對於與從來給讓請將經應該為後裡種時們嗎麼還過沒會";

    private static readonly sbyte[] Surnames = Fill(
        (WeakSurnames, 0), (SmallWords, 1), (MediumSurnames, 2), (StrongSurnames, Strong));

    private static readonly sbyte[] Given = Fill((NeverGiven, -5), (PossibleGiven, 1), (TypicalGiven, 2));

    private static readonly bool[] IsSurnameFirst = [.. Surnames.Select(weight => weight != NotThere)];

    /// <summary>The weight of a surname that is hardly ever the beginning of another word.</summary>
    public const sbyte Strong = 3;

    public const sbyte NotThere = sbyte.MinValue;

    public static readonly HashSet<string> Compounds = new(
        ("欧阳 司马 上官 诸葛 皇甫 尉迟 令狐 司徒 慕容 独孤 南宫 夏侯 轩辕 端木 百里 公孙 长孙 宇文 闻人 澹台 申屠 赫连 钟离 "
        + "鲜于 歐陽 諸葛 司馬 公冶 东方 西门 呼延 万俟 淳于 单于 太叔 公羊 濮阳 拓跋 左丘 司空 尉遲 長孫 鮮于 鍾離").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Surnames of one character that are surnames first of all.</summary>
    internal static string CommonSurnames => StrongSurnames + MediumSurnames + SmallWords;

    /// <summary>Characters that stand in given names first of all.</summary>
    internal static string CommonGiven => TypicalGiven;

    /// <summary>Surnames of two characters, always in the same order.</summary>
    internal static IReadOnlyList<string> CompoundList { get; } = [.. Compounds.Order(StringComparer.Ordinal)];

    /// <summary>How much a character is a surname, or <see cref="NotThere"/>.</summary>
    public static int Surname(char character) => Surnames[character];

    /// <summary>How much a character is one of given names; 0 where it is unknown.</summary>
    public static int GivenName(char character) => Given[character] == NotThere ? 0 : Given[character];

    /// <summary>Whether a character can begin a surname of one character.</summary>
    public static bool CanBegin(char character) => IsSurnameFirst[character];

    private static sbyte[] Fill(params (string Characters, sbyte Weight)[] rows)
    {
        var table = new sbyte[0x10000];
        Array.Fill(table, NotThere);
        foreach (var (characters, weight) in rows)
        {
            foreach (var character in characters)
            {
                table[character] = weight;
            }
        }

        return table;
    }
}
