using Microsoft.Extensions.Hosting;

namespace Rnn.Onnx.Hosting;

/// <summary>Loads the model when the application starts, so that a bad file is seen then and not by the first request.</summary>
internal sealed class SequenceModelStartup(Action load) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        load();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
