namespace Federation.Broker.Releases;

/// <summary>Checks that an entry is on a log, by its proof and the log's key alone.</summary>
public interface IReceiptCheck
{
    /// <summary>True where the proof shows the entry under a checkpoint that the key signed.</summary>
    /// <param name="proof">A C2SP tlog-proof file.</param>
    /// <param name="entry">The entry's bytes as logged.</param>
    /// <param name="logVerifierKey">The log's key, as C2SP signed notes write it.</param>
    bool IsOnLog(string proof, ReadOnlySpan<byte> entry, string logVerifierKey);
}
