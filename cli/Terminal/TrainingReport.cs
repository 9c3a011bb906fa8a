using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>What a person reads about any model: its layers, its run and its parity.</summary>
internal static class TrainingReport
{
    /// <summary>Recurrent layers, such as "LSTM, 2 layers of 64 units".</summary>
    public static string Layers(RecurrentOptions recurrent) =>
        Text(
            $"{Name(recurrent.Cell)}, {recurrent.Layers} layer{(recurrent.Layers == 1 ? "" : "s")} of {recurrent.Hidden} units{(recurrent.Bidirectional ? " in both directions" : "")}"
        );

    /// <summary>How long a run took and which epoch was the best.</summary>
    public static string Describe(TrainingResult training) =>
        Text(
            $"{training.History.Count} epochs in {training.Elapsed.TotalSeconds:F1} s, best epoch {training.Best.Epoch} with validation loss {training.Best.ValidationLoss:F4}"
        );

    /// <summary>How closely ONNX Runtime gives what the module gave.</summary>
    public static string Describe(ParityReport parity) =>
        Text(
            $"ONNX Runtime {SequenceModel.RuntimeVersion} differs from the trained module by at most {parity.LargestRelative:0.0E+0} (allowed {parity.Tolerance:0E+0}) over {parity.Probes} probes"
        );

    /// <summary>A cell as people call it.</summary>
    public static string Name(CellKind cell) =>
        cell switch
        {
            CellKind.Lstm => "LSTM",
            CellKind.Gru => "GRU",
            CellKind.ElmanRelu => "RNN (ReLU)",
            _ => "RNN",
        };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
