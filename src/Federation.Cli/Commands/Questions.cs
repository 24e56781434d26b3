using Federation.Cli.Shell;
using Federation.Client.Sql;
using Federation.Contracts.Type.V1;

namespace Federation.Cli.Commands;

/// <summary>Questions as people type them.</summary>
internal static class Questions
{
    /// <summary>Compiles SQL to the typed query.</summary>
    /// <exception cref="CommandException">It is outside the subset; the message points at the word.</exception>
    public static AggregateQuery Compile(string sql) => CompileQuestion(sql).Query;

    /// <summary>Compiles SQL to the typed query and what is done with its answer.</summary>
    /// <inheritdoc cref="Compile"/>
    public static SqlQuestion CompileQuestion(string sql)
    {
        try
        {
            return SqlCompiler.CompileQuestion(sql);
        }
        catch (SqlFaultException exception)
        {
            throw new CommandException(ExitCodes.Usage, exception.Fault.Explain(sql));
        }
    }
}
