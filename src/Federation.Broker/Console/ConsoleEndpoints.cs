using Federation.Audit;
using Federation.Broker.Console.Pages;
using Federation.Broker.Console.Proofs;
using Federation.Broker.Console.SignIn;
using Federation.Broker.Console.Texts;
using Federation.Broker.Records;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Federation.Broker.Console;

/// <summary>The addresses of the console that are no page, and what all of them answer with.</summary>
internal static class ConsoleEndpoints
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
        + "base-uri 'none'";

    public static void Map(WebApplication app)
    {
        app.Use(Protect);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/", () => Results.Redirect("/accesses")).AllowAnonymous();
        app.MapGet("/style.css", () => Results.Text(StyleSheet.Text, "text/css")).AllowAnonymous();
        app.MapGet("/language", ChooseLanguage).AllowAnonymous();
        app.MapGet("/sign-in/{token}", SignInAsync).AllowAnonymous();
        app.MapPost("/sign-in", SignInByFormAsync).AllowAnonymous();
        app.MapPost("/sign-out", SignOutAsync).RequireAuthorization();
        app.MapGet("/accesses/{id:guid}/entries/{index:long}", DownloadAsync).RequireAuthorization();
        app.MapRazorComponents<App>().RequireAuthorization();
    }

    private static Task Protect(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        headers.StrictTransportSecurity = "max-age=31536000";
        return next(context);
    }

    private static IResult ChooseLanguage(HttpContext context, string? to, string? back)
    {
        context.Response.Cookies.Append(LanguageChoice.Cookie, to == "zh" ? "zh" : "en", new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = true,
        });
        return Results.LocalRedirect(IsLocal(back) ? back! : "/");
    }

    private static bool IsLocal(string? address) => address is ['/', not ('/' or '\\'), ..];

    private static Task<IResult> SignInAsync(HttpContext context, string token, SignInDoor door) =>
        AdmitAsync(context, token, door);

    private static async Task<IResult> SignInByFormAsync(
        HttpContext context, SignInDoor door, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return await AdmitAsync(context, form["token"].ToString(), door);
    }

    private static async Task<IResult> AdmitAsync(HttpContext context, string token, SignInDoor door)
    {
        if (door.Admit(token) is not { } member)
        {
            return Results.Redirect("/sign-in?failed=true");
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SignedIn.Of(member));
        return Results.Redirect("/accesses");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.BadRequest();
        }

        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.Redirect("/sign-in");
    }

    /// <summary>A receipt of one entry, for those who may see its access.</summary>
    private static async Task<IResult> DownloadAsync(
        HttpContext context, Guid id, long index, BrokerLog log, EntryProver prover)
    {
        var silo = SignedIn.SiloOf(context.User);
        if (log.Accesses.Find(id) is not { } row || (silo is not null && !row.Silos.Contains(silo))
            || !(row.IntentIndex == index || row.OutcomeIndex == index || row.ReleaseIndexes.Contains(index)))
        {
            return Results.NotFound();
        }

        try
        {
            var receipt = await prover.WriteReceiptAsync(index, context.RequestAborted);
            return Results.File(receipt, "application/json", $"{id}.{index}.receipt.json");
        }
        catch (AuditLogUnavailableException)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
