using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Federation.Contracts.Audit.V1;
using Federation.Contracts.Type.V1;
using Federation.Tests.Cli;
using Google.Protobuf;

namespace Federation.Tests.BadInput;

/// <summary>Bytes that are no request, sent to a whole adapter over mutual TLS.</summary>
public sealed class FrameTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "nothing", "13" },
        { "truncated frame", "13" },
        { "no message", "3" },
        { "length of 4 GiB", "3" },
        { "length of 5 MiB", "8" },
        { "two messages", "13" },
        { "compressed without saying how", "13" },
        { "nested 2000 deep", "3" },
        { "no envelope", "3" },
        { "a text that is not UTF-8", "3" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_no_request_gets_a_definite_status_and_costs_nothing(string body, string status)
    {
        await using var adapter = await new RealAdapter().StartAsync();

        var answer = await adapter.SendAsync(new ByteArrayContent(BytesOf(body)));

        Assert.Equal(("200", status), (answer[":status"], answer["grpc-status"]));
        Assert.DoesNotContain(" at ", answer.GetValueOrDefault("grpc-message", ""), StringComparison.Ordinal);
        await AssertWholeBudgetIsThereAsync(adapter);
    }

    [Fact]
    public async Task A_body_of_three_megabytes_is_not_read_to_its_end()
    {
        await using var adapter = await new RealAdapter().StartAsync();

        var error = await Record.ExceptionAsync(async () =>
        {
            var answer = await adapter.SendAsync(new ByteArrayContent(RealAdapter.Frame(new byte[3 << 20])));
            Assert.True(answer[":status"] == "413" || answer.GetValueOrDefault("grpc-status") is "3" or "8");
        });

        Assert.True(error is null or HttpRequestException, $"{error}");
        await AssertWholeBudgetIsThereAsync(adapter);
    }

    [Theory]
    [InlineData("/federation.adapter.v1.AdapterService/DropEverything", "application/grpc", "200", "12")]
    [InlineData("/no.such.Service/Method", "application/grpc", "200", "12")]
    [InlineData(RealAdapter.Method, "application/json", "415", "13")]
    [InlineData("/etc/passwd", "application/json", "404", null)]
    public async Task What_is_no_method_is_not_found(string method, string type, string httpStatus, string? grpcStatus)
    {
        await using var adapter = await new RealAdapter().StartAsync();
        var content = new ByteArrayContent(RealAdapter.Frame([]));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        var answer = await adapter.SendAsync(content, method);

        Assert.Equal((httpStatus, grpcStatus), (answer[":status"], answer.GetValueOrDefault("grpc-status")));
    }

    [Theory]
    [InlineData("bytes that are no message")]
    [InlineData("a message with an unknown field")]
    [InlineData("a nesting of 2000")]
    [InlineData("300 kilobytes")]
    public async Task A_signed_payload_that_is_no_question_is_refused(string payload)
    {
        await using var adapter = await new RealAdapter().StartAsync();

        var answer = await adapter.AskAsync(adapter.Sign(payload switch
        {
            "bytes that are no message" => [0xFF, 0xFF, 0xFF],
            "a message with an unknown field" => [.. adapter.SignedQuestion(1).Payload, 0xF8, 0x7F, 1],
            "a nesting of 2000" => Nested(2_000),
            _ => new byte[300_000],
        }));

        Assert.Equal("3", answer["grpc-status"]);
        await AssertWholeBudgetIsThereAsync(adapter);
    }

    [Fact]
    public async Task A_dataset_with_a_name_of_two_hundred_kilobytes_is_denied_and_not_said_back()
    {
        await using var adapter = await new RealAdapter().StartAsync();

        var answer = await adapter.AskAsync(
            adapter.SignedQuestion(1, request => request.Query.Dataset = new string('x', 200_000)));

        Assert.Equal("7", answer["grpc-status"]);
        Assert.DoesNotContain("xxxx", answer["grpc-message"], StringComparison.Ordinal);
        var denial = Assert.Single(await adapter.EntriesAsync());
        Assert.Equal((Decision.Deny, RefusalReason.AccessDenied), (denial.Intent.Decision, denial.Intent.Reason));
    }

    [Fact]
    public async Task A_client_without_a_certificate_or_with_plain_text_gets_no_answer()
    {
        await using var adapter = await new RealAdapter().StartAsync();
        using var client = adapter.Stranger();
        using var request = new HttpRequestMessage(HttpMethod.Get, adapter.Address) { Version = HttpVersion.Version20 };
        await Assert.ThrowsAsync<HttpRequestException>(
            () => client.SendAsync(request, TestContext.Current.CancellationToken));

        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, adapter.Address.Port, TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        var count = await socket.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("HTTP/", System.Text.Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
        await AssertWholeBudgetIsThereAsync(adapter);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_what_to_do_and_the_process_fails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var adapter = new RealAdapter();
        adapter.WriteOptions($"{taken.LocalEndpoint}");

        var run = await CommandLine.RunAsync("adapter", "run", "--config", adapter.OptionsFile);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"{taken.LocalEndpoint} is in use", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_is_broken_stops_the_process_in_words_that_quote_nothing_of_it()
    {
        await using var adapter = new RealAdapter("pid,sex\n1,f\nSECRET\n");

        var run = await CommandLine.RunAsync("adapter", "run", "--config", adapter.OptionsFile);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("people.yaml:1: the store of 'people' cannot be read", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The policy grants ε = 1 in all: if anything was debited before, this is refused.</summary>
    private static async Task AssertWholeBudgetIsThereAsync(RealAdapter adapter)
    {
        var answer = await adapter.AskAsync(adapter.SignedQuestion(1_000_000));
        Assert.Equal("0", answer["grpc-status"]);
        Assert.Single(await adapter.EntriesAsync(), entry => entry.Intent?.Decision == Decision.Allow);
    }

    private static byte[] BytesOf(string body) => body switch
    {
        "nothing" => [],
        "truncated frame" => [0, 0, 0, 0, 9, 1],
        "no message" => RealAdapter.Frame([0xFF, 0xFF, 0xFF]),
        "length of 4 GiB" => [0, 0xFF, 0xFF, 0xFF, 0xFF],
        "length of 5 MiB" => [0, 0, 0x50, 0, 0, 1, 2, 3],
        "two messages" => [.. RealAdapter.Frame([]), .. RealAdapter.Frame([])],
        "compressed without saying how" => [1, 0, 0, 0, 0],
        "nested 2000 deep" => RealAdapter.Frame(Nested(2_000)),
        "a text that is not UTF-8" => RealAdapter.Frame([0x0A, 4, 0x0A, 2, 0xC3, 0x28]),
        _ => RealAdapter.Frame([]),
    };

    /// <summary>Field 1, a message, in field 1, a message, and so on.</summary>
    private static byte[] Nested(int depth)
    {
        byte[] bytes = [];
        for (var level = 0; level < depth; level++)
        {
            using var stream = new MemoryStream();
            using (var output = new CodedOutputStream(stream, leaveOpen: true))
            {
                output.WriteTag(1, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(bytes));
            }

            bytes = stream.ToArray();
        }

        return bytes;
    }
}
