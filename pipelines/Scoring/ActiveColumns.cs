using Microsoft.ML;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Which columns a reader asked for, and which of the source that takes.</summary>
internal sealed class ActiveColumns
{
    private readonly bool[] active;

    public ActiveColumns(
        ModelBinding binding,
        DataViewSchema input,
        DataViewSchema output,
        IEnumerable<DataViewSchema.Column> asked
    )
    {
        active = new bool[output.Count];
        foreach (var column in asked)
            active[column.Index] = true;
        InputCount = input.Count;
        Inputs = binding.CheckInputs(input);
        Scores = active.AsSpan(InputCount).Contains(true);
        Needed = [.. input.Where(c => active[c.Index] || (Scores && Inputs.Any(i => i.Index == c.Index)))];
        Carried = [.. input.Where(c => active[c.Index])];
    }

    /// <summary>Columns of the source; those behind it are the model's.</summary>
    public int InputCount { get; }

    /// <summary>The model's inputs, in its order.</summary>
    public IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    /// <summary>Whether the answer was asked for at all.</summary>
    public bool Scores { get; }

    /// <summary>What to read from the source.</summary>
    public IReadOnlyList<DataViewSchema.Column> Needed { get; }

    /// <summary>What is passed on from the source.</summary>
    public IReadOnlyList<DataViewSchema.Column> Carried { get; }

    public bool IsActive(int index) => active[index];

    /// <summary>Refuses a column that was not asked for, as every ML.NET row does.</summary>
    public void Demand(DataViewSchema.Column column)
    {
        if (column.Index >= active.Length || !active[column.Index])
            throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the row was opened.");
    }
}
