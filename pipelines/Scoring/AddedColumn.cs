using Microsoft.ML;
using Microsoft.ML.Data;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>A column that a model adds to a view: an output, or what follows from the outputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">What it says of itself.</param>
/// <param name="Getter">A getter over the answers of the outputs, of the row that is named at the time of the call.</param>
internal sealed record AddedColumn(
    string Name,
    DataViewType Type,
    DataViewSchema.Annotations Annotations,
    Func<IReadOnlyList<OutputRows>, Func<int>, Delegate> Getter
);
