using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>What is known of dates: for each feature a table of learned vectors, side by side; [N, T] Unix seconds to [N, T, E].</summary>
internal sealed class CalendarEmbedding : Module<Tensor, Tensor>
{
    /// <summary>Of the first values: small, so that a date seen once or twice says little.</summary>
    public const float InitialDeviation = 0.1f;

    private readonly Parameter[] tables; // [values, E / features] each
    private readonly double dropout;

    public CalendarEmbedding(ForecasterOptions options)
        : base(nameof(CalendarEmbedding))
    {
        Features = options.Calendar;
        Size = options.CalendarSize;
        dropout = options.HeadDropout;
        tables =
        [
            .. Features.Select(feature => Parameter(randn(CalendarCodes.Count(feature), Size) * InitialDeviation)),
        ];
        RegisterComponents();
        for (var i = 0; i < tables.Length; i++)
            register_parameter(FormattableString.Invariant($"table_{i}"), tables[i]);
    }

    public IReadOnlyList<CalendarFeature> Features { get; }

    /// <summary>Values of each feature's vector.</summary>
    public int Size { get; }

    /// <summary>Values of all features together, E.</summary>
    public int Width => Features.Count * Size;

    public Tensor Table(int feature) => tables[feature];

    /// <summary>Lines of the model's description.</summary>
    public IEnumerable<LayerDescription> Describe() =>
        Features.SelectMany(
            (feature, i) =>
                LayerTable.Of(
                    FormattableString.Invariant($"calendar.table_{i}"),
                    $"embedding of {feature}",
                    tables[i],
                    FormattableString.Invariant($"[N, T + horizon, {Size}]")
                )
        );

    public override Tensor forward(Tensor times)
    {
        var (rows, steps) = (times.shape[0], times.shape[1]);
        var dates = new CalendarFormula<Tensor>(TensorArithmetic.Instance, times);
        var parts = Features.Select(
            (feature, i) =>
            {
                var codes = CalendarCodes.Of(TensorArithmetic.Instance, dates, feature); // [N, T]
                return tables[i].index_select(0, codes.flatten()).view(rows, steps, Size); // [N, T, E / features]
            }
        );
        return StepDropout.Each(cat([.. parts], 2), dropout, training); // [N, T, E]
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Array.ForEach(tables, table => table.Dispose());
        base.Dispose(disposing);
    }
}
