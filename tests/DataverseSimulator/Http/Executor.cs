using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataverseSimulator.Model;
using DataverseSimulator.Store;

namespace DataverseSimulator.Http;

/// <summary>Answers one call: routing, privileges, batches.</summary>
internal sealed partial class Executor(OrgStore store, Options options, string authority)
{
    private const int MostUrl = 32_768;
    private const int MostPartUrl = 65_536;
    private readonly string _host = authority + Root;
    private readonly Reader _reader = new(store, options, authority + Root);
    private readonly Writer _writer = new(store, authority + Root);

    /// <summary>Where the Web API starts.</summary>
    public const string Root = "/api/data/v9.2/";

    public Reply Execute(Call call, bool inBatch = false)
    {
        try
        {
            var target = call.Target.StartsWith(authority, StringComparison.OrdinalIgnoreCase) ? call.Target[authority.Length..] : call.Target;
            if (target.Length > (inBatch ? MostPartUrl : MostUrl)) throw new RefusedException(inBatch ? 400 : 414, "0x80060888", "The URL is too long.");
            if (inBatch && !target.StartsWith('/')) target = Root + target;
            var cut = target.IndexOf('?', StringComparison.Ordinal);
            var path = cut < 0 ? target : target[..cut];
            var query = cut < 0 ? "" : target[(cut + 1)..];
            if (!path.StartsWith("/api/data/v9.", StringComparison.Ordinal) || path.Length < Root.Length) throw new RefusedException(404, "0x80060888", $"Resource not found for the segment '{path}'.");
            return Route(call, Uri.UnescapeDataString(path[Root.Length..]), query, target, inBatch);
        }
        catch (RefusedException e)
        {
            return e.Reply;
        }
    }

    /// <summary>The privilege for reading a table.</summary>
    public static string Privilege(string table) => "prvRead" + table switch
    {
        "annotation" => "Note",
        "activitypointer" or "email" or "appointment" or "phonecall" or "task" or "chat" or "opportunityclose" or "activitymimeattachment" or "activityparty" => "Activity",
        "opportunityproduct" or "opportunitycompetitors" => "Opportunity",
        "quote" or "quotedetail" => "Quote",
        "salesorder" or "salesorderdetail" => "Order",
        "systemuser" => "User",
        "transactioncurrency" => "TransactionCurrency",
        "connectionrole" => "ConnectionRole",
        "businessunit" => "BusinessUnit",
        "pricelevel" => "PriceLevel",
        "uom" => "UnitOfMeasure",
        _ => char.ToUpperInvariant(table[0]) + table[1..],
    };

    private Reply Route(Call call, string path, string query, string target, bool inBatch)
    {
        if (path == "$batch") return inBatch ? throw new RefusedException(400, "0x80060888", "A batch cannot hold a batch.") : Batch(call);
        if (path is "WhoAmI" or "WhoAmI()") return Json(j => { j.WriteString("@odata.context", $"{_host}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse"); j.WriteString("BusinessUnitId", Guid.Parse("b0000000-0000-4000-8000-000000000001")); j.WriteString("UserId", store.UserId); j.WriteString("OrganizationId", store.OrganisationId); });
        if (path.StartsWith("EntityDefinitions", StringComparison.Ordinal)) return Definitions(path);
        if (path.EndsWith("/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()", StringComparison.Ordinal)) return Privileges();
        if (path == "WinOpportunity" && call.Method == "POST") return _writer.Win(call);
        var match = Path().Match(path);
        if (!match.Success || !Schema.Sales.Sets.TryGetValue(match.Groups["set"].Value, out var table) || options.Missing.Contains(table.Name))
            throw new RefusedException(404, "0x80060888", $"Resource not found for the segment '{path.Split('(', '/')[0]}'.");
        var needed = Privilege(table.Name);
        if (options.Lacking.Contains(needed))
            throw new RefusedException(403, "0x80040220", $"Principal user (Id={store.UserId:D}, type=8, roleCount=1, privilegeCount=64, accessMode='4 Non-interactive') is missing {needed} privilege (Id=00000000-0000-0000-0000-000000000003) on OTC={table.TypeCode} for entity '{table.Name}'. context.Caller={store.UserId:D}");
        foreach (var gone in options.MissingColumns.Where(c => c.StartsWith(table.Name + ".", StringComparison.Ordinal)))
            if (query.Contains(gone[(table.Name.Length + 1)..], StringComparison.Ordinal)) throw new RefusedException(400, "0x0", $"Could not find a property named '{gone[(table.Name.Length + 1)..]}' on type 'Microsoft.Dynamics.CRM.{table.Name}'.");
        Guid? id = null;
        if (match.Groups["id"].Success) id = Guid.TryParse(match.Groups["id"].Value, out var parsed) ? parsed : throw new RefusedException(400, "0x80060888", "Bad key.");
        return (call.Method, id) switch
        {
            ("GET", null) when !match.Groups["rest"].Success => _reader.Collection(call, table, target, query),
            ("GET", { } key) => _reader.Single(call, table, key, match.Groups["rest"].Success ? match.Groups["rest"].Value : null, query),
            ("PATCH", { } key) => _writer.Patch(call, table, key),
            ("POST", null) => _writer.Post(call, table),
            ("DELETE", { } key) => _writer.Delete(call, table, key),
            _ => throw new RefusedException(405, "0x80060888", "Method not allowed."),
        };
    }

