namespace Rnn.Onnx.Models.Graph;

/// <summary>Which version of the format a graph is written in.</summary>
public sealed record GraphBuilderOptions
{
    /// <summary>Version of the standard operators, 13 or more. Default 17, which every runtime since 2022 reads; text needs 20.</summary>
    public int Opset { get; init; } = 17;

    /// <summary>Version of the file format, 7 or more. Default 8, which belongs to opset 17; 9 belongs to opset 20.</summary>
    public int IrVersion { get; init; } = 8;

    internal void Validate()
    {
        if (Opset < 13 || IrVersion < 7)
        {
            throw Errors.Argument(
                "options",
                $"A graph needs opset 13 and IR 7 or more, found opset {Opset} and IR {IrVersion}."
            );
        }
    }
}
