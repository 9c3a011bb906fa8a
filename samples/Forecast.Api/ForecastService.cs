using Rnn.Onnx.Hosting;
using Rnn.Onnx.Models;

namespace Forecast.Api;

using ForecastPool = SequenceModelPool<ForecastRequest, ForecastAnswer>;

/// <summary>A forecaster as a web service: POST /forecast, GET /model, GET /health.</summary>
public static class ForecastService
{
    /// <summary>Makes the application for <c>--model file.onnx</c>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">What else is set before it is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.Services.AddSequenceModel<ForecastRequest, ForecastAnswer>(services => new SequenceModelPoolOptions(
            services.GetRequiredService<IConfiguration>()["model"] ?? ""
        ));
        builder.Services.AddHealthChecks().AddSequenceModel<ForecastRequest, ForecastAnswer>();

        var app = builder.Build();
        app.MapPost("/forecast", ForecastAsync);
        app.MapGet("/model", Model);
        app.MapHealthChecks("/health");
        return app;
    }

    private static async Task<IResult> ForecastAsync(
        ForecastRequest request,
        ForecastPool pool,
        CancellationToken cancellation
    )
    {
        try
        {
            return Results.Ok(await pool.PredictAsync(request, cancellation));
        }
        catch (InvalidInputException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Model(ForecastPool pool) =>
        pool.Status.Card is { } card ? Results.Text(card.ToJson(), "application/json") : Results.NotFound();
}
