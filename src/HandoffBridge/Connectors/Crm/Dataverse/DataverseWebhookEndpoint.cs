using System.Buffers;
using HandoffBridge.Settings;

namespace HandoffBridge.Connectors.Crm.Dataverse;

/// <summary><c>POST /webhooks/dataverse</c>: stores a hint and answers at once.</summary>
public static partial class DataverseWebhookEndpoint
{
    /// <summary>Its path.</summary>
    public const string Path = "/webhooks/dataverse";

    // Dataverse waits 60 s and repeats only after 502, 503 and 504.
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Maps the endpoint: 202 stored, 401 missing or wrong secret, 413 over 1 MB, 400 unreadable, 503 not stored (which earns
    /// Dataverse's one repetition). Needs <see cref="DataverseOptions"/> and <see cref="ICrmHints"/> among the services.
    /// </summary>
    public static IEndpointConventionBuilder MapDataverseWebhook(this IEndpointRouteBuilder routes) => routes.MapPost(Path, HandleAsync)
        .AllowAnonymous().DisableAntiforgery().ExcludeFromDescription(); // the secret in the header is its access

    private static async Task<IResult> HandleAsync(HttpContext context, DataverseOptions options, ICrmHints hints, ILoggerFactory logs)
    {
        var log = logs.CreateLogger(typeof(DataverseWebhookEndpoint));
        var request = context.Request;
        if (!DataverseWebhook.Knows(request.Headers[DataverseWebhook.SecretHeader], options.WebhookSecret, options.FormerWebhookSecret))
        {
            Log.Refused(log);
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }

        if (request.ContentLength > DataverseWebhook.MaxBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var buffer = ArrayPool<byte>.Shared.Rent(DataverseWebhook.MaxBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, DataverseWebhook.MaxBytes + 1), DataverseWebhook.MaxBytes + 1, throwOnEndOfStream: false, context.RequestAborted);
            if (length > DataverseWebhook.MaxBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            if (DataverseWebhook.Hint(buffer.AsMemory(0, length)) is not { } hint)
                return Results.Problem("The body is no execution context of Dataverse (PrimaryEntityName and PrimaryEntityId are missing).", statusCode: StatusCodes.Status400BadRequest);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(StoreTimeout);
            try
            {
                await hints.StoreAsync(hint, limit.Token);
            }
#pragma warning disable CA1031 // whatever keeps the hint from being stored, only this answer makes Dataverse send it again
            catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.NotStored(log, e);
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A webhook with a missing or wrong secret was refused.")]
        public static partial void Refused(ILogger logger);

        [LoggerMessage(LogLevel.Error, "A webhook's hint could not be stored; the poll will find the deal.")]
        public static partial void NotStored(ILogger logger, Exception exception);
    }
}
