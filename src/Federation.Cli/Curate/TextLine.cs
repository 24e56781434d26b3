namespace Federation.Cli.Curate;

/// <summary>
/// One line of a JSONL file: a document, or the reason why it is none. Never holds more than that line.
/// </summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="LengthBytes">The line's length with its end.</param>
/// <param name="Id">The field <c>id</c> as text, or null where the line has none.</param>
/// <param name="Text">The field <c>text</c>; empty where the line is faulty.</param>
/// <param name="Json">The whole line in UTF-8, valid until the next line is read.</param>
/// <param name="Fault">What is wrong with the line in words without any of its content, or null.</param>
internal sealed record TextLine(
    long Number, long LengthBytes, string? Id, string Text, ReadOnlyMemory<byte> Json, string? Fault);
