using System.Net;
using System.Text.Json;
using Federation.Audit;
using Federation.Broker.Console.Texts;
using Federation.Contracts.Type.V1;
using Google.Protobuf;

namespace Federation.Console.Tests;

/// <summary>What pages say, to whom, and what they do with hostile input.</summary>
public sealed class ConsolePageTests
{
    [Theory]
    [InlineData("/accesses")]
    [InlineData("/overview")]
    [InlineData("/health")]
    [InlineData("/accesses/01900000-0000-7000-8000-000000000000")]
    [InlineData("/accesses/01900000-0000-7000-8000-000000000000/entries/0")]
    public async Task Nobody_sees_a_page_withleftsigning_in(string path)
    {
        await using var rig = await new ConsoleRig().StartAsync();
        await rig.AnswerAsync(0, 500_000, "north");
        using var client = await rig.OpenAsync();

        var response = await client.GetAsync(new Uri(path, UriKind.Relative), ConsoleRig.Cancellation);

        Assert.Equal("/sign-in", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.DoesNotContain(ConsoleRig.Dataset, await Text(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accesses_are_found_by_trainer_dataset_purpose_agreement_decision_and_day()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var mine = await rig.AnswerAsync(1, 500_000, "north", "south");
        var other = await rig.AnswerAsync(2, 250_000, "south");
        var denied = await rig.DenyAsync(RefusalReason.AccessDenied, "secret");
        using var client = await rig.OpenAsync(rig.Auditor);
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", null);

        async Task<string> FindsAsync(string query)
        {
            var text = await GetAsync(client, $"/accesses?{query}");
            return string.Concat(new[] { (mine, 'm'), (other, 'o'), (denied, 'd') }
                .Where(one => text.Contains(one.Item1.ToString(), StringComparison.Ordinal)).Select(one => one.Item2));
        }

        Assert.Equal("mod", await FindsAsync(""));
        Assert.Equal("m", await FindsAsync($"trainer={ConsoleRig.Trainers[1][..8]}"));
        Assert.Equal("d", await FindsAsync("dataset=secret"));
        Assert.Equal("o", await FindsAsync("purpose=research"));
        Assert.Equal("", await FindsAsync("agreement=none"));
        Assert.Equal("d", await FindsAsync("decision=denied"));
        Assert.Equal("mod", await FindsAsync($"from={today}&until={today}"));
        Assert.Equal("", await FindsAsync("until=2001-01-01"));
    }

    [Fact]
    public async Task An_access_shows_its_three_entries_proven_just_now_and_its_receipts_verify_offline()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var id = await rig.AnswerAsync(1, 500_000, "north", "south");
        using var client = await rig.OpenAsync(rig.Auditor);

        var text = await GetAsync(client, $"/accesses/{id}");

        foreach (var kind in new[] { "INTENT", "RELEASE", "OUTCOME" })
        {
            Assert.Contains($"<strong>{kind}</strong>", text, StringComparison.Ordinal);
        }

        Assert.Equal(3, text.Split("✓ Proven just now").Length - 1);
        Assert.Contains("ipv4:127.0.0.1:1", text, StringComparison.Ordinal); // Opened for an auditor.
        for (var index = 0; index < 3; index++)
        {
            using var file = JsonDocument.Parse(await GetAsync(client, $"/accesses/{id}/entries/{index}"));
            var receipt = JsonParser.Default.Parse<SealedRelease>(file.RootElement.GetProperty("release").GetRawText()).Receipt;
            var verdict = TlogProof.Verify(receipt.Proof, receipt.Entry.Span, rig.Log.Log.VerifierKey);
            Assert.True(verdict.IsValid, verdict.Explanation);
            Assert.Equal(index, verdict.Index);
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/accesses/{id}/entries/3"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/accesses/{Guid.NewGuid()}"));
    }

    [Fact]
    public async Task A_holder_sees_the_accesses_and_budget_of_its_own_silo_only()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var shared = await rig.AnswerAsync(1, 500_000, "north", "south");
        var foreign = await rig.AnswerAsync(2, 250_000, "south");
        using var client = await rig.OpenAsync(rig.Holder);

        var list = await GetAsync(client, "/accesses");
        Assert.Contains(shared.ToString(), list, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.ToString(), list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/accesses/{foreign}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, $"/accesses/{foreign}/entries/3"));
        var access = await GetAsync(client, $"/accesses/{shared}");
        Assert.Contains(">north<", access, StringComparison.Ordinal);
        Assert.DoesNotContain(">south<", access, StringComparison.Ordinal);
        Assert.DoesNotContain("ipv4:127.0.0.1:1", access, StringComparison.Ordinal);
        var overview = await GetAsync(client, "/overview");
        Assert.Contains(">north<", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("south", overview, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_of_a_refusal_is_said_in_both_languages()
    {
        var (english, chinese) = (ConsoleWords.Of(ConsoleLanguage.English), ConsoleWords.Of(ConsoleLanguage.Chinese));
        Assert.All(Enum.GetValues<RefusalReason>(), reason =>
        {
            Assert.Contains($"{reason}", ConsoleWords.Keys);
            Assert.Equal($"{reason}".ToUpperInvariant(), english.Reason(reason).Replace(" ", "").ToUpperInvariant());
            Assert.All(chinese.Reason(reason), character => Assert.InRange(character, '\u4E00', '\u9FFF'));
        });
        Assert.Equal("99", chinese.Reason((RefusalReason)99));
    }

    [Fact]
    public async Task The_overview_adds_up_what_was_spent_beside_the_caps_and_counts_refusals()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        await rig.AnswerAsync(1, 1_500_000, "north", "south");
        await rig.AnswerAsync(1, 2_000_000, "north");
        await rig.DenyAsync(RefusalReason.AccessDenied);
        await rig.DenyAsync(RefusalReason.AccessDenied);
        using var client = await rig.OpenAsync(rig.Auditor);

        var text = await GetAsync(client, "/overview");

        Assert.Contains("cap 10: north<", text, StringComparison.Ordinal);
        Assert.Contains("cap 8: south<", text, StringComparison.Ordinal);
        Assert.Contains("cap 4<", text, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">3.5</td>", text, StringComparison.Ordinal);
        Assert.Contains("87.5 %", text, StringComparison.Ordinal);
        Assert.Contains("class=\"near\"", text, StringComparison.Ordinal); // Above 85 %.
        Assert.Contains("Access denied</text>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_altered_is_told_on_every_page()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        await rig.AnswerAsync(1, 500_000, "north");
        rig.Log.Log.Publish();
        using var client = await rig.OpenAsync(rig.Auditor);
        await rig.Watch.VerifyAsync(ConsoleRig.Cancellation);
        Assert.DoesNotContain("role=\"alert\"", await GetAsync(client, "/health"), StringComparison.Ordinal);

        await rig.DamageAsync();

        await rig.Watch.VerifyAsync(ConsoleRig.Cancellation);
        foreach (var page in new[] { "/accesses", "/overview", "/health" })
        {
            var text = await GetAsync(client, page);
            Assert.Contains("role=\"alert\"", text, StringComparison.Ordinal);
            Assert.Contains("THE AUDIT LOG CANNOT BE TRUSTED", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("dataset=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("trainer=%22%20onfocus%3D%22alert(1)")]
    [InlineData("purpose=%27%3B%20DROP%20TABLE%20accesses%3B--")]
    [InlineData("page=-1")]
    [InlineData("page=999999999999999999999")]
    [InlineData("page=1000000")]
    [InlineData("from=9999-12-31&until=9999-12-31")]
    [InlineData("from=yesterday&until=%00")]
    [InlineData("decision=maybe")]
    public async Task Hostile_search_text_is_shown_as_text_and_never_fails(string query)
    {
        await using var rig = await new ConsoleRig().StartAsync();
        await rig.AnswerAsync(1, 500_000, "north");
        using var client = await rig.OpenAsync(rig.Auditor);

        var text = await GetAsync(client, $"/accesses?{query}");

        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onfocus=\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_in_the_log_are_shown_as_text()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        var id = await rig.DenyAsync(RefusalReason.RequestInvalid, "<img src=x onerror=alert(1)>");
        using var client = await rig.OpenAsync(rig.Auditor);

        Assert.DoesNotContain("<img", await GetAsync(client, "/accesses"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", await GetAsync(client, $"/accesses/{id}"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", await GetAsync(client, "/overview"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_need_no_script_and_forbid_all_of_it_and_nothing_is_cached()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using var client = await rig.OpenAsync(rig.Auditor);

        var response = await client.GetAsync(new Uri("/overview", UriKind.Relative), ConsoleRig.Cancellation);

        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("<script", await Text(response), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reader_of_chinese_gets_chinese_by_the_browser_or_by_choice_and_no_redirect_leads_away()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        await rig.AnswerAsync(1, 500_000, "north");
        using var client = await rig.OpenAsync(rig.Auditor);

        var chosen = await client.GetAsync(new Uri("/language?to=zh&back=%2Foverview", UriKind.Relative), ConsoleRig.Cancellation);
        Assert.Equal("/overview", chosen.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("总览", await Text(chosen), StringComparison.Ordinal);
        Assert.Contains("lang=\"zh-Hans\"", await Text(chosen), StringComparison.Ordinal);
        var away = await client.GetAsync(new Uri("/language?to=en&back=%2F%2Fevil.example", UriKind.Relative), ConsoleRig.Cancellation);
        Assert.Equal(rig.Address.Host, away.RequestMessage!.RequestUri!.Host);
        using var asking = await rig.OpenAsync();
        asking.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh;q=0.9");
        Assert.Contains("登录", await GetAsync(asking, "/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_a_form_of_another_site_does_nothing()
    {
        await using var rig = await new ConsoleRig().StartAsync();
        using var client = await rig.OpenAsync(rig.Auditor);

        using var forged = new FormUrlEncodedContent([]);
        var refused = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), forged, ConsoleRig.Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await GetAsync(client, "/health");
        var token = page.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", WebUtility.HtmlDecode(token))]);
        var left = await client.PostAsync(new Uri("/sign-out", UriKind.Relative), form, ConsoleRig.Cancellation);
        Assert.Equal("/sign-in", left.RequestMessage!.RequestUri!.AbsolutePath);
        var after = await client.GetAsync(new Uri("/health", UriKind.Relative), ConsoleRig.Cancellation);
        Assert.Equal("/sign-in", after.RequestMessage!.RequestUri!.AbsolutePath);
    }

    private static async Task<string> GetAsync(HttpClient client, string path)
    {
        var response = await client.GetAsync(new Uri(path, UriKind.Relative), ConsoleRig.Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await Text(response);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path) =>
        (await client.GetAsync(new Uri(path, UriKind.Relative), ConsoleRig.Cancellation)).StatusCode;

    private static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(ConsoleRig.Cancellation);
}
