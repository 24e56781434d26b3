namespace Federation.Stores.Statements;

/// <summary>One column of a store, under the alias by which alone statements speak of it.</summary>
/// <param name="Name">The name in the data; it may hold anything and never enters a query.</param>
/// <param name="EngineType">The engine's word for the type.</param>
/// <param name="Form">How to read it.</param>
/// <param name="Alias">The alias: <c>c0</c>, <c>c1</c>, and so on.</param>
internal sealed record SourceColumn(string Name, string EngineType, ColumnForm Form, string Alias);
