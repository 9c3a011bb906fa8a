using Microsoft.ML;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Gathers the inputs of rows, scores them in batches, and keeps the answers by row.</summary>
internal sealed class BatchScorer
{
    private readonly ScoreSequencesOptions options;
    private readonly SequenceModel model;
    private readonly ModelBinding binding;
    private readonly bool inBatches;
    private readonly InputRows[] inputs;
    private readonly OutputRows[] outputs;
    private List<int[]> batches = [];
    private int rows;

    /// <summary>Prepares to read the inputs' columns of a source.</summary>
    public BatchScorer(ScoreSequencesTransformer transformer, DataViewRow source, ActiveColumns active, int capacity)
    {
        (model, binding, options) = (transformer.Model, transformer.Binding, transformer.Options);
        inBatches = binding.FollowsInputs;
        var byWords = model.Card?.Text?.Tokenizer is not null and not TokenizerKind.Characters;
        inputs =
        [
            .. binding.Inputs.Zip(
                active.Inputs,
                (tensor, column) => InputRows.Create(tensor, source, column, capacity, byWords)
            ),
        ];
        outputs = [.. binding.Outputs.Select(tensor => OutputRows.Create(tensor, capacity))];
    }

    /// <summary>The answers, in the order of the model's outputs.</summary>
    public IReadOnlyList<OutputRows> Outputs => outputs;

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

    /// <summary>Puts the gathered rows together to batches.</summary>
    /// <returns>How many batches there are.</returns>
    public int Plan()
    {
        batches = rows == 0 ? [] : BatchPlan.Of(rows, inputs, inBatches ? options.BatchSize : 1);
        return batches.Count;
    }

    /// <summary>Scores one of the batches; several threads may score different ones.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Score(int batch)
    {
        var members = batches[batch];
        options.Cancellation.ThrowIfCancellationRequested();
        var lengths = new int[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            lengths[i] = inputs[i].Length(members[0]);
        var (shapes, sizes) = binding.Shape(members.Length, lengths);
        if (!inBatches)
        {
            ScoreAlone(batch, members[0], shapes);
            return;
        }
        var given = new BoundRows[inputs.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = inputs[i].Bind(batch, members, shapes[i]);
        var wanted = new BoundRows[outputs.Length];
        for (var i = 0; i < wanted.Length; i++)
            wanted[i] = outputs[i].Bind(batch, members, binding.Outputs[i].Shape(members.Length, sizes));
        model.Score(given, wanted);
    }

    private void ScoreAlone(int batch, int row, long[][] shapes)
    {
        var answers = model.Run([.. inputs.Select((input, i) => input.Tensor(row, shapes[i]))]);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i].Take(batch, row, answers.Single(answer => answer.Name == binding.Outputs[i].Name));
    }
}
