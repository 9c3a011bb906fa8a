using System.Text.Json.Nodes;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>All that is answered about a model.</summary>
internal static class ModelEndpoints
{
    // The first that the model fits.
    private static readonly Func<ServedModel, TaskForm?>[] Forms =
    [
        ClassifyForm.Of,
        ForecastForm.Of,
        TagForm.Of,
        TranslateForm.Of,
        GenerateForm.Of,
    ];

    public static IReadOnlyList<Endpoint> Of(ServedModel model)
    {
        var form = Forms.Select(of => of(model)).FirstOrDefault(found => found is not null) ?? RunForm.Of(model);
        var card = ModelDescription.Of(model, form);
        List<Endpoint> endpoints =
        [
            .. PageAssets.All,
            Endpoint.Bytes(
                "/model.onnx",
                "The model itself, as it lies on the disk.",
                "application/octet-stream",
                model.Bytes
            ),
            Endpoint.Get(
                "/card",
                "What the model reads and gives, and its card.",
                () => card,
                ModelDescription.Schema()
            ),
            Endpoint.Get(
                "/health",
                "Whether it is there.",
                () => new JsonObject { ["status"] = "ok", ["model"] = model.Name },
                Json.ObjectOf(("status", Json.Schema("string")), ("model", Json.Schema("string")))
            ),
            .. form.Endpoints,
        ];
        if (form.Name != RunForm.Name)
            endpoints.AddRange(RunForm.Of(model).Endpoints);
        var document = OpenApi.Document(model, endpoints);
        endpoints.Add(
            Endpoint.Get(
                "/openapi.json",
                "This description.",
                () => document,
                new JsonObject { ["type"] = "object" }
            ) with
            {
                IsPublic = false,
            }
        );
        return endpoints;
    }
}
