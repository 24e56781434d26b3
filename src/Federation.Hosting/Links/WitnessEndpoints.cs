namespace Federation.Hosting.Links;

/// <summary>The server's end of C2SP tlog-witness, over the links that both hosts have: who may open a link may show a
/// checkpoint.</summary>
public static class WitnessEndpoints
{
    private const int BodyLengthBytesMax = 64 * 1024;
    private const string NoteType = "text/plain; charset=utf-8";

    /// <summary>Serves <c>POST /witness/add-checkpoint</c> and <c>GET /witness/HASH-OF-ORIGIN/checkpoint</c>.</summary>
    /// <param name="app">The host.</param>
    /// <param name="add">Takes a body; gives the status, the body of the answer and its content type, or null where it
    /// cannot be recorded.</param>
    /// <param name="find">The newest cosigned note by the hash of the origin; null where there is none.</param>
    public static void MapWitness(
        this IEndpointRouteBuilder app,
        Func<string, CancellationToken, Task<(int Status, string Body, string ContentType)?>> add,
        Func<string, string?> find)
    {
        app.MapPost("/witness/add-checkpoint", async (HttpContext context) =>
        {
            if (await ReadAsync(context.Request.Body, context.RequestAborted) is not { } body)
            {
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            }

            return await add(body, context.RequestAborted) is var (status, answer, contentType)
                ? Results.Text(answer, contentType.Length > 0 ? contentType : NoteType, statusCode: status)
                : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        });
        app.MapGet("/witness/{originHash}/checkpoint", (string originHash) =>
            find(originHash) is { } note ? Results.Text(note, NoteType) : Results.NotFound());
    }

    /// <summary>Serves <c>POST /witness/add-succession</c>, which C2SP tlog-witness does not have: a log whose key was
    /// changed brings what led from the key that the witness trusts to the new one.</summary>
    /// <param name="app">The host.</param>
    /// <param name="follow">Takes the text of a log's file <c>succession</c>; whether it led to another key.</param>
    public static void MapSuccession(this IEndpointRouteBuilder app, Func<string, bool> follow) =>
        app.MapPost("/witness/add-succession", async (HttpContext context) =>
            await ReadAsync(context.Request.Body, context.RequestAborted) is not { } body
                ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
                : Results.StatusCode(
                    follow(body) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity));

    private static async Task<string?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[BodyLengthBytesMax + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return count > BodyLengthBytesMax ? null : System.Text.Encoding.UTF8.GetString(bytes, 0, count);
    }
}
