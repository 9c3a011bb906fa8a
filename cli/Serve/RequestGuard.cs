using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>
/// What stands before every answer: whom it is for, how long it may take and how many may be computed at once, and what a failure
/// says. Only the paths of a fixed table exist; none of them reaches the disk.
/// </summary>
internal sealed class RequestGuard : IDisposable
{
    // Scripts, the WebAssembly they start and requests are the page's own; nothing comes from elsewhere.
    private const string Policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] LocalNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly Dictionary<string, Endpoint> endpoints;
    private readonly ServeOptions options;
    private readonly Action<string> report;
    private readonly CancellationToken stopping;
    private readonly SemaphoreSlim slots;

    /// <param name="endpoints">What is answered.</param>
    /// <param name="options">The limits.</param>
    /// <param name="report">Takes one line about a failure of ours.</param>
    /// <param name="stopping">When the server stops, computations do as well.</param>
    public RequestGuard(
        IEnumerable<Endpoint> endpoints,
        ServeOptions options,
        Action<string> report,
        CancellationToken stopping
    )
    {
        this.endpoints = endpoints.ToDictionary(endpoint => endpoint.Path);
        this.options = options;
        this.report = report;
        this.stopping = stopping;
        slots = new SemaphoreSlim(options.Requests);
    }

    /// <summary>Answers a request or says why not.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        AddHeaders(context.Response.Headers);
        var (status, why) = Refusal(context.Request);
        if (status != 0)
        {
            await Json.WriteProblemAsync(context.Response, status, why);
            return;
        }
        var endpoint = endpoints[Path(context.Request)];
        if (endpoint.Method == "GET")
        {
            await endpoint.Answer(context, context.RequestAborted);
            return;
        }
        if (!await slots.WaitAsync(0, CancellationToken.None))
        {
            await Json.WriteProblemAsync(
                context.Response,
                StatusCodes.Status429TooManyRequests,
                $"Expected {options.Requests} requests at once or fewer, found one more; try again."
            );
            return;
        }
        try
        {
            await ComputeAsync(context, endpoint);
        }
        finally
        {
            if (context.Items[Endpoint.Work] is Task { IsCompleted: false } work)
                _ = work.ContinueWith(_ => slots.Release(), TaskScheduler.Default);
            else
                slots.Release();
        }
    }

    /// <summary>Waits until nothing is computed any more.</summary>
    /// <returns>Whether that came within the time.</returns>
    public async Task<bool> DrainAsync(TimeSpan atMost)
    {
        for (var i = 0; i < options.Requests; i++)
        {
            if (!await slots.WaitAsync(atMost))
                return false;
        }
        return true;
    }

    public void Dispose() => slots.Dispose();

    private async Task ComputeAsync(HttpContext context, Endpoint endpoint)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeLimit));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            context.RequestAborted,
            stopping
        );
        try
        {
            await endpoint.Answer(context, cancel.Token);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var (status, why) = Failure(e, limit.IsCancellationRequested);
            if (status == StatusCodes.Status500InternalServerError)
                report($"{endpoint.Method} {endpoint.Path}: {e.GetType().Name}: {e.Message}");
            await Json.WriteProblemAsync(context.Response, status, why);
        }
        // Nobody waits for the answer any more.
        catch (OperationCanceledException) { }
    }

    private (int Status, string Why) Failure(Exception e, bool late) =>
        e switch
        {
            InvalidInputException => (StatusCodes.Status400BadRequest, e.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (
                StatusCodes.Status413PayloadTooLarge,
                $"The body: expected {options.BodyLimit} bytes or fewer, found more."
            ),
            BadHttpRequestException bad => (bad.StatusCode, "The body: expected all of it, found its end before."),
            OperationCanceledException when late => (
                StatusCodes.Status408RequestTimeout,
                FormattableString.Invariant(
                    $"Expected an answer within {options.TimeLimit} seconds, found none; ask for less at once."
                )
            ),
            OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "The server stops."),
            _ => (StatusCodes.Status500InternalServerError, "The server failed; its console says more."),
        };

    private (int Status, string Why) Refusal(HttpRequest request)
    {
        if (!IsForUs(request.Host))
            return (
                StatusCodes.Status400BadRequest,
                $"Host: expected {string.Join(", ", LocalNames)} or what --host names, found '{request.Host.Host}'."
            );
        // A page of another site must not ask in a visitor's name.
        if (request.Headers.Origin is [{ } origin] && origin != $"{request.Scheme}://{request.Host}")
            return (StatusCodes.Status403Forbidden, "Origin: expected the page of this server, found another.");
        if (!endpoints.TryGetValue(Path(request), out var endpoint))
            return (StatusCodes.Status404NotFound, "Path: expected one of /openapi.json, found another.");
        if (endpoint.Method != request.Method)
        {
            request.HttpContext.Response.Headers.Allow = endpoint.Method;
            return (StatusCodes.Status405MethodNotAllowed, $"Method: expected {endpoint.Method}, found another.");
        }
        if (endpoint.Method == "GET")
            return default;
        return
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            ? default
            : (StatusCodes.Status415UnsupportedMediaType, "Content-Type: expected application/json, found another.");
    }

    // As it was sent, not as it is once its dots and escapes are resolved.
    private static string Path(HttpRequest request) =>
        request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];

    // A name of another site that resolves to this machine (DNS rebinding) is not ours.
    private bool IsForUs(HostString host)
    {
        if (LocalNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase))
            return true;
        var address = options.Address;
        return !options.IsLocal
            && (
                address.Equals(IPAddress.Any)
                || address.Equals(IPAddress.IPv6Any)
                || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var named) && named.Equals(address))
            );
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
