namespace Federation.Stores;

/// <summary>What a store holds, for its holder: never sent to anyone else.</summary>
/// <param name="Columns">The columns in the order of the data.</param>
/// <param name="Rows">How many rows there are, exactly.</param>
public sealed record StoreDescription(IReadOnlyList<StoreColumn> Columns, long Rows);

/// <summary>One column as the engine sees it.</summary>
/// <param name="Name">The name, exactly as written in the data.</param>
/// <param name="EngineType">The engine's own word for the type, such as <c>VARCHAR</c>; may be empty in SQLite.</param>
public sealed record StoreColumn(string Name, string EngineType);
