using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The running server: one model, its page and its API.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WebApplication app;
    private readonly RequestGuard guard;

    private ModelServer(WebApplication app, RequestGuard guard, ServedModel model)
    {
        this.app = app;
        this.guard = guard;
        Model = model;
        Address = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
    }

    public ServedModel Model { get; }

    /// <summary>Where it listens, with the port that was found.</summary>
    public Uri Address { get; }

    /// <summary>Opens the model and listens.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="options">Where, and the limits.</param>
    /// <param name="report">Takes one line about a failure of ours.</param>
    /// <param name="cancel">Stops the start.</param>
    /// <exception cref="InvalidInputException">The file is no model that can be run, or the address can not be had.</exception>
    public static async Task<ModelServer> StartAsync(
        string path,
        ServeOptions options,
        Action<string> report,
        CancellationToken cancel
    )
    {
        var model = ServedModel.Open(path);
        WebApplication? web = null;
        RequestGuard? before = null;
        try
        {
            web = Build(options);
            before = new RequestGuard(ModelEndpoints.Of(model), options, report, web.Lifetime.ApplicationStopping);
            web.Run(before.AnswerAsync);
            await StartAsync(web, options, cancel);
            return new ModelServer(web, before, model);
        }
        catch
        {
            if (web is not null)
                await web.DisposeAsync();
            before?.Dispose();
            model.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        // A session must not go while it computes; the process ends anyway.
        if (!await guard.DrainAsync(Patience))
            return;
        guard.Dispose();
        Model.Dispose();
    }

    // Without files, settings and variables of the surroundings, and without handlers of signals: the command has those.
    private static WebApplication Build(ServeOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = options.BodyLimit;
                kestrel.Limits.MaxConcurrentConnections = 100;
                kestrel.Listen(new IPEndPoint(options.Address, options.Port));
            });
        return builder.Build();
    }

    private static async Task StartAsync(WebApplication app, ServeOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new InvalidInputException(
                $"Option port: expected a free one, found {options.Port} in use; 0 takes any that is free.",
                e
            );
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
        {
            throw new InvalidInputException(
                $"Options host and port: expected an address of this machine that may be listened on, found {options.Host} and {options.Port}.",
                e
            );
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
