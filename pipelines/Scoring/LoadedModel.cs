using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Pipelines.Scoring;

/// <summary>Finds the ONNX transformers in what ML.NET has loaded, and puts ours in their places.</summary>
internal static class LoadedModel
{
    private const string Name = "loaded model";

    /// <summary>The same transformers, those of inner chains included, with every ONNX transformer scoring in batches.</summary>
    /// <param name="context">The context.</param>
    /// <param name="model">What was loaded.</param>
    /// <param name="schema">The columns that it reads.</param>
    /// <param name="options">How it scores; columns have the names that the model was saved with.</param>
    /// <exception cref="InvalidInputException">There is none, or it can not be scored in batches.</exception>
    public static TransformerChain<ITransformer> InBatches(
        MLContext context,
        ITransformer model,
        DataViewSchema schema,
        ScoreSequencesOptions options
    )
    {
        options = options.Validate() with { InputColumns = new Dictionary<string, string>() };
        var parts = new List<ITransformer>();
        try
        {
            foreach (var part in Flat(model))
            {
                parts.Add(part is OnnxTransformer stock ? Wrap(context, stock, schema, options) : part);
                schema = parts[^1].GetOutputSchema(schema);
            }
        }
        catch
        {
            foreach (var made in parts.OfType<ScoreSequencesTransformer>())
                made.Model.Dispose();
            throw;
        }
        return parts.OfType<ScoreSequencesTransformer>().Any()
            ? new TransformerChain<ITransformer>([.. parts])
            : throw new InvalidInputException(
                $"Expected a model with an ONNX transformer in it to score in batches, found {model.GetType().Name} without one."
            );
    }

    private static IEnumerable<ITransformer> Flat(ITransformer model) =>
        model switch
        {
            // What a chain does while it is trained only is not done by a loaded one.
            TransformerChain<ITransformer> chain => chain.GetModelFor(TransformerScope.Scoring).SelectMany(Flat),
            IEnumerable<ITransformer> chain => chain.SelectMany(Flat),
            _ => [model],
        };

    private static ScoreSequencesTransformer Wrap(
        MLContext context,
        OnnxTransformer stock,
        DataViewSchema schema,
        ScoreSequencesOptions options
    )
    {
        var file = ModelFile.Parse(BytesOf(context, stock, schema), Name);
        // Of all outputs it may give some only.
        var given = stock.GetOutputSchema(schema).Skip(schema.Count).Select(column => column.Name).ToArray();
        var all = ModelBinding.For(file, Name, options.InputColumns);
        var binding = all with
        {
            Outputs = [.. given.Select(column => all.Outputs.Single(output => output.Column == column))],
        };
        binding.CheckInputs(schema);
        var added = AddedColumns.Of(file, binding, options.PositiveLabel, Name);
        var model = SequenceModel.From(file, Name, options.Session);
        DeviceLog.Tell(context.Transforms, model);
        return new ScoreSequencesTransformer(
            model,
            binding,
            added,
            options,
            save => ((ICanSaveModel)stock).Save(save),
            stock
        );
    }

    // The transformer hands its file out only as a part of a model file of its own.
    private static byte[] BytesOf(MLContext context, OnnxTransformer stock, DataViewSchema schema)
    {
        using var saved = new MemoryStream();
        context.Model.Save(stock, schema, saved);
        using var parts = new ZipArchive(saved, ZipArchiveMode.Read);
        var entry = parts.Entries.Single(part => part.FullName.Split('/', '\\')[^1] == "OnnxModel");
        using var reader = new BinaryReader(entry.Open());
        return reader.ReadBytes(reader.ReadInt32());
    }
}
