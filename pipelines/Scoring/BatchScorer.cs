using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Rnn.Onnx.Inference;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Gathers the inputs of rows, scores them in batches, some side by side, and keeps the answers by row.</summary>
internal sealed class BatchScorer
{
    private readonly ScoreSequencesOptions options;
    private readonly SequenceModel model;
    private readonly ModelBinding binding;
    private readonly InputRows[] inputs;
    private readonly OutputRows[] outputs;
    private int rows;

    /// <summary>Prepares to read the inputs' columns of a source.</summary>
    public BatchScorer(ScoreSequencesTransformer transformer, DataViewRow source, ActiveColumns active, int capacity)
    {
        (model, binding, options) = (transformer.Model, transformer.Binding, transformer.Options);
        inputs =
        [
            .. binding.Inputs.Zip(
                active.Inputs,
                (tensor, column) => InputRows.Create(tensor, source, column, capacity)
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

    /// <summary>Scores all gathered rows.</summary>
    /// <param name="parallel">Batches that are scored side by side at the most.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Score(int parallel)
    {
        if (rows == 0)
            return;
        var batches = BatchPlan.Of(rows, inputs, options.BatchSize);
        if (parallel > 1 && batches.Count > 1)
        {
            ScoreInParallel(batches, Math.Min(parallel, batches.Count));
            return;
        }
        for (var batch = 0; batch < batches.Count; batch++)
            Score(batch, batches[batch]);
    }

    // Each worker takes the next batch until none is left. Of several failures the first batch's is told.
    private void ScoreInParallel(List<int[]> batches, int workers)
    {
        var failures = new Exception?[batches.Count];
        var taken = -1;
        Parallel.For(
            0,
            workers,
            _ =>
            {
                for (int batch; (batch = Interlocked.Increment(ref taken)) < batches.Count; )
                {
                    try
                    {
                        Score(batch, batches[batch]);
                    }
                    catch (Exception e)
                    {
                        failures[batch] = e;
                        Interlocked.Exchange(ref taken, batches.Count);
                    }
                }
            }
        );
        if (Array.Find(failures, failure => failure is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
    }

    private void Score(int batch, int[] members)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var lengths = new int[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            lengths[i] = inputs[i].Length(members[0]);
        var (shapes, sizes) = binding.Shape(members.Length, lengths);
        var given = new BoundRows[inputs.Length];
        for (var i = 0; i < given.Length; i++)
            given[i] = inputs[i].Bind(batch, members, shapes[i]);
        var wanted = new BoundRows[outputs.Length];
        for (var i = 0; i < wanted.Length; i++)
            wanted[i] = outputs[i].Bind(batch, members, binding.Outputs[i].Shape(members.Length, sizes));
        model.Score(given, wanted);
    }
}
