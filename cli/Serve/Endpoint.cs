using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>One method and path that is answered; /openapi.json says of all of them what stands here.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The whole path: there are no patterns.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Answer">Writes the answer.</param>
internal sealed record Endpoint(
    string Method,
    string Path,
    string Summary,
    Func<HttpContext, CancellationToken, Task> Answer
)
{
    /// <summary>Where a request keeps what is computed for it: its place is not free before that has ended.</summary>
    public static readonly object Work = new();

    /// <summary>What the answer is. Default: JSON.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>The schema of the answer, or of one line of it; null for what is no JSON.</summary>
    public JsonObject? Response { get; init; }

    /// <summary>The schema of the body; null where there is none.</summary>
    public JsonObject? Request { get; init; }

    /// <summary>A body that works.</summary>
    public JsonObject? Example { get; init; }

    /// <summary>Whether it is told of: the page's own parts are not.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>A document that does not change.</summary>
    public static Endpoint Get(string path, string summary, Func<JsonObject> document, JsonObject response) =>
        new("GET", path, summary, (context, cancel) => Json.WriteAsync(context.Response, document(), cancel))
        {
            Response = response,
        };

    /// <summary>Bytes that do not change.</summary>
    public static Endpoint Bytes(string path, string summary, string contentType, ReadOnlyMemory<byte> content) =>
        new(
            "GET",
            path,
            summary,
            async (context, cancel) =>
            {
                context.Response.ContentType = contentType;
                context.Response.ContentLength = content.Length;
                await context.Response.Body.WriteAsync(content, cancel);
            }
        )
        {
            ContentType = contentType,
        };

    /// <summary>A question whose answer is computed, on the thread pool.</summary>
    /// <param name="path">The path.</param>
    /// <param name="summary">What it does, in one sentence.</param>
    /// <param name="compute">From the fields of the body to the answer.</param>
    public static Endpoint Post(string path, string summary, Func<JsonFields, CancellationToken, JsonObject> compute) =>
        new(
            "POST",
            path,
            summary,
            async (context, cancel) =>
            {
                var fields = await JsonFields.ReadAsync(context.Request, cancel);
                var work = Task.Run(() => compute(fields, cancel), CancellationToken.None);
                context.Items[Work] = work;
                // Who asked is told when time is up, even where the computation can not be stopped at once.
                await Json.WriteAsync(context.Response, await work.WaitAsync(cancel), cancel);
            }
        );
}
