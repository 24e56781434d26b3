namespace Federation.Tests.Adapter.Policies;

/// <summary>A policy file that uses every key, over a small CSV file; tests break it one line at a time.</summary>
internal static class FullPolicy
{
    /// <summary>How the budget is renewed, as the policy writes it.</summary>
    public const string Renewal =
        "  renewal:\n    from: 2026-01-01\n    every: 365d\n    lifetimeEpsilon: 9\n    lifetimeDelta: 3e-6\n";

    public const string Fingerprint = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly string Text = $$"""
        # Reviewed by the data protection officer.
        dataset: people
        description: Made-up people of one town.
        purposes: [research, training]
        store:
          kind: csv
          path: people.csv
        lineage: town
        epoch: 1
        rowsMax: 10000
        unit: {column: pid}
        recordId: {content-hash: true}
        recordsPerUnit: 2
        columns:
          - name: sex
            type: text
            domain: [f, m]
          - name: income
            type: number
            bounds:
              lower: 0
              upper: 5000
              step: 0.5
            onNull: exclude
            onNaN: lower
            onInfinity: upper
          - name: note
            type: text
        budget:
          lineageEpsilon: 3
          trainerEpsilon: 1
          requestEpsilon: 0.25
          lineageDelta: 1e-6
          selectionDelta: 0.0000005
          requestDelta: 1e-8
          showLineage: false
          purposeLimits:
            - purpose: research
              epsilon: 2
          renewal:
            from: 2026-01-01
            every: 365d
            lifetimeEpsilon: 9
            lifetimeDelta: 3e-6
        samples:
          columns:
            - name: note
              redactors: [email, phone]
          unitsMax: 50
          recordsPerRequest: 20
        agreements:
          # Signed on paper too.
          - id: lab-2026
            trainer: {{Fingerprint}}
            deliveries: [statistics, samples]
            purposes: [research]
            from: 2026-01-01
            until: 2027-01-01
            quotas:
              epsilon: 1
              requests: 100
              records: 40

        """;

    public static string Data { get; } = string.Concat(
        "pid,sex,income,note\n",
        string.Concat(Enumerable.Range(1, 40).Select(person =>
            $"{person},{(person % 2 == 0 ? "f" : "m")},{person * 10}.5,note {person} to me@example.org\n")));

    /// <summary>Writes policy and data into a folder and returns the policy's path.</summary>
    public static string Write(string folder, string? text = null, string name = "people.yaml")
    {
        File.WriteAllText(Path.Combine(folder, "people.csv"), Data);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text ?? Text);
        return path;
    }

    /// <summary>The line, from 1, of the first line that holds a text.</summary>
    public static int LineOf(string text, string part) =>
        Array.FindIndex(text.Split('\n'), line => line.Contains(part, StringComparison.Ordinal)) + 1;
}
