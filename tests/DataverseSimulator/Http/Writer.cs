using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataverseSimulator.Model;
using DataverseSimulator.Store;

namespace DataverseSimulator.Http;

/// <summary>Writes: create, upsert, delete, win.</summary>
internal sealed partial class Writer(OrgStore store, string host)
{
    public Reply Patch(Call call, Table table, Guid id)
    {
        lock (store.Gate)
        {
            var row = store.Find(table.Name, id);
            var (ifMatch, ifNone) = (call.Header("If-Match"), call.Header("If-None-Match"));
            if (row is not null && ifNone == "*") throw new RefusedException(412, "", "A record with matching key values already exists.");
            if (row is null && ifMatch == "*") throw new RefusedException(404, "", $"{table.Name} With Id = {id:D} Does Not Exist");
            if (row is not null && ifMatch.Length > 0 && ifMatch != "*" && ifMatch != $"W/\"{row.Version}\"") throw new RefusedException(412, "", "The version of the existing record doesn't match the RowVersion property provided.");
            store.Put(table.Name, id, Values(table, call.Body));
            return Created(table, id, 204);
        }
    }

    public Reply Post(Call call, Table table)
    {
        lock (store.Gate)
        {
            var values = Values(table, call.Body);
            var id = values.FirstOrDefault(v => v.Item1 == table.Key).Item2 as Guid? ?? Guid.NewGuid();
            if (store.Find(table.Name, id) is not null) throw new RefusedException(412, "0x80040237", "A record with matching key values already exists.");
            store.Put(table.Name, id, values);
            if (call.Header("Prefer").Contains("return=representation", StringComparison.OrdinalIgnoreCase))
            {
                using var stream = new MemoryStream();
                using (var json = new Utf8JsonWriter(stream)) new RowWriter(store, host, "").Write(json, table, store.Find(table.Name, id)!, new Shape(null, []));
                return new Reply(201, stream.ToArray());
            }

            return Created(table, id, 204);
        }
    }

    public Reply Delete(Call call, Table table, Guid id)
    {
        if (store.Find(table.Name, id) is { } row && call.Header("If-Match") is { Length: > 0 } match && match != "*" && match != $"W/\"{row.Version}\"")
            throw new RefusedException(412, "", "The version of the existing record doesn't match the RowVersion property provided.");
        return store.Delete(table.Name, id) ? Reply.Empty(204) : throw new RefusedException(404, "0x80040217", $"Entity '{table.Name}' With Id = {id:D} Does Not Exist");
    }

    /// <summary>The action behind "Close as Won".</summary>
    public Reply Win(Call call)
    {
        using var json = Parse(call.Body);
        var close = json.RootElement.GetProperty("OpportunityClose");
        var bind = Bind().Match(close.GetProperty("opportunityid@odata.bind").GetString()!);
        new Seller(store).Win(Guid.Parse(bind.Groups["id"].Value));
        return Reply.Empty(204);
    }

    private Reply Created(Table table, Guid id, int status)
    {
        var reply = Reply.Empty(status);
        reply.Headers["OData-EntityId"] = $"{host}{table.Set}({id:D})";
        return reply;
    }

    private (string, object?)[] Values(Table table, byte[] body)
    {
        using var json = Parse(body);
        var values = new List<(string, object?)>();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            var at = property.Name.IndexOf("@odata.bind", StringComparison.Ordinal);
            if (at > 0)
            {
                var navigation = property.Name[..at];
                if (!table.Parents.TryGetValue(navigation, out var parent)) throw new RefusedException(400, "0x80048d19", $"Error identified in Payload provided by the user for Entity :'{table.Set}', For more information on this error please follow this help link. ----> InnerException : An undeclared property '{navigation}' which only has property annotations in the payload but no property value was found in the payload.");
                var bind = property.Value.GetString() is { } text ? Bind().Match(text) : null;
                if (bind is null) { values.Add((parent.Lookup, null)); continue; }
                if (!bind.Success || !Schema.Sales.Sets.TryGetValue(bind.Groups["set"].Value, out var target)) throw new RefusedException(400, "0x0", "Bad bind.");
                var id = Guid.Parse(bind.Groups["id"].Value);
                if (store.Find(target.Name, id) is null) throw new RefusedException(404, "0x80040217", $"{target.Name} With Id = {id:D} Does Not Exist");
                values.Add((parent.Lookup, new Ref(target.Name, id)));
                continue;
            }

            if (property.Name.Contains('@')) continue;
            if (!table.Columns.TryGetValue(property.Name, out var column) || column.Type == 'l') throw new RefusedException(400, "0x80048d19", $"Invalid property '{property.Name}' was found in entity 'Microsoft.Dynamics.CRM.{table.Name}'.");
            values.Add((property.Name, Value(table, column, property.Value)));
        }

        return [.. values];
    }

    private static object? Value(Table table, Column column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String && column.Max is { } max && value.GetString()!.Length > max && column.Type is 's' or 'e')
            throw new RefusedException(400, "0x80044331", $"A validation error occurred.  The length of the '{column.Name}' attribute of the '{table.Name}' entity exceeded the maximum allowed length of '{column.Max}'.");
        return column.Type switch
        {
            'i' or 'p' => value.GetInt32(),
            'L' => value.GetInt64(),
            'b' => value.GetBoolean(),
            'm' or 'd' => value.GetDecimal(),
            'f' => value.GetDouble(),
            'g' => value.GetGuid(),
            'D' => DateOnly.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            't' or 'x' => DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ => value.GetString(),
        };
    }

    private static JsonDocument Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new RefusedException(400, "0x80048d19", "Error identified in Payload provided by the user.");
        }
    }

    [GeneratedRegex(@"/?(?<set>[a-z]+)\((?<id>[0-9a-fA-F-]{36})\)$")]
    private static partial Regex Bind();
}
