using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace DataverseSimulator;

/// <summary>
/// Webhooks as the platform sends them (use-webhooks, register-web-hook): asynchronous, unsigned, a shared secret in a header,
/// one repetition and only after 502, 503 and 504; beyond 256 KB everything but the primary record is dropped.
/// </summary>
public sealed class Webhooks(HttpClient http, Uri endpoint, string secret)
{
    private const int MostBytes = 256 * 1024;

    /// <summary>What became of each event, in order.</summary>
    public IList<HttpStatusCode> Answers { get; } = [];

    /// <summary>The body for an event on an opportunity, or on its close activity.</summary>
    public static JsonObject Body(Guid organisation, string message, string table, Guid id, Guid? opportunity = null, int padding = 0)
    {
        var attributes = new JsonArray(new JsonObject { ["key"] = "modifiedon", ["value"] = "/Date(1772442000000)/" });
        if (opportunity is { } deal)
        {
            attributes.Add(new JsonObject
            {
                ["key"] = "opportunityid",
                ["value"] = new JsonObject { ["__type"] = "EntityReference:http://schemas.microsoft.com/xrm/2011/Contracts", ["Id"] = deal.ToString("D"), ["KeyAttributes"] = new JsonArray(), ["LogicalName"] = "opportunity", ["Name"] = null, ["RowVersion"] = null },
            });
        }

        if (padding > 0) attributes.Add(new JsonObject { ["key"] = "description", ["value"] = new string('x', padding) });
        var target = new JsonObject { ["__type"] = "Entity:http://schemas.microsoft.com/xrm/2011/Contracts", ["Attributes"] = attributes, ["EntityState"] = null, ["FormattedValues"] = new JsonArray(), ["Id"] = id.ToString("D"), ["LogicalName"] = table, ["RowVersion"] = null };
        return new JsonObject
        {
            ["BusinessUnitId"] = Guid.NewGuid().ToString("D"), ["CorrelationId"] = Guid.NewGuid().ToString("D"), ["Depth"] = 1, ["InitiatingUserId"] = Guid.NewGuid().ToString("D"),
            ["InputParameters"] = new JsonArray(new JsonObject { ["key"] = "Target", ["value"] = target }), ["IsInTransaction"] = false, ["MessageName"] = message, ["Mode"] = 1,
            ["OperationCreatedOn"] = "/Date(1772442000000-0700)/", ["OperationId"] = Guid.NewGuid().ToString("D"), ["OrganizationId"] = organisation.ToString("D"), ["OrganizationName"] = "simulated",
            ["OutputParameters"] = new JsonArray(), ["ParentContext"] = null, ["PostEntityImages"] = new JsonArray(), ["PreEntityImages"] = new JsonArray(),
            ["PrimaryEntityId"] = id.ToString("D"), ["PrimaryEntityName"] = table, ["RequestId"] = Guid.NewGuid().ToString("D"), ["SecondaryEntityName"] = "none", ["SharedVariables"] = new JsonArray(), ["Stage"] = 40, ["UserId"] = Guid.NewGuid().ToString("D"),
        };
    }

    /// <summary>Sends one event.</summary>
    public async Task SendAsync(JsonObject body, CancellationToken cancellationToken = default)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        var cut = bytes.Length > MostBytes;
        if (cut)
        {
            foreach (var name in (string[])["ParentContext", "InputParameters", "PreEntityImages", "PostEntityImages"]) body.Remove(name);
            bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        }

        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(bytes) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
            request.Headers.TryAddWithoutValidation("X-HandoffBridge-Secret", secret);
            request.Headers.TryAddWithoutValidation("x-ms-dynamics-entity-name", body["PrimaryEntityName"]!.GetValue<string>());
            request.Headers.TryAddWithoutValidation("x-ms-dynamics-request-name", body["MessageName"]!.GetValue<string>());
            if (cut) request.Headers.TryAddWithoutValidation("x-ms-dynamics-msg-size-exceeded", "true");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            using var response = await http.SendAsync(request, limit.Token);
            if (attempt == 1 && response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) continue;
            Answers.Add(response.StatusCode);
            return;
        }
    }
}
