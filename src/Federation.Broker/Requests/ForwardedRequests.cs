using System.Collections.Concurrent;

namespace Federation.Broker.Requests;

/// <summary>Remembers which requests were let through while they were fresh, so that a lost answer can be fetched
/// again after they ran out. Forgetting one only means a new request has to be signed.</summary>
internal sealed class ForwardedRequests(int countMax = 100_000)
{
    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Remembers a request of a caller.</summary>
    public void Add(Caller caller, SignedQuestion question)
    {
        var key = KeyOf(caller, question);
        if (!_known.TryAdd(key, 0))
        {
            return;
        }

        _order.Enqueue(key);
        if (_known.Count > countMax && _order.TryDequeue(out var oldest))
        {
            _known.TryRemove(oldest, out _);
        }
    }

    /// <summary>Whether the same caller sent the same bytes before.</summary>
    public bool Contains(Caller caller, SignedQuestion question) => _known.ContainsKey(KeyOf(caller, question));

    private static string KeyOf(Caller caller, SignedQuestion question) =>
        $"{caller.Identity.Id}/{Convert.ToHexString(question.Digest.Span)}";
}
