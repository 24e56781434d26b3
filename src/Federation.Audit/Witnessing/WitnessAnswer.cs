using System.Globalization;

namespace Federation.Audit;

/// <summary>What a witness answers, in the terms of C2SP tlog-witness.</summary>
/// <param name="Status">The HTTP status: 200, 400, 403, 404, 409 or 422.</param>
/// <param name="Body">The cosignature lines of 200, the size of 409; else empty.</param>
/// <param name="IsFork">Whether the log's key signed something that contradicts what this witness saw.</param>
public sealed record WitnessAnswer(int Status, string Body, bool IsFork)
{
    /// <summary>The content type of the body of a 409.</summary>
    public const string SizeContentType = "text/x.tlog.size";

    /// <summary>The content type of the body; empty where it has no other than text.</summary>
    public string ContentType => Status == 409 ? SizeContentType : "";

    /// <summary>Whether the checkpoint was cosigned.</summary>
    public bool IsCosigned => Status == 200;

    internal static WitnessAnswer Cosigned(string lines) => new(200, lines, IsFork: false);

    internal static WitnessAnswer Refused(int status, bool isFork = false) => new(status, "", isFork);

    internal static WitnessAnswer Conflict(long knownSize) =>
        new(409, string.Create(CultureInfo.InvariantCulture, $"{knownSize}\n"), IsFork: false);
}
