namespace Federation.Adapter.Requests;

/// <summary>
/// Lets one try of a request run at a time: two at once under one debit would draw two noises, whose mean tells more
/// than was paid for.
/// </summary>
public sealed class RequestTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns = [];

    /// <summary>Waits for the turn of a request; dispose to pass it on.</summary>
    public async Task<IDisposable> WaitAsync(
        string trainerFingerprint, string requestId, CancellationToken cancellationToken)
    {
        var key = $"{trainerFingerprint}/{requestId}";
        Turn turn;
        lock (_lock)
        {
            if (!_turns.TryGetValue(key, out turn!))
            {
                _turns[key] = turn = new Turn();
            }

            turn.WaitersCount++;
        }

        try
        {
            await turn.Semaphore.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(key, turn, isHolder: false);
            throw;
        }

        return new Holder(() => Leave(key, turn, isHolder: true));
    }

    private void Leave(string key, Turn turn, bool isHolder)
    {
        lock (_lock)
        {
            if (isHolder)
            {
                turn.Semaphore.Release();
            }

            if (--turn.WaitersCount == 0)
            {
                _turns.Remove(key);
            }
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int WaitersCount { get; set; }
    }

    private sealed class Holder(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
