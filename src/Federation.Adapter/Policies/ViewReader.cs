using Federation.Hosting.Configuration;
using Federation.Stores;

namespace Federation.Adapter.Policies;

/// <summary>Reads what a store's table is joined with. Only a holder can declare it, and only on the privacy unit.
/// </summary>
internal static class ViewReader
{
    /// <summary>The view of a store; null without one.</summary>
    public static JoinedView? Read(YamlMap store, StoreOptions left, string? unit)
    {
        if (store.OptionalMap("view") is not { } map)
        {
            return null;
        }

        var isFile = left.Kind is not (StoreKind.Sqlite or StoreKind.Postgres);
        var path = isFile ? map.RequiredPath("rightPath") : left.Path;
        var table = isFile ? null : left.Kind == StoreKind.Postgres
            ? map.RequiredString("rightTable", 128, "[^.]+[.][^.]+") : map.RequiredString("rightTable", 128);
        var on = map.RequiredString("on", 128);
        if (map.IsConfirmed("on") && !string.Equals(on, unit, StringComparison.Ordinal))
        {
            map.Reject("on", "a view joins on the privacy unit only",
                unit is null ? "declare a unit column, or remove the view" : $"write 'on: {unit}'");
        }

        return new JoinedView(path, table, on);
    }
}
