using System.Net;
using System.Text.RegularExpressions;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>What the service's refusals mean, as sentences for the person who can mend them. Messages of the service may hold customer text and are not repeated.</summary>
internal static partial class ServiceErrors
{
    /// <summary>Tells a missing privilege, by name where the service names it.</summary>
    /// <exception cref="ConnectorException">403, or another refusal that names a privilege.</exception>
    public static void ThrowIfForbidden(Answer answer)
    {
        if (answer.Ok || (int)answer.Status is >= 500) return;
        var privilege = Privilege().Match(answer.Error);
        var depth = answer.Error.Contains("Required Depth: Global", StringComparison.OrdinalIgnoreCase);
        if (answer.Status != HttpStatusCode.Forbidden && !(privilege.Success && answer.Error.Contains("privilege", StringComparison.OrdinalIgnoreCase))) return;
        throw new ConnectorException(FailureKind.Unauthorized, privilege.Success
            ? $"The application user lacks the privilege {privilege.Value}{(depth ? " for the whole organisation" : "")}; add it to its security role at organisation depth."
            : "The application user may not read what is needed (403); run `check` to see which privilege its security role lacks.");
    }

    /// <summary>A refused sign-in after one fresh token.</summary>
    public static ConnectorException SignIn() => new(
        FailureKind.Unauthorized,
        "Dataverse refuses the sign-in (401) with a fresh token too; check that the application user exists in the environment and is enabled, and Crm:Dataverse:ClientId, secret or AccessToken.");

    /// <summary>Still busy after every attempt.</summary>
    public static ConnectorException Busy(Answer answer, TimeSpan? wait) => answer.Status is HttpStatusCode.TooManyRequests
        ? new(FailureKind.Throttled, "Dataverse still limits our requests (429) after several waits; the next poll tries again.", retryAfter: wait)
        : new(FailureKind.Transient, $"Dataverse answers {(int)answer.Status} after several attempts; the next poll tries again.", retryAfter: wait);

    /// <summary>A redirect: the service has none for its clients.</summary>
    public static ConnectorException Redirected(Answer answer) => new(
        FailureKind.Transient,
        $"Dataverse's address answers {(int)answer.Status} with a redirect, which was not followed; check that Crm:Dataverse:Url is the environment's own address and that no sign-in page or proxy stands in between.");

    /// <summary>A request the service does not accept as it is.</summary>
    public static ConnectorException Refused(Answer answer) => new(
        FailureKind.Permanent, $"Dataverse refuses a request ({(int)answer.Status}{Code(answer)}).");

    /// <summary>No whole answer after every attempt.</summary>
    public static ConnectorException Broken(Exception failure, Uri url) => failure switch
    {
        GarbledAnswerException e => new(FailureKind.Transient, e.Message, e),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } e => new(
            FailureKind.Transient, $"The certificate of {url.Host} is not accepted; check Crm:Dataverse:Url and the machine's trusted authorities.", e),
        OperationCanceledException e => new(FailureKind.Transient, $"{url.Host} does not answer in time.", e),
        _ => new(FailureKind.Transient, $"{url.Host} cannot be reached, or breaks its answers off; check the network and Crm:Dataverse:Url.", failure),
    };

    /// <summary>The column a refusal says the table has not; null where it says something else.</summary>
    public static string? UnknownColumn(Answer answer) =>
        answer.Status == HttpStatusCode.BadRequest && ColumnName().Match(answer.Error) is { Success: true } m ? m.Groups["name"].Value : null;

    private static string Code(Answer answer) =>
        answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Json.TryGetProperty("error", out var e) && e.ValueKind == System.Text.Json.JsonValueKind.Object
        && e.TryGetProperty("code", out var c) && c.ValueKind == System.Text.Json.JsonValueKind.String && ErrorCode().IsMatch(c.GetString()!) ? ", " + c.GetString() : "";

    [GeneratedRegex(@"\bprv[A-Za-z_]{3,80}", RegexOptions.NonBacktracking)]
    private static partial Regex Privilege();

    [GeneratedRegex("property named '(?<name>[A-Za-z0-9_]{1,128})'", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex ColumnName();

    [GeneratedRegex("^0x[0-9a-fA-F]{1,8}$", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorCode();
}
