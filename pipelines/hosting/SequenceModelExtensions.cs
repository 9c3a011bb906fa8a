using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Rnn.Onnx.Hosting;

/// <summary>Models among an application's services.</summary>
public static class SequenceModelExtensions
{
    /// <summary>
    /// Adds a <see cref="SequenceModelPool{TIn, TOut}"/> as a singleton: one model, loaded when the application starts, for all
    /// requests.
    /// </summary>
    /// <typeparam name="TIn">A row, bound to the model's inputs as a <c>PredictionEngine</c> binds it.</typeparam>
    /// <typeparam name="TOut">What is taken of the answer.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="modelFile">An .onnx file, or an ML.NET model (.zip) that holds one.</param>
    /// <param name="name">The service's key, where there are several of the same classes. Default: none.</param>
    public static IServiceCollection AddSequenceModel<TIn, TOut>(
        this IServiceCollection services,
        string modelFile,
        string? name = null
    )
        where TIn : class
        where TOut : class, new() =>
        services.AddSequenceModel<TIn, TOut>(new SequenceModelPoolOptions(modelFile), name);

    /// <summary>As the other, with all settings.</summary>
    /// <typeparam name="TIn">A row, bound to the model's inputs as a <c>PredictionEngine</c> binds it.</typeparam>
    /// <typeparam name="TOut">What is taken of the answer.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">The file, sizes and times.</param>
    /// <param name="name">The service's key, where there are several of the same classes. Default: none.</param>
    /// <exception cref="Models.InvalidInputException">A value is out of its range.</exception>
    public static IServiceCollection AddSequenceModel<TIn, TOut>(
        this IServiceCollection services,
        SequenceModelPoolOptions options,
        string? name = null
    )
        where TIn : class
        where TOut : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return services.AddSequenceModel<TIn, TOut>(_ => options, name);
    }

    /// <summary>As the other, with settings that come from services, such as the configuration.</summary>
    /// <typeparam name="TIn">A row, bound to the model's inputs as a <c>PredictionEngine</c> binds it.</typeparam>
    /// <typeparam name="TOut">What is taken of the answer.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="options">Gives the file, sizes and times.</param>
    /// <param name="name">The service's key, where there are several of the same classes. Default: none.</param>
    public static IServiceCollection AddSequenceModel<TIn, TOut>(
        this IServiceCollection services,
        Func<IServiceProvider, SequenceModelPoolOptions> options,
        string? name = null
    )
        where TIn : class
        where TOut : class, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.AddKeyedSingleton(name, (provider, _) => Create<TIn, TOut>(provider, options(provider), name));
        services.AddSingleton<IHostedService>(provider => new SequenceModelStartup(() =>
            Pool<TIn, TOut>(provider, name)
        ));
        return services;
    }

    /// <summary>Adds a check that is degraded while a changed file was refused and the model before it still answers.</summary>
    /// <typeparam name="TIn">A row of the model.</typeparam>
    /// <typeparam name="TOut">An answer of the model.</typeparam>
    /// <param name="builder">The checks.</param>
    /// <param name="name">The key that the model was added with. Default: none.</param>
    public static IHealthChecksBuilder AddSequenceModel<TIn, TOut>(
        this IHealthChecksBuilder builder,
        string? name = null
    )
        where TIn : class
        where TOut : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(
            new HealthCheckRegistration(
                name ?? $"{typeof(TIn).Name} to {typeof(TOut).Name}",
                provider => new SequenceModelHealthCheck<TIn, TOut>(Pool<TIn, TOut>(provider, name)),
                HealthStatus.Degraded,
                tags: null
            )
        );
    }

    private static SequenceModelPool<TIn, TOut> Pool<TIn, TOut>(IServiceProvider provider, string? name)
        where TIn : class
        where TOut : class, new() => provider.GetRequiredKeyedService<SequenceModelPool<TIn, TOut>>(name);

    private static SequenceModelPool<TIn, TOut> Create<TIn, TOut>(
        IServiceProvider provider,
        SequenceModelPoolOptions options,
        string? name
    )
        where TIn : class
        where TOut : class, new() =>
        new(
            options,
            name,
            provider.GetService<ILoggerFactory>()?.CreateLogger(typeof(SequenceModelPool<,>).Namespace!),
            provider.GetService<IMeterFactory>(),
            provider.GetService<TimeProvider>()
        );
}
