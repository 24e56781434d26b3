namespace Federation.Tests.House;

public sealed class TidyTests
{
    [Fact]
    public void Every_source_file_is_tidy()
    {
        var faults = SourceTree.WrittenFiles().SelectMany(file => Tidiness.Faults(file, SourceTree.Read(file))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void There_are_files_to_look_at() => Assert.NotEmpty(SourceTree.WrittenFiles());

    [Theory]
    [InlineData("class Open { }", "sealed, static or abstract")]
    [InlineData("record Open(int A);", "sealed, static or abstract")]
    [InlineData("sealed class A { private class B { } }", "sealed, static or abstract")]
    [InlineData("sealed class A { int X; } sealed class B { int X; }", "one top-level type")]
    [InlineData("// TODO: later", "left open")]
    [InlineData("// return exact;", "no code")]
    [InlineData("// if (x)", "no code")]
    [InlineData("#region Fields\n#endregion", "#region")]
    [InlineData("sealed class A { void B() { try { } catch (Exception) { } } }", "catches everything")]
    [InlineData("sealed class A { void B() { try { } catch (Exception e) when (e is null) { } } }", "catches everything")]
    [InlineData("sealed class A { void B() { try { } catch { } } }", "catches everything")]
    public void An_untidy_file_is_noticed(string text, string rule) =>
        Assert.Contains(rule, Assert.Single(Tidiness.Faults("Federation.Adapter/Sample.cs", text)), StringComparison.Ordinal);

    [Fact]
    public void What_is_too_long_is_noticed_one_line_after_the_limit()
    {
        Assert.Empty(Faults(string.Concat(Enumerable.Repeat("// a\n", 400))));
        Assert.Single(Faults(string.Concat(Enumerable.Repeat("// a\n", 401))));
        Assert.Empty(Faults("// " + new string('a', 117)));
        Assert.Single(Faults("// " + new string('a', 118)));
        Assert.Empty(Faults(MethodOf(lineCount: 60)));
        Assert.Single(Faults(MethodOf(lineCount: 61)));
    }

    [Theory]
    [InlineData("/// <summary>A step; then another.</summary>\nsealed record A(int X);\nenum B { One }")]
    [InlineData("sealed class Options { int X; }")]
    [InlineData("readonly record struct A(int X);\nreadonly record struct B(int X);")]
    [InlineData("sealed class A { void B() { try { } catch (IOException) { } } }")]
    [InlineData("static class A; // Why, in a few words.")]
    public void A_tidy_file_passes(string text) => Assert.Empty(Faults(text));

    [Fact]
    public void The_boundary_of_the_process_may_catch_everything() => Assert.Empty(Tidiness.Faults(
        "Federation.Hosting/Errors/Boundary.cs", "sealed class A { void B() { try { } catch (Exception) { } } }"));

    private static List<string> Faults(string text) => Tidiness.Faults("Federation.Adapter/Sample.cs", text);

    private static string MethodOf(int lineCount) =>
        "sealed class A\n{\n    void B()\n    {\n" + string.Concat(Enumerable.Repeat("        C();\n", lineCount - 3)) + "    }\n}\n";
}
