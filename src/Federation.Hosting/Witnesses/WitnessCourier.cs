using Federation.Audit;

namespace Federation.Hosting.Witnesses;

/// <summary>
/// Takes a log's checkpoints to the witnesses of a policy and keeps the newest that a quorum cosigned. Once a second
/// while the log grows, and at once where an answer waits for it.
/// </summary>
public sealed class WitnessCourier : IAsyncDisposable
{
    private const int AnswerLengthBytesMax = 16 * 1024;
    private static readonly TimeSpan RoundInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan QuorumFreshness = TimeSpan.FromSeconds(10);

    private readonly AuditLog _log;
    private readonly LogExchanger _exchanger;
    private readonly WitnessPolicy _policy;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly List<WitnessLink> _links;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Task _running;
    private TaskCompletionSource _asked = NewSignal();
    private TaskCompletionSource _roundEnded = NewSignal();
    private (long Size, string Note) _newest = (0, "");
    private string _lines = "";
    private long? _reachedTimestamp;
    private bool _isDisposed;

    /// <summary>Begins to show checkpoints.</summary>
    /// <param name="log">The log.</param>
    /// <param name="exchanger">Knows what peers cosigned: they count where the policy names them.</param>
    /// <param name="options">The witnesses, where they are, the quorum, and how long to wait for it.</param>
    /// <param name="handler">The transport; disposed with this object.</param>
    /// <param name="time">The clock.</param>
    public WitnessCourier(
        AuditLog log, LogExchanger exchanger, WitnessOptions options, HttpMessageHandler handler, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_log, _exchanger, _time) = (log, exchanger, time);
        (_policy, _patience) = (options.Policy, options.Patience);
        _http = new HttpClient(handler)
        {
            Timeout = RequestTimeout,
            MaxResponseContentBufferSize = AnswerLengthBytesMax,
        };
        _links = [.. _policy.Addresses.Select(witness => new WitnessLink(
            log, _policy.Witnesses[witness.Key], witness.Value, _http))];
        _running = Task.Run(RunAsync);
    }

    /// <summary>Begins where there is a policy that names addresses or a quorum; null where there is none.</summary>
    public static WitnessCourier? Start(
        AuditLog log, LogExchanger exchanger, WitnessOptions? options, TimeProvider time) => options is null
            ? null
            : new WitnessCourier(
                log, exchanger, options, new SocketsHttpHandler { AllowAutoRedirect = false }, time);

    /// <summary>The witnesses that know another log under this log's name.</summary>
    public IReadOnlyList<string> Disagreeing => [.. _links.Where(link => link.Disagrees).Select(link => link.Name)];

    /// <summary>The newest checkpoint that a quorum cosigned, with its cosignatures; 0 and empty before the first.
    /// </summary>
    public (long Size, string Note) Newest
    {
        get
        {
            lock (_gate)
            {
                return _newest;
            }
        }
    }

    /// <summary>The lines of the quorum that cosigned a size; empty where none cosigned this very size.</summary>
    public string CosignaturesOf(long size)
    {
        lock (_gate)
        {
            return size == _newest.Size ? _lines : "";
        }
    }

    /// <summary>Whether a quorum answers: it did within ten seconds, or does now.</summary>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task<bool> HasQuorumAsync(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        bool IsFresh() => _reachedTimestamp is { } reached
            && (reached >= asked || _time.GetElapsedTime(reached, asked) < QuorumFreshness);
        return await WaitAsync(IsFresh, cancellationToken);
    }

    /// <summary>A checkpoint of at least a size that a quorum cosigned, with its size; null where none came in
    /// time.</summary>
    /// <param name="size">How many entries it must cover.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task<(long Size, string Note)?> FindAsync(long size, CancellationToken cancellationToken) =>
        await WaitAsync(() => _newest.Size >= size, cancellationToken) ? Newest : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _links.ForEach(link => link.Dispose());
        _http.Dispose();
        _stopping.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> WaitAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            Task ended;
            TaskCompletionSource asked;
            lock (_gate)
            {
                if (holds())
                {
                    return true;
                }

                (ended, asked) = (_roundEnded.Task, _asked);
            }

            var left = _patience - _time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || _isDisposed)
            {
                return false;
            }

            asked.TrySetResult();
            await Task.WhenAny(ended, Task.Delay(left, _time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await ShowAsync();
        }
        finally
        {
            EndRound(isReached: false); // Whoever waits still hears that there will be none.
        }
    }

    private async Task ShowAsync()
    {
        var shownSize = -1L;
        while (await IsAskedAsync() is { } isWanted)
        {
            var (size, note) = SignedNow();
            var isReached = note.Length > 0 && (isWanted || size > shownSize) && await RoundAsync(size, note);
            shownSize = isReached ? size : shownSize;
            if (isWanted && !isReached)
            {
                await Task.Delay(RestAfterFailure, _time, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            EndRound(isReached);
        }
    }

    /// <summary>Whether somebody waits for the next round, or only time has passed; null once stopped. One round serves
    /// all who wait.</summary>
    private async Task<bool?> IsAskedAsync()
    {
        await Task.WhenAny(AskedSoFar().Task, Task.Delay(RoundInterval, _time, _stopping.Token));
        lock (_gate)
        {
            var isAsked = _asked.Task.IsCompleted;
            _asked = isAsked ? NewSignal() : _asked;
            return _stopping.IsCancellationRequested ? null : isAsked;
        }
    }

    private TaskCompletionSource AskedSoFar()
    {
        lock (_gate)
        {
            return _asked;
        }
    }

    private (long Size, string Note) SignedNow()
    {
        try
        {
            _log.SignCheckpoint();
            return _log.NewestCheckpoint;
        }
        catch (AuditLogUnavailableException)
        {
            return (0, ""); // Closed: nothing leaves any more, and health says so.
        }
    }

    /// <summary>Shows one checkpoint to all; ends as soon as a quorum has cosigned it.</summary>
    private async Task<bool> RoundAsync(long size, string note)
    {
        var lines = OfPeers(size, note);
        var running = _links.Select(link => link.ShowAsync(size, note, _stopping.Token)).ToList();
        while (!_policy.HasQuorum(note + lines))
        {
            if (running.Count == 0)
            {
                return false;
            }

            var done = await Task.WhenAny(running);
            running.Remove(done);
            lines += await done;
        }

        lock (_gate)
        {
            (_newest, _lines) = ((size, note + lines), lines);
        }

        _log.TakeCosignatures(size, lines);
        return true;
    }

    /// <summary>What peers cosigned with their calls: the lines of witnesses of the policy.</summary>
    private string OfPeers(long size, string note) => string.Concat(_exchanger.CosignaturesOf(size, note)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\n")
        .Where(line => _policy.Witnesses.Values.Any(witness => witness.TryVerify(note + line, out _))));

    private void EndRound(bool isReached)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            _reachedTimestamp = isReached ? _time.GetTimestamp() : _reachedTimestamp;
            (ended, _roundEnded) = (_roundEnded, NewSignal());
        }

        ended.SetResult();
    }
}
