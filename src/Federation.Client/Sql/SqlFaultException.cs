namespace Federation.Client.Sql;

/// <summary>Carries a <see cref="SqlFault"/> from anywhere in the compiler to the caller.</summary>
public sealed class SqlFaultException(SqlFault fault) : Exception(fault.Message)
{
    /// <summary>What is wrong, and where.</summary>
    public SqlFault Fault { get; } = fault;
}
