using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>
/// The layers between the scaled window and the scaled forecast: (window [N, T, F], what is known of the steps ahead
/// [N, horizon, E] or null, the channel's embedding [N, S] or null) to [N, horizon, K].
/// </summary>
internal abstract class ForecastNetwork(string name) : Module<Tensor, Tensor?, Tensor?, Tensor>(name)
{
    /// <summary>The recurrent layers.</summary>
    public abstract RecurrentStack Stack { get; }

    /// <summary>Lines of the model's description.</summary>
    public abstract IEnumerable<LayerDescription> Describe();

    /// <summary>The network that the options ask for.</summary>
    public static ForecastNetwork Create(ForecasterOptions options, NetworkSizes sizes) =>
        options.Decoding switch
        {
            ForecastDecoding.Direct => new DirectNetwork(options, sizes),
            ForecastDecoding.Recursive => new RecursiveNetwork(options, sizes),
            ForecastDecoding.Segments => new SegmentNetwork(options, sizes),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Decoding, "Unknown decoding."),
        };

    /// <summary>A row's last output with its channel's embedding behind it.</summary>
    protected static Tensor WithChannel(Tensor last, Tensor? channel) =>
        channel is null ? last : cat([last, channel], 1); // [N, D*H + S]

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Stack.Dispose();
        base.Dispose(disposing);
    }
}
