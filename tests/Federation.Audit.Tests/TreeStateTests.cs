namespace Federation.Audit.Tests;

public sealed class TreeStateTests : IDisposable
{
    private readonly Federation.Tests.Cli.TemporaryFolder _folder = new();

    [Fact]
    public void The_text_that_was_written_last_is_read()
    {
        Write("one", "two", "three");

        Assert.Equal("three", Newest());
    }

    [Theory]
    [InlineData(1, 512)]
    [InlineData(2, 0)]
    [InlineData(3, 512)]
    public void A_slot_that_a_crash_spoilt_leaves_what_was_signed_before_it(int writesCount, int slotStart)
    {
        string[] texts = ["one", "two", "three"];
        Write(texts[..writesCount]);
        Spoil(slotStart);

        if (writesCount == 1)
        {
            Assert.Throws<AuditLogDamagedException>(Newest);
        }
        else
        {
            Assert.Equal(texts[writesCount - 2], Newest());
        }
    }

    [Fact]
    public void A_file_without_a_slot_that_can_be_read_stops_the_start()
    {
        Write("one", "two");
        Spoil(0);
        Spoil(512);

        Assert.Throws<AuditLogDamagedException>(Newest);
    }

    [Fact]
    public void A_new_file_holds_nothing() => Assert.Null(Newest());

    [Fact]
    public void A_text_longer_than_a_slot_is_not_written_in_part()
    {
        Write("one");

        Assert.Throws<ArgumentOutOfRangeException>(() => Write(new string('x', 600)));
        Assert.Equal("one", Newest());
    }

    public void Dispose() => _folder.Dispose();

    private void Write(params IEnumerable<string> texts)
    {
        using var storage = FileLogStorage.Open(_folder.Path);
        using var state = TreeState.Open(storage);
        foreach (var text in texts)
        {
            state.Write(text);
        }
    }

    private string? Newest()
    {
        using var storage = FileLogStorage.Open(_folder.Path);
        using var state = TreeState.Open(storage);
        return state.Newest;
    }

    private void Spoil(int slotStart)
    {
        var file = _folder[TreeState.FileName];
        var bytes = File.ReadAllBytes(file);
        bytes[slotStart + 17] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
