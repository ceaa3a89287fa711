using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.Collecting;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary>What <c>check</c> tells of Dataverse; reads only.</summary>
internal sealed class DataverseCheck(DataverseClient client, IDataverseTokens tokens, DataverseOptions options, TimeProvider time)
{
    private static readonly TimeSpan MostClockDifference = TimeSpan.FromMinutes(2);

    // Sets beside the dossier's tables that are read all the same; privileges from dataverse.md, section 4. Activities of all
    // kinds share prvReadActivity; order lines have none of their own.
    private static readonly (string Set, string Key, string Privilege, bool Optional)[] Tables =
    [
        ("opportunities", "opportunityid", "prvReadOpportunity", false), ("opportunitycloses", "activityid", "prvReadActivity", false),
        ("opportunityproducts", "opportunityproductid", "prvReadOpportunity", false), ("accounts", "accountid", "prvReadAccount", false),
        ("contacts", "contactid", "prvReadContact", false), ("connections", "connectionid", "prvReadConnection", false),
        ("connectionroles", "connectionroleid", "prvReadConnectionRole", false), ("annotations", "annotationid", "prvReadNote", false),
        ("emails", "activityid", "prvReadActivity", false), ("appointments", "activityid", "prvReadActivity", false),
        ("phonecalls", "activityid", "prvReadActivity", false), ("tasks", "activityid", "prvReadActivity", false),
        ("quotes", "quoteid", "prvReadQuote", false), ("systemusers", "systemuserid", "prvReadUser", false),
        ("transactioncurrencies", "transactioncurrencyid", "prvReadTransactionCurrency", false), ("salesorders", "salesorderid", "prvReadOrder", true),
        ("competitors", "competitorid", "prvReadCompetitor", true), ("posts", "postid", "prvReadPost", true), ("chats", "activityid", "prvReadActivity", true),
    ];

    private static readonly string[] WriteBack = ["prvCreateNote", "prvAppendNote", "prvAppendToOpportunity", "prvCreateActivity", "prvAppendActivity", "prvAssignActivity"];

    /// <summary>One line each.</summary>
    public async Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken)
    {
        var lines = new List<CheckLine>();
        Guid user;
        try
        {
            await tokens.GetAsync(fresh: false, cancellationToken);
            var before = time.GetUtcNow();
            var who = await client.GetAsync("WhoAmI", null, cancellationToken);
            var row = new Row(who.Json);
            if (!who.Ok || row.Id("OrganizationId") is not { } organisation) throw ServiceErrors.Refused(who);
            user = row.Id("UserId") ?? Guid.Empty;
            lines.Add(new("Dataverse sign-in", true, "The application user is signed in."));
            lines.Add(new("Dataverse organisation", true, $"The organisation is {organisation:D}; the watch is pinned to it."));
            lines.Add(Clock(who.Date, before));
        }
        catch (ConnectorException e)
        {
            lines.Add(new("Dataverse sign-in", false, e.Message));
            return lines;
        }

        await TablesAsync(lines, cancellationToken);
        lines.Add(await TrackingAsync(cancellationToken));
        await RoleAsync(user, lines, cancellationToken);
        return lines;
    }

    private CheckLine Clock(DateTimeOffset? service, DateTimeOffset before)
    {
        if (service is not { } theirs) return new("Dataverse clock", null, "The service does not tell its time.");
        var ours = before + ((time.GetUtcNow() - before) / 2);
        var apart = (theirs - ours).Duration();
        return new("Dataverse clock", apart <= MostClockDifference, apart <= MostClockDifference
            ? "This machine's clock agrees with the service's."
            : FormattableString.Invariant($"This machine's clock and the service's are {apart.TotalMinutes:0} minutes apart; set this machine's clock (NTP)."));
    }

    private async Task TablesAsync(List<CheckLine> lines, CancellationToken cancellationToken)
    {
        foreach (var (set, key, privilege, optional) in Tables)
        {
            try
            {
                var answer = await client.GetAsync($"{set}?$select={key}&$top=1", null, cancellationToken);
                lines.Add(answer.Ok ? new($"Dataverse table {set}", true, "Readable.")
                    : optional ? new($"Dataverse table {set}", null, "The environment has no such table; dossiers do without.")
                    : new($"Dataverse table {set}", false, $"Cannot be read ({(int)answer.Status}); check that the Sales app is installed in the environment."));
            }
            catch (ConnectorException e) when (e.Kind == FailureKind.Unauthorized)
            {
                lines.Add(new($"Dataverse table {set}", false, e.Message.Contains("prv", StringComparison.Ordinal) ? e.Message
                    : $"The application user lacks the privilege {privilege}; add it to its security role at organisation depth."));
            }
        }
    }

    private async Task<CheckLine> TrackingAsync(CancellationToken cancellationToken)
    {
        const string Subject = "Dataverse change tracking on opportunity";
        try
        {
            var answer = await client.GetAsync("opportunities?$select=opportunityid", "odata.track-changes,odata.maxpagesize=1", cancellationToken);
            return answer.Ok && (answer.DeltaLink ?? answer.NextLink) is not null || (answer.Ok && answer.Rows.Any())
                ? new(Subject, true, "On.")
                : new(Subject, false, "Off; switch on change tracking of the table opportunity.");
        }
        catch (ConnectorException e)
        {
            return new(Subject, false, e.Message);
        }
    }

    /// <summary>Reading at less than organisation depth silently misses rows: the role says what it grants.</summary>
    private async Task RoleAsync(Guid user, List<CheckLine> lines, CancellationToken cancellationToken)
    {
        const string Subject = "Dataverse security role";
        try
        {
            var answer = await client.GetAsync($"systemusers({user:D})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()", null, cancellationToken);
            var granted = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var p in answer.Ok ? new Row(answer.Json).Many("RolePrivileges") : [])
                if (p.Text("PrivilegeName") is { } name) granted[name] = p.Text("Depth") ?? p.Number("Depth")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
            if (granted.Count == 0)
            {
                lines.Add(new(Subject, null, "The service does not tell the role's privileges by name; the tables above were tried one by one."));
                return;
            }

            var lacking = Tables.Where(t => !t.Optional).Select(t => t.Privilege).Concat(options.WriteBack ? WriteBack : []).Distinct(StringComparer.Ordinal).Where(p => !granted.ContainsKey(p)).ToList();
            // Depths: 0 user, 1 business unit, 2 with those below, 3 organisation ("Global").
            var shallow = Tables.Select(t => t.Privilege).Distinct(StringComparer.Ordinal).Where(p => granted.TryGetValue(p, out var d) && d is not ("Global" or "3" or "")).ToList();
            lines.Add(lacking.Count > 0 ? new(Subject, false, $"The application user lacks {string.Join(", ", lacking)}; add them to its security role at organisation depth.")
                : shallow.Count > 0 ? new(Subject, false, $"The application user has {string.Join(", ", shallow)} for less than the whole organisation and would miss rows; raise them to organisation depth.")
                : new(Subject, true, "Everything that is read is granted for the whole organisation."));
        }
        catch (ConnectorException e)
        {
            lines.Add(new(Subject, null, e.Message));
        }
    }
}
