using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Pipelines;
using Rnn.Onnx.Pipelines.Scoring;

namespace Rnn.Onnx.Hosting;

/// <summary>
/// One version of the model, with its lanes. It is read from a copy of the file that nobody changes, and goes when it is retired
/// and the last batch has let it go.
/// </summary>
internal sealed class LoadedModel<TIn, TOut>
    where TIn : class
    where TOut : class, new()
{
    private readonly ITransformer transformer;
    private int users = 1; // the pool is the first

    private LoadedModel(string folder, ITransformer transformer, ModelCard? card, SequenceModelPoolOptions options)
    {
        (Folder, this.transformer, Card) = (folder, transformer, card);
        Lanes =
        [
            .. Enumerable
                .Range(0, options.LaneCount)
                .Select(_ => new ModelLane<TIn, TOut>(transformer, options.MaximumBatch)),
        ];
    }

    /// <summary>Where its copy of the file is.</summary>
    public string Folder { get; }

    public ModelCard? Card { get; }

    public IReadOnlyList<ModelLane<TIn, TOut>> Lanes { get; }

    /// <summary>Loads the file as it is now.</summary>
    /// <exception cref="InvalidInputException">It is missing, no model, or does not fit the classes.</exception>
    public static LoadedModel<TIn, TOut> Load(SequenceModelPoolOptions options)
    {
        var copies = Directory.CreateTempSubdirectory("rnn-onnx-").FullName;
        ITransformer? opened = null;
        try
        {
            (opened, var card) = Open(options, copies);
            return new LoadedModel<TIn, TOut>(copies, opened, card, options);
        }
        catch (Exception e)
        {
            (opened as IDisposable)?.Dispose();
            Directory.Delete(copies, recursive: true);
            if (e is InvalidInputException)
                throw;
            throw new InvalidInputException(
                $"Model '{options.ModelFile}': expected a model from {typeof(TIn).Name} to {typeof(TOut).Name}, found one that can not be loaded as such ({e.Message.TrimEnd('.')}).",
                e
            );
        }
    }

    /// <summary>One more batch uses it.</summary>
    public void Acquire() => Interlocked.Increment(ref users);

    /// <summary>A batch, or the pool, uses it no more.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) > 0)
            return;
        foreach (var lane in Lanes)
            lane.Dispose();
        (transformer as IDisposable)?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static (ITransformer Transformer, ModelCard? Card) Open(SequenceModelPoolOptions options, string copies)
    {
        var context = new MLContext();
        var scoring = options.Scoring with { BatchSize = options.MaximumBatch };
        var copy = Path.Combine(copies, Path.GetFileName(options.ModelFile));
        if (Path.GetExtension(options.ModelFile).Equals(".zip", StringComparison.OrdinalIgnoreCase))
        {
            if (!File.Exists(options.ModelFile))
                throw new InvalidInputException($"File '{options.ModelFile}' does not exist.");
            File.Copy(options.ModelFile, copy);
            var chain = context.Sequences().InBatches(context.Model.Load(copy, out var schema), schema, scoring);
            return (chain, chain.OfType<ScoreSequencesTransformer>().FirstOrDefault()?.Model.Card);
        }
        var file = ModelFile.Open(options.ModelFile);
        file.Save(copy);
        var rows = context.Data.LoadFromEnumerable<TIn>([]);
        return (context.Transforms.ScoreSequences(copy, scoring).Fit(rows), file.Card);
    }
}
