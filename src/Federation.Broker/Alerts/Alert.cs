namespace Federation.Broker.Alerts;

/// <summary>Something to look at. It is told once, and again only after it was over in between.</summary>
/// <param name="Rule">What it is.</param>
/// <param name="Subject">What it is about: names of silos, datasets, purposes or logs; never a stored value.</param>
/// <param name="RaisedUnixMs">When it was noticed, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record Alert(AlertRule Rule, string Subject, long RaisedUnixMs, string Text);
