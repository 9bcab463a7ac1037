package org.careloop.run.identifier;

import java.util.Set;

/** Reads a name in Chinese characters: a surname of one or two and a given name of one or two. */
final class ChineseNames {
    /** The surnames of nearly everybody; those that begin everyday words more often than names are left out. */
    private static final String SURNAMES = """
        王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵\
        万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾\
        尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻迟邝荆冀郁胥储燕鄢劳谌冼蔺楼晋阚\
        """;

    private static final Set<String> COMPOUND =
            Set.of("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "端木", "长孙", "宇文");

    /** Words that begin like a name. */
    private static final Phrases NO_NAMES = Phrases.of("""
        高年,麻烦,任何,何时,何种,何处,何人,何谓,何况,安静,安全,安排,高热,高血,高龄,高度,高危,高脂,高尿,高烧,高位,高钾,高压,方便,方可,方案,方能,方面,白细,白天,白血,
        白带,白蛋,白内,白色,张口,张力,张开,马上,康复,江河,石膏,石蜡,余无,余未,余均,余下,曾于,曾有,曾在,曾行,曾因,曾患,曾经,曾服,曾用,曾诊,成人,成功,成年,
        成分,明确,明显,明日,明天,连续,连接,施行,武汉,温度,温水,金黄,金属,关于,关节,关注,关键,管理,管床,管路,管饲,易激,易于,易出,易感,易患,易怒,易哭,石化,
        单纯,单侧,单独,单次,单位,毛发,毛细,毛囊,毛刺,段时,汤药,阳性,左侧,左肺,左上,左下,左眼,左手,左足,左膝,左心,左肾,左乳,左髋,左肩,左耳,左肘,左腿,左胸,
        左腹,左腕,左踝,左颈,左臂,左肢,左大,左前,左股,包括,包块,车祸,路上,古稀,麻木,麻醉,麻疹,迟发,丁丙,丁类,师傅,符合,解除,解释,解大,解小,解尿,解黑,解出,
        景象,连日,卓越,吉兰,简单,简易,项目,麦粒,党员,费用,冷汗,冷敷,席汉,卫生,米饭,宗教,商量,商讨,沙眼,荣誉,边界,游走,游泳,华法,华人,房颤,房室,房间,房水,
        屈曲,屈光,艾滋,艾灸,尤其,农民,农药,司机,查体,查血,查房,查出,查看,查见,查无,文化,文献,牛奶,牛皮,向家,向医,向患,向前,向左,向右,莫名,孔径,万一,万古,
        严重,严格,严密,钱币,史料,龙胆,侯诊,雷诺,秦皮,熊胆,夏季,夏天,贾第,汪汪,陆续,钟情,程度,叶酸,余者,蔡司,田间,董事,唐氏,宋体,罗红,罗库,林可,林格,郭氏,
        胡言,胡萝,朱砂,孙女,孙子,徐缓,周围,周身,周期,周末,周岁,周一,周二,周三,周四,周五,周六,周日,吴茱,黄疸,黄色,黄体,黄芪,黄斑,黄染,杨梅,陈旧,陈述,刘海,
        李斯,王氏,丁酸,甘油,甘草,冉冉,盛行,谷丙,谷草,谷氨,苗条,成瘾,季节,毕业,童年,梅毒,纪录,纪念,尚可,尚无,尚未,尚需,宁愿,祝您,兰尼,焦虑,申请,欧洲,鲁米,
        章节,庄重,颜面,颜色,伍用,乔装,齐拉,葛根,孟鲁,尹始,邱氏,龚氏,戴镜,戴口,戴眼,武警,温和,温热,晋级,楼下,劳累,劳力,储存,燕麦,荆芥,虞美,敖包,巩膜,巩固,
        池塘,桑叶,桑葚,仲裁,丛集,管型,柴胡,蒙古,蒙眼,鲍曼,蓝色,骆驼,翁郁,曲线,曲张,曲度,曲霉,涂片,涂抹,裴氏,凌晨,阮囊,舒张,舒适,柯萨,柳氮,俞穴,殷切,岳父,
        岳母,聂氏,倪氏,邢台,樊笼,顾虑,贺电,黎明,陶瓷,毛利,薛氏,闫氏,付费,韦格,范围,范可,姜黄,崔氏,卢戈,姚氏,沈阳,任氏,吕氏,魏氏,苏醒,苏打,杜绝,于是,袁氏,
        潘生,肖像,彭胀,曹操,邓亚,冯氏,韩国,许多,许可,谢绝,谢谢,梁柱,郑重,高蛋,章程,盛夏,安慰,安定,安宫,查尔,金葡,成果,成都,成像,明目,明胶,单胺,童声,劳动,
        毛霉,燕窝,麻仁,迟缓,左右,左氧,左旋,左甲,左卡,石斛,游离,章鱼,万能,万分,段落,简短,路程,管腔,解放,解毒,蓝光,成骨,管状,柏油,梅尼,党参,车前,方药,方式,
        方法,方向,高原,高效,高渗,高糖,高胆,高频,高流,高分,高钙,高磷,高凝,金银,金标,何首,马齿,马尾,马蹄,牛黄,牛膝,车轮,龙骨,施用,温州,江苏,江西,安徽,黄连,
        黄柏,黄酮,甘露,胡须,苏州,白术,白蔹,白芍,白痰,白癜,白班,余热,余量,余额,邹氏,罗氏,林氏,张氏,李氏,刘氏,陈氏,赵氏,周氏,吴氏,孙氏,朱氏,何氏,马氏,高氏,
        杨氏,黄氏,胡氏,沈氏,汪氏,石氏,金氏,方氏,钱氏,万氏,武氏,史氏,毛氏,白氏,康氏,关氏,汤氏,柯氏,梅氏,程氏,曹氏,董氏,雷氏,贾氏,田氏,叶氏,徐氏,郑氏,谢氏,
        许氏,韩氏,彭氏,曾氏,肖氏,于氏,余氏,杜氏,丁氏,卢氏,姜氏,钟氏,范氏,江氏,尹氏,段氏,侯氏,龙氏,陶氏,黎氏,贺氏,郝氏,邵氏,严氏,覃氏,戴氏,莫氏,孔氏,向氏,
        温氏,施氏,牛氏,樊氏,葛氏,邢氏,安氏,齐氏,易氏,欧氏,路氏\
        """);

    /** What hardly anybody is called: characters of which sentences are made. */
    private static final String OF_SENTENCES = "的您你我他她它了是不或和与及等们在有吗呢吧么这那哪之也都就还被把请问说让给很太个无未可能要";

    private ChineseNames() {}

    /** Whether a name may begin here: a surname that does not begin an everyday word. */
    static boolean mayBegin(String text, int at) {
        return surname(text, at) > 0 && NO_NAMES.longestAt(text, at) == 0;
    }

    /** How many characters the surname has that begins here; 0 for none. */
    static int surname(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return 0;
        }
        if (at + 2 <= text.length() && COMPOUND.contains(text.substring(at, at + 2))) {
            return 2;
        }
        return SURNAMES.indexOf(text.charAt(at)) >= 0 && Letters.isHan(text.charAt(at)) ? 1 : 0;
    }

    /** Whether these characters may be somebody's given name. */
    static boolean mayBeGiven(String text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (OF_SENTENCES.indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** How many Chinese characters stand here in a row, at most as many as that. */
    static int run(String text, int from, int most) {
        int at = from;
        while (at < text.length() && at - from < most && Letters.isHan(text.charAt(at))) {
            at++;
        }
        return at - from;
    }
}
