using System.Text;
using Federation.Adapter.Policies;

namespace Federation.Adapter.Grants;

/// <summary>
/// Adds an agreement to a policy file, read strictly before and after; the file is replaced as a whole.
/// </summary>
public sealed class Grant
{
    private readonly string _path;
    private readonly byte[] _before;
    private readonly byte[] _after;

    private Grant(string path, byte[] before, byte[] after, DatasetPolicy policy, Agreement agreement)
    {
        (_path, _before, _after) = (path, before, after);
        (Policy, Agreement) = (policy, agreement);
    }

    /// <summary>The policy as it will be.</summary>
    public DatasetPolicy Policy { get; }

    /// <summary>The agreement as the strict reader reads it.</summary>
    public Agreement Agreement { get; }

    /// <summary>The lines that are added.</summary>
    public string Text => string.Join('\n', AgreementText.Of(Agreement, "  "));

    /// <summary>Works out the new file without writing anything.</summary>
    /// <param name="file">The policy file; it must hold as it is.</param>
    /// <param name="agreement">What to add. Names and purposes are of the forms that the reader asks for.</param>
    /// <exception cref="Hosting.Configuration.ConfigurationException">The reader refuses the file, as it is or as it
    /// would be; lines are those of the file as it would be in the second case.</exception>
    /// <exception cref="GrantException">The id is taken, or the layout of the file cannot be added to.</exception>
    public static Grant Prepare(string file, Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(agreement);
        var path = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
        var policy = PolicyBook.Load(path).Datasets[0];
        if (policy.Agreements.Any(other => other.Id == agreement.Id))
        {
            throw new GrantException($"{file} already holds an agreement '{agreement.Id}': give this one another id.");
        }

        var before = File.ReadAllBytes(path);
        var text = new UTF8Encoding(false, true).GetString(before);
        var after = AgreementInsertion.Apply(text, agreement);
        var bytes = after is null ? before : Encoding.UTF8.GetBytes(after);
        var read = PolicyReader.Read(bytes, path);
        read.Finish();
        var changed = read.Build();
        if (!IsExtendedBy(policy, changed, agreement))
        {
            throw new GrantException(
                $"The agreements in {file} are laid out in a way that lines cannot be added to safely. Add by hand:\n" +
                $"{string.Join('\n', AgreementText.Of(agreement, "  "))}");
        }

        return new Grant(path, before, bytes, changed, changed.Agreements[^1]);
    }

    /// <summary>Replaces the file in one step; a crash leaves the old one or the new one.</summary>
    /// <exception cref="GrantException">The file changed meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be written; it is as it was.</exception>
    public void Commit()
    {
        if (!File.ReadAllBytes(_path).AsSpan().SequenceEqual(_before))
        {
            throw new GrantException($"{_path} changed meanwhile: look at it and try again.");
        }

        DurableFile.Replace(_path, _after);
    }

    /// <summary>Nothing else may have changed in meaning: text was edited, not a tree.</summary>
    private static bool IsExtendedBy(DatasetPolicy before, DatasetPolicy after, Agreement agreement) =>
        after.Agreements.Count == before.Agreements.Count + 1
        && after.Agreements.Select(Form).SequenceEqual(before.Agreements.Append(agreement).Select(Form))
        && after.Dataset == before.Dataset
        && after.Budget == before.Budget
        && after.Store == before.Store
        && after.Purposes.SequenceEqual(before.Purposes)
        && after.Shape.Columns.Count == before.Shape.Columns.Count
        && after.Samples?.Columns.Count == before.Samples?.Columns.Count;

    private static string Form(Agreement agreement) => string.Join('\n', AgreementText.Of(agreement, ""));
}
