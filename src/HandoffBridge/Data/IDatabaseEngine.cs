using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Data;

/// <summary>What differs between the engines, and only that.</summary>
public interface IDatabaseEngine
{
    /// <summary>Hits that are ranked, which are all that can be leafed through.</summary>
    const int MostRanked = 1000;

    /// <summary>Folder of the numbered scripts: "Sqlite" or "Postgres".</summary>
    string Scripts { get; }

    /// <summary>Connection string of the database, defaults filled in.</summary>
    string ConnectionString { get; }

    /// <summary>Points a context at the database.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Adjusts column types after the model is built.</summary>
    void Conventions(ModelConfigurationBuilder conventions);

    /// <summary>Opens a connection of its own, ready for concurrent use.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Keeps two processes from changing the schema at once; released with the transaction.</summary>
    Task LockSchemaAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Whether an exception means that a unique key was already taken.</summary>
    bool IsDuplicate(Exception exception);

    /// <summary>Creates the index of the full-text search, or brings one document of it up to date.</summary>
    Task IndexAsync(BridgeDb db, string handoffId, string text, CancellationToken cancellationToken);

    /// <summary>
    /// Finds handoffs by words, best first, with the hit shown between ‹ and ›. Where more than <see cref="MostRanked"/> hold
    /// the words, the newest of them are ranked: a word that stands everywhere says little, and ranking it costs most.
    /// </summary>
    /// <param name="db">Context.</param>
    /// <param name="words">What was typed.</param>
    /// <param name="among">Handoffs to look in: what the reader may see and the filters leave; null: all.</param>
    /// <param name="skip">Better hits left out: those of the pages before.</param>
    /// <param name="take">Most hits.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>These hits, and how many there are in all, ranked or not.</returns>
    Task<(IReadOnlyList<SearchHit> Hits, int Total)> SearchAsync(BridgeDb db, string words, IReadOnlyCollection<string>? among, int skip, int take, CancellationToken cancellationToken);
}

/// <summary>One hit of the full-text search.</summary>
/// <param name="HandoffId">The handoff.</param>
/// <param name="Snippet">Some words around the hit, which stands between ‹ and ›.</param>
public sealed record SearchHit(string HandoffId, string Snippet);
