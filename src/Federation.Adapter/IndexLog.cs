using Federation.Stores;

namespace Federation.Adapter;

/// <summary>Says in the process's log, at start, how each dataset came by its contribution index.</summary>
internal static partial class IndexLog
{
    /// <summary>What an adapter tells its log.</summary>
    public static Action<string, ContributionIndexState> Of(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Federation.Adapter.Index");
        return (dataset, state) => Write(logger, dataset, state);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Contribution index of {Dataset}: {State}")]
    private static partial void Write(ILogger logger, string dataset, ContributionIndexState state);
}
