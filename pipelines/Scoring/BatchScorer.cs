using Microsoft.ML;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Gathers rows, scores runs of equal lengths at once, and keeps the answers in the rows' order.</summary>
internal sealed class BatchScorer
{
    private readonly SequenceModel model;
    private readonly ModelBinding binding;
    private readonly InputRows[] inputs;
    private readonly OutputRows[] outputs;
    private int rows;

    /// <summary>Prepares to read the inputs' columns of a source.</summary>
    public BatchScorer(ScoreSequencesTransformer transformer, DataViewRow source, ActiveColumns active, int capacity)
    {
        (model, binding) = (transformer.Model, transformer.Binding);
        inputs =
        [
            .. binding.Inputs.Zip(
                active.Inputs,
                (tensor, column) => InputRows.Create(tensor, source, column, capacity)
            ),
        ];
        outputs = [.. binding.Outputs.Select(tensor => OutputRows.Create(tensor, capacity))];
    }

    public void Clear()
    {
        rows = 0;
        foreach (var input in inputs)
            input.Clear();
    }

    /// <summary>Takes the source's present row.</summary>
    public void Pull()
    {
        foreach (var input in inputs)
            input.Pull();
        rows++;
    }

    /// <summary>Scores all gathered rows.</summary>
    public void Score()
    {
        for (var first = 0; first < rows; )
        {
            var last = first + 1;
            while (last < rows && inputs.All(input => input.Length(last) == input.Length(first)))
                last++;
            var (shapes, sizes) = binding.Shape(last - first, [.. inputs.Select(input => input.Length(first))]);
            model.Score(
                [.. inputs.Select((input, i) => input.Bind(first, shapes[i]))],
                [.. outputs.Select((output, i) => output.Bind(first, binding.Outputs[i].Shape(last - first, sizes)))]
            );
            first = last;
        }
    }

    /// <summary>A getter of an output's answer to the row that <paramref name="row"/> names at the time of the call.</summary>
    public Delegate Getter(string output, Func<int> row) =>
        outputs[binding.Outputs.TakeWhile(tensor => tensor.Name != output).Count()].Getter(row);
}
