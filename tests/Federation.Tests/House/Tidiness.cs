using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Federation.Tests.House;

/// <summary>The rules of a file that is easy to read, as code. Each fault says file, line and rule.</summary>
internal static partial class Tidiness
{
    private const int FileLinesMax = 400;
    private const int SharedFileLinesMax = 200;
    private const int MethodLinesMax = 60;
    private const int LineCharactersMax = 120;

    /// <summary>The one folder that may catch everything: there a fault becomes INTERNAL with a trace id.</summary>
    private const string ProcessBoundary = "Federation.Hosting/Errors/";

    /// <summary>The faults of one file, in no particular order.</summary>
    /// <param name="file">Its path below <c>src</c>, with forward slashes.</param>
    /// <param name="text">What it holds.</param>
    public static List<string> Faults(string file, string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview))
            .GetCompilationUnitRoot();
        var faults = new List<(int Line, string Rule)>();
        if (lines.Length > FileLinesMax)
        {
            faults.Add((lines.Length, $"a file has at most {FileLinesMax} lines"));
        }

        faults.AddRange(lines.Index().Where(line => line.Item.Length > LineCharactersMax)
            .Select(line => (line.Index + 1, $"a line has at most {LineCharactersMax} characters")));
        faults.AddRange(OfTypes(root, lines.Length));
        faults.AddRange(OfMethods(root));
        faults.AddRange(OfComments(root));
        faults.AddRange(OfCatches(root, file));
        return [.. faults.Select(fault => $"{file}:{fault.Line}: {fault.Rule}")];
    }

    private static IEnumerable<(int, string)> OfTypes(CompilationUnitSyntax root, int lineCount)
    {
        var types = root.DescendantNodes().Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .ToList();
        var atTop = types.Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax).ToList();
        if (atTop.Count > 1 && (lineCount > SharedFileLinesMax || !atTop.All(IsOfRecordFamily)))
        {
            yield return (LineOf(atTop[1]), "a file has one top-level type (a small record family may share)");
        }

        foreach (var type in types.Where(type => type is ClassDeclarationSyntax ||
            (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword))))
        {
            var modifiers = ((TypeDeclarationSyntax)type).Modifiers;
            if (!modifiers.Any(modifier => modifier.Kind() is
                SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword))
            {
                yield return (LineOf(type), "a class is sealed, static or abstract");
            }
        }
    }

    /// <summary>Records, enumerations, and classes without a body, such as a generated validator beside its options.</summary>
    private static bool IsOfRecordFamily(SyntaxNode type) =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax
        || type is ClassDeclarationSyntax { Members.Count: 0 };

    private static IEnumerable<(int, string)> OfMethods(CompilationUnitSyntax root)
    {
        foreach (var method in root.DescendantNodes().Where(node => node is
            BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax))
        {
            var span = method.GetLocation().GetLineSpan();
            if (span.EndLinePosition.Line - span.StartLinePosition.Line + 1 > MethodLinesMax)
            {
                yield return (LineOf(method), $"a method has at most {MethodLinesMax} lines");
            }
        }
    }

    private static IEnumerable<(int, string)> OfComments(CompilationUnitSyntax root)
    {
        foreach (var trivia in root.DescendantTrivia(descendIntoTrivia: true))
        {
            var text = trivia.ToString();
            var line = trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            {
                yield return (line, "no #region");
            }
            else if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                if (WorkLeftOpen().IsMatch(text))
                {
                    yield return (line, "no work left open in a comment");
                }

                if (LooksLikeCode().IsMatch(text))
                {
                    yield return (line, "no code in comments");
                }
            }
        }
    }

    private static IEnumerable<(int, string)> OfCatches(CompilationUnitSyntax root, string file)
    {
        if (file.StartsWith(ProcessBoundary, StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (var clause in root.DescendantNodes().OfType<CatchClauseSyntax>())
        {
            if (clause.Declaration?.Type.ToString() is null or "Exception" or "System.Exception" or "SystemException")
            {
                yield return (LineOf(clause), "only the boundary of a process catches everything");
            }
        }
    }

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex WorkLeftOpen();

    [GeneratedRegex(@"^//\s*(?!/)(.*[;{]|\}|(var|return|if|await|throw|using) .*[;)])\s*$")]
    private static partial Regex LooksLikeCode();
}