    private Reply Batch(Call call)
    {
        var boundary = Boundary().Match(call.Header("Content-Type"));
        if (!boundary.Success) throw new RefusedException(400, "0x80060888", "The batch has no boundary.");
        var goOn = call.Header("Prefer").Contains("odata.continue-on-error", StringComparison.OrdinalIgnoreCase);
        var parts = BatchReader.Read(Encoding.UTF8.GetString(call.Body), boundary.Groups["b"].Value);
        if (parts.Count > 1000) throw new RefusedException(400, "0x80060888", "A batch may hold 1000 operations.");
        var answer = new StringBuilder();
        var mark = "batchresponse_" + Guid.NewGuid().ToString("D");
        var failed = false;
        foreach (var part in parts)
        {
            var replies = part.ChangeSet ? ChangeSet(part.Calls) : [options.PartFault?.Invoke(part.Calls[0].Target) ?? Execute(part.Calls[0], inBatch: true)];
            answer.Append("--").Append(mark).Append("\r\n");
            if (part.ChangeSet && replies.All(r => r.Status < 400))
            {
                var inner = "changesetresponse_" + Guid.NewGuid().ToString("D");
                answer.Append("Content-Type: multipart/mixed; boundary=").Append(inner).Append("\r\n\r\n");
                for (var i = 0; i < replies.Count; i++) Part(answer.Append("--").Append(inner).Append("\r\n"), replies[i], i + 1);
                answer.Append("--").Append(inner).Append("--\r\n");
            }
            else Part(answer, replies[0], null);

            if (replies.Any(r => r.Status >= 400))
            {
                failed = true;
                if (!goOn) break;
            }
        }

        answer.Append("--").Append(mark).Append("--\r\n");
        return new Reply(failed && !goOn ? 400 : 200, Encoding.UTF8.GetBytes(answer.ToString()), "multipart/mixed; boundary=" + mark) { Operations = parts.Sum(p => p.Calls.Count) };
    }

    private List<Reply> ChangeSet(List<Call> calls)
    {
        var replies = new List<Reply>();
        foreach (var call in calls)
        {
            var reply = call.Method == "GET" ? Reply.Error(400, "0x80060888", "A change set cannot hold a GET.") : Execute(call, inBatch: true);
            if (reply.Status >= 400) return [reply];
            replies.Add(reply);
        }

        return replies;
    }

    private static void Part(StringBuilder answer, Reply reply, int? contentId)
    {
        answer.Append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        if (contentId is { } n) answer.Append(CultureInfo.InvariantCulture, $"Content-ID: {n}\r\n");
        answer.Append(CultureInfo.InvariantCulture, $"\r\nHTTP/1.1 {reply.Status} {(reply.Status == 200 ? "OK" : reply.Status == 204 ? "No Content" : "Error")}\r\n");
        if (reply.Status >= 400) answer.Append("REQ_ID: ").Append(Guid.NewGuid().ToString("D")).Append("\r\n");
        if (reply.ContentType is { } type) answer.Append("Content-Type: ").Append(type).Append("\r\n");
        answer.Append("OData-Version: 4.0\r\n");
        foreach (var (name, value) in reply.Headers) answer.Append(name).Append(": ").Append(value).Append("\r\n");
        answer.Append("\r\n").Append(reply.Text).Append(reply.Body.Length == 0 ? "\r\n" : "\r\n");
    }

    private Reply Definitions(string path)
    {
        var name = Definition().Match(path);
        if (!name.Success || !Schema.Sales.Tables.TryGetValue(name.Groups["n"].Value, out var table)) throw new RefusedException(404, "0x80060888", "No such table.");
        return Json(j => { j.WriteString("LogicalName", table.Name); j.WriteBoolean("ChangeTrackingEnabled", table.Tracked && !options.TrackingOff.Contains(table.Name)); });
    }

    private Reply Privileges() => Json(j =>
    {
        j.WriteStartArray("RolePrivileges");
        foreach (var name in Schema.Sales.Tables.Keys.Select(Privilege).Distinct(StringComparer.Ordinal).Where(p => !options.Lacking.Contains(p)))
        {
            j.WriteStartObject();
            j.WriteString("Depth", options.GlobalRead ? "Global" : "Local");
            j.WriteString("PrivilegeId", Guid.NewGuid());
            j.WriteString("PrivilegeName", name);
            j.WriteEndObject();
        }

        j.WriteEndArray();
    });

    private static Reply Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new Reply(200, stream.ToArray());
    }

    [GeneratedRegex(@"^(?<set>[A-Za-z_0-9]+)(\((?<id>[^)]*)\))?(/(?<rest>.+))?$")]
    private static partial Regex Path();

    [GeneratedRegex("boundary=\"?(?<b>[^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"LogicalName='(?<n>[a-z]+)'")]
    private static partial Regex Definition();
}
