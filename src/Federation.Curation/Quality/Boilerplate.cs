using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Federation.Curation.Quality;

/// <summary>Finds lines that are the frame of a web site and not its text, in English and Chinese.</summary>
public static class Boilerplate
{
    private const int MenuCharactersMax = 24;

    private static readonly FrozenSet<string> Menu = (
        "home|menu|login|log in|sign in|sign up|register|log out|logout|search|share|next|prev|previous|"
        + "back|top|more|about|about us|contact|contact us|help|faq|sitemap|site map|cart|shopping cart|"
        + "checkout|wishlist|account|my account|profile|settings|subscribe|follow us|newsletter|print|"
        + "download|upload|submit|cancel|close|read more|see more|show more|load more|learn more|view all|"
        + "skip to content|skip to main content|toggle navigation|categories|tags|archives|comments|reply|"
        + "like|report|facebook|twitter|instagram|youtube|linkedin|pinterest|rss|privacy|terms|careers|"
        + "press|blog|store|shop|news|products|services|support|language|english|中文|简体中文|繁體中文|首页|首頁|主页|菜单|"
        + "導航|导航|登录|登陆|登入|登錄|注册|註冊|退出|搜索|搜尋|分享|更多|查看更多|加载更多|下一页|上一页|下一頁|上一頁|下一篇|上一篇|返回|返回顶部|回到顶部|关于我们|"
        + "關於我們|联系我们|聯絡我們|网站地图|購物車|购物车|收藏|加入收藏|设为首页|评论|回复|点赞|举报|打印|下载|上传|提交|取消|关闭|帮助|常见问题|友情链接|广告|公告|新闻|"
        + "产品|服务|招聘|订阅|微博|微信|客户端|手机版|个人中心|我的")
        .Split('|').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> MenuBySpan =
        Menu.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Notices = SearchValues.Create(
        [
            "privacy policy", "cookie policy", "terms of use", "terms of service", "terms and conditions",
            "uses cookies", "use of cookies", "use cookies", "accept cookies", "all rights reserved",
            "subscribe to our", "sign up for our",
            "powered by wordpress", "enable javascript", "javascript is disabled",
            "share this:", "follow us on", "版权所有", "版權所有", "未经授权", "转载请注明", "轉載請註明", "隐私政策", "隱私政策",
            "隐私权政策", "用户协议", "服务条款", "使用条款", "免责声明", "免責聲明", "关注公众号", "关注微信", "扫描二维码",
            "扫码关注", "微信扫一扫", "长按识别", "点击阅读原文", "京ICP", "沪ICP", "粤ICP", "浙ICP", "ICP备", "ICP证", "公网安备",
            "违法和不良信息举报", "本站所有", "请勿转载", "责任编辑", "更多精彩",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts the lines of a frame.</summary>
    public static BoilerplateCounts Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (lines, menu, notices) = (0, 0, 0);
        var isAnyNotice = text.AsSpan().ContainsAny(Notices);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var line = Lines.Trim(Lines.Next(ref rest));
            lines += line.IsEmpty ? 0 : 1;
            menu += IsMenu(line) ? 1 : 0;
            notices += isAnyNotice && line.ContainsAny(Notices) ? 1 : 0;
        }

        return new BoilerplateCounts(lines, menu, notices);
    }

    /// <summary>A text without the menu before and behind it, and without notices.</summary>
    public static string Without(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Measure(text).IsFramed)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        var menuEnd = 0; // Behind the last line that is no menu.
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var whole = rest;
            var line = Lines.Next(ref rest);
            var trimmed = Lines.Trim(line);
            var isMenu = IsMenu(trimmed) || trimmed.IsEmpty;
            if (trimmed.ContainsAny(Notices) || (isMenu && menuEnd == 0))
            {
                continue;
            }

            kept.Append(whole[..(whole.Length - rest.Length)]);
            menuEnd = isMenu ? menuEnd : kept.Length;
        }

        return kept.ToString(0, menuEnd);
    }

    private static bool IsMenu(ReadOnlySpan<char> line)
    {
        if (line.Length is 0 or > MenuCharactersMax)
        {
            return false;
        }

        Span<char> lower = stackalloc char[MenuCharactersMax];
        return MenuBySpan.Contains(lower[..line.ToLowerInvariant(lower)]);
    }
}
