using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rnn.Onnx.Hosting;

/// <summary>Healthy, or degraded while a changed file was refused and the model before it still answers.</summary>
internal sealed class SequenceModelHealthCheck<TIn, TOut>(SequenceModelPool<TIn, TOut> pool) : IHealthCheck
    where TIn : class
    where TOut : class, new()
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var status = pool.Status;
        var data = new Dictionary<string, object> { ["model"] = pool.Name, ["reloads"] = status.Reloads };
        return Task.FromResult(
            status.Problem is { } problem
                ? new HealthCheckResult(context.Registration.FailureStatus, problem, data: data)
                : HealthCheckResult.Healthy($"Model {pool.Name} answers.", data)
        );
    }
}
