using HandoffBridge.Connectors.Crm.Dataverse.Calls;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>
/// Which environment answers. A copy of an environment has the same rows under the same ids and another organisation id:
/// following it would mix two companies' truths.
/// </summary>
internal sealed class Environment(DataverseClient client)
{
    private Guid? _organisation;

    /// <summary>True once the environment has said who it is.</summary>
    public bool Known => _organisation is not null;

    /// <summary>The organisation, asked for once a process.</summary>
    public async Task<Guid> OrganisationAsync(CancellationToken cancellationToken) => _organisation ?? await IdentifyAsync(null, cancellationToken);

    /// <summary>Asks who the environment is.</summary>
    /// <param name="expected">The pinned organisation; null before the first poll.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ConnectorException">It is another environment than the pinned one.</exception>
    public async Task<Guid> IdentifyAsync(Guid? expected, CancellationToken cancellationToken)
    {
        var who = await client.GetAsync("WhoAmI", null, cancellationToken);
        var answered = (who.Ok ? new Row(who.Json).Id("OrganizationId") : throw ServiceErrors.Refused(who))
            ?? throw new ConnectorException(FailureKind.Transient, "Dataverse does not say which organisation it is (WhoAmI).");
        Require(expected ?? answered, answered);
        return answered;
    }

    /// <summary>Refuses another organisation than the pinned one.</summary>
    public void Require(Guid pinned, Guid answered)
    {
        _organisation = answered;
        if (answered == pinned) return;
        throw new ConnectorException(
            FailureKind.Unauthorized,
            $"The environment at Crm:Dataverse:Url is another organisation ({answered}) than the one watched so far ({pinned}): a copy or a reset. Point Crm:Dataverse:Url at the watched one, or start with an empty database.");
    }
}
