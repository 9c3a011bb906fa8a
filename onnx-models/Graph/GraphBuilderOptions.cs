namespace Rnn.Onnx.Models.Graph;

/// <summary>Which version of the format a graph is written in.</summary>
public sealed record GraphBuilderOptions
{
    /// <summary>The oldest version of the standard operators that graphs are written for: 13, of 2020.</summary>
    public const int LowestOpset = 13;

    /// <summary>The newest version of the standard operators that graphs are written for: 22, of 2024.</summary>
    public const int HighestOpset = 22;

    private readonly int? irVersion;

    /// <summary>Version of the standard operators, 13 to 22. Default 17, which every runtime since 2022 reads; text needs 20.</summary>
    public int Opset { get; init; } = 17;

    /// <summary>
    /// Version of the file format. Default: the one that came out with the opset: 7 for 13 and 14, 8 for 15 to 18, 9 for 19 and
    /// 20, 10 for 21 and 22.
    /// </summary>
    public int IrVersion
    {
        get => irVersion ?? Matching(Opset);
        init => irVersion = value;
    }

    internal void Validate()
    {
        if (Opset is < LowestOpset or > HighestOpset)
        {
            throw Errors.InvalidInput($"Option opset: expected {LowestOpset} to {HighestOpset}, found {Opset}.");
        }

        if (IrVersion < Matching(Opset))
        {
            throw Errors.InvalidInput(
                $"Option IR version: expected {Matching(Opset)} or more for opset {Opset}, found {IrVersion}."
            );
        }
    }

    private static int Matching(int opset) =>
        opset switch
        {
            <= 14 => 7,
            <= 18 => 8,
            <= 20 => 9,
            _ => 10,
        };
}
