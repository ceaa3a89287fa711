using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataverseSimulator.Model;
using DataverseSimulator.Store;

namespace DataverseSimulator.Http;

/// <summary>Reads: collections with pages and changes, single rows, files.</summary>
internal sealed partial class Reader(OrgStore store, Options options, string host)
{
    private const int MostRows = 5000;
    private readonly QueryReader _queries = new(store, options);
    private readonly Dictionary<string, Continuation> _continuations = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private int _next;

    private sealed record Continuation(string Link, int PageSize, List<Row> Rest, long? Tracked, List<Guid> Deleted, DateTimeOffset At);

    /// <summary>Rows of a set.</summary>
    public Reply Collection(Call call, Table table, string target, string query)
    {
        var parameters = QueryReader.Parameters(query);
        var prefer = call.Header("Prefer");
        var tracking = prefer.Contains("odata.track-changes", StringComparison.OrdinalIgnoreCase);
        var size = Math.Min(MostRows, MaxPageSize().Match(prefer) is { Success: true } m ? int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) : MostRows);
        Unsupported(parameters, tracking || parameters.ContainsKey("$deltatoken"));
        lock (store.Gate)
        {
            if (parameters.TryGetValue("$skiptoken", out var token)) return Next(call, table, target, query, token, size, prefer);
            if (parameters.TryGetValue("$deltatoken", out var delta)) return Changes(table, query, delta, size, prefer, call);
            var (shape, filter, order, compiler) = _queries.Parse(table, query, parameters);
            var rows = Candidates(table, compiler).Where(r => filter?.Invoke(r) ?? true);
            rows = order is null ? rows.OrderBy(r => r.Id) : order(rows);
            if (parameters.TryGetValue("$top", out var top)) rows = rows.Take(int.Parse(top, CultureInfo.InvariantCulture));
            if (tracking) Track(table);
            return Page(call, table, shape, [.. rows], size, tracking ? store.Version : null, [], prefer, query, first: true);
        }
    }

    /// <summary>One row, or one column of it.</summary>
    public Reply Single(Call call, Table table, Guid id, string? rest, string query)
    {
        lock (store.Gate)
        {
            if (store.Find(table.Name, id) is not { } row) throw new RefusedException(404, "0x80040217", $"Entity '{table.Name}' With Id = {id:D} Does Not Exist");
            if (rest is { Length: > 0 })
            {
                var column = rest.Split('/')[0];
                if (!table.Columns.ContainsKey(column)) throw new RefusedException(404, "0x80060888", $"Resource not found for the segment '{column}'.");
                return rest.EndsWith("/$value", StringComparison.Ordinal) ? new Reply(200, Encoding.UTF8.GetBytes(row[column] as string ?? ""), "text/plain") : throw new RefusedException(501, "0x80060888", "Not supported here.");
            }

            var (shape, _, _, _) = _queries.Parse(table, query, QueryReader.Parameters(query));
            return Body(json => new RowWriter(store, host, call.Header("Prefer")).Write(json, table, row, shape));
        }
    }

    private Reply Next(Call call, Table table, string target, string query, string token, int size, string prefer)
    {
        var key = CookieId().Match(Uri.UnescapeDataString(Uri.UnescapeDataString(token)));
        if (!key.Success || !_continuations.TryGetValue(key.Groups[1].Value, out var continuation)) throw new RefusedException(400, "0x80041129", "Malformed XML in the Paging Cookie");
        // The link is to be followed as it is, with the page size it was made for.
        if (!continuation.Link.EndsWith(target, StringComparison.Ordinal) || continuation.PageSize != size) throw new RefusedException(400, "0x80041129", "Malformed XML in the Paging Cookie");
        var clean = Without(query, "$skiptoken");
        var (shape, _, _, _) = _queries.Parse(table, Without(clean, "$deltatoken"), QueryReader.Parameters(Without(clean, "$deltatoken")));
        return Page(call, table, shape, continuation.Rest, size, continuation.Tracked, continuation.Deleted, prefer, clean, first: false);
    }

    private Reply Changes(Table table, string query, string token, int size, string prefer, Call call)
    {
        Track(table);
        var parts = Uri.UnescapeDataString(token).Split('!');
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var version) || !DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new RefusedException(400, "0x80044352", "The delta token is malformed.");
        if (store.Now - at > options.TokensLive) throw new RefusedException(400, "0x80044352", "Version stamp associated with the client has expired. Please perform a full sync.");
        var clean = Without(query, "$deltatoken");
        var (shape, _, _, _) = _queries.Parse(table, clean, QueryReader.Parameters(clean));
        var rows = store.Rows(table.Name).Where(r => r.Version > version).OrderBy(r => r.Version).ToList();
        var deleted = store.DeletedSince(version).Where(d => d.Table == table.Name).Select(d => d.Id).ToList();
        return Page(call, table, shape, rows, size, store.Version, deleted, prefer, clean, first: true, delta: true);
    }

    private void Track(Table table)
    {
        if (!table.Tracked || options.TrackingOff.Contains(table.Name)) throw new RefusedException(400, "0x80072491", $"Change tracking is not enabled for the entity {table.Name}.");
        if (!options.GlobalRead) throw new RefusedException(403, "0x80040220", $"SecLib::CheckPrivilege failed. User: {store.UserId}, PrivilegeName: {Executor.Privilege(table.Name)}, PrivilegeId: 00000000-0000-0000-0000-000000000001, Required Depth: Global, BusinessUnitId: 00000000-0000-0000-0000-000000000002");
    }

    private Reply Page(Call call, Table table, Shape shape, List<Row> rows, int size, long? tracked, List<Guid> deleted, string prefer, string query, bool first, bool delta = false)
    {
        var writer = new RowWriter(store, host, prefer.Contains("include-annotations", StringComparison.OrdinalIgnoreCase) ? prefer[prefer.IndexOf("include-annotations", StringComparison.OrdinalIgnoreCase)..] : "");
        var page = rows.Take(size).ToList();
        var rest = rows.Skip(size).ToList();
        var reply = Body(json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", $"{host}$metadata#{table.Set}{(delta ? "/$delta" : "")}");
            string? link = null;
            if (rest.Count > 0) link = Continue(table, query, size, rest, tracked, deleted);
            // The delta link stands before the rows, as documented.
            else if (tracked is { } version) json.WriteString("@odata.deltaLink", $"{host}{table.Set}?{Append(query)}$deltatoken={Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{version}!{store.Now:MM/dd/yyyy HH:mm:ss}")).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3A", "%3a", StringComparison.Ordinal)}");
            json.WriteStartArray("value");
            foreach (var row in page) writer.Write(json, table, row, shape, etag: !shape.Nested);
            if (rest.Count == 0)
            {
                foreach (var id in deleted)
                {
                    json.WriteStartObject();
                    json.WriteString("@odata.context", $"{host}$metadata#{table.Set}/$deletedEntity");
                    json.WriteString("id", id.ToString("D"));
                    json.WriteString("reason", "deleted");
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            if (link is not null) json.WriteString("@odata.nextLink", link);
            json.WriteEndObject();
        });
        var applied = new List<string>();
        if (tracked is not null && first) applied.Add("odata.track-changes");
        if (MaxPageSize().IsMatch(prefer)) applied.Add($"odata.maxpagesize={size}");
        if (applied.Count > 0) reply.Headers["Preference-Applied"] = string.Join(",", applied);
        return reply;
    }

    private string Continue(Table table, string query, int size, List<Row> rest, long? tracked, List<Guid> deleted)
    {
        var key = "k" + (++_next).ToString(CultureInfo.InvariantCulture);
        var cookie = Uri.EscapeDataString(Uri.EscapeDataString($"<cookie page=\"{key}\"><{table.Key} last=\"{{{rest[0].Id:D}}}\" /></cookie>"));
        var link = $"{host}{table.Set}?{Append(query)}$skiptoken=%3Ccookie%20pagenumber=%22{_next + 1}%22%20pagingcookie=%22{cookie}%22%20istracking=%22{(tracked is null ? "False" : "True")}%22%20/%3E";
        _continuations[key] = new(link, size, rest, tracked, deleted, store.Now);
        _order.Enqueue(key);
        if (_order.Count > 500) _continuations.Remove(_order.Dequeue());
        return link;
    }

    private IEnumerable<Row> Candidates(Table table, FilterCompiler? compiler) => compiler?.Narrow is { } narrow
        ? narrow.Column == table.Key ? narrow.Ids.Select(id => store.Find(table.Name, id)).OfType<Row>()
            : narrow.Column.StartsWith('_') ? narrow.Ids.SelectMany(id => store.By(table.Name, narrow.Column, id)) : store.Rows(table.Name)
        : store.Rows(table.Name);

    private static void Unsupported(Dictionary<string, string> parameters, bool tracking)
    {
        foreach (var name in (string[])["$skip", "$search", "$format"])
            if (parameters.ContainsKey(name)) throw new RefusedException(400, "0x80060888", $"The query parameter {name} is not supported.");
        if (!tracking) return;
        foreach (var name in (string[])["filter", "orderby", "expand", "top"])
            if (parameters.ContainsKey("$" + name)) throw new RefusedException(400, "0x80060888", $"The \"${name}\" query parameter isn't supported when Change Tracking is enabled.");
    }

    private static string Without(string query, string name) => string.Join('&', query.Split('&').Where(p => !p.StartsWith(name + "=", StringComparison.Ordinal)));

    private static string Append(string query) => query.Length == 0 ? "" : query + "&";

    private static Reply Body(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return new Reply(200, stream.ToArray());
    }

    [GeneratedRegex(@"odata\.maxpagesize=(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex MaxPageSize();

    [GeneratedRegex("<cookie page=\"(k\\d+)\">")]
    private static partial Regex CookieId();
}
