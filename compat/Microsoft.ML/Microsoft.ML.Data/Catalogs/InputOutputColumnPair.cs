using Microsoft.ML.Internal;

namespace Microsoft.ML;

public sealed class InputOutputColumnPair
{
    public InputOutputColumnPair(string outputColumnName, string inputColumnName = null)
    {
        OutputColumnName = Check.NotEmpty(outputColumnName);
        InputColumnName = inputColumnName ?? outputColumnName;
    }

    public string InputColumnName { get; }

    public string OutputColumnName { get; }

    /// <summary>As the transformers take them.</summary>
    internal static (string Output, string Input)[] Names(InputOutputColumnPair[] columns) =>
        Check.NotNull(columns).Select(column => (column.OutputColumnName, column.InputColumnName)).ToArray();
}
