using System.CommandLine;

namespace Rnn.Onnx.Cli;

/// <summary>The option <c>--part</c>: what of the data a model is measured on.</summary>
internal static class DataParts
{
    public const string Training = "training";
    public const string Validation = "validation";
    public const string Test = "test";
    public const string All = "all";

    public static Option<string?> Option()
    {
        var part = new Option<string?>("--part")
        {
            Description =
                "What to measure on: training, validation, test or all; by default the part that was measured of the data that the model was trained on, and all of other data.",
        };
        part.AcceptOnlyFromAmong(Training, Validation, Test, All);
        return part;
    }
}
