using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A loader with transformers behind it, and that in which a model file keeps the two.</summary>
public sealed class CompositeDataLoader<TSource, TLastTransformer> : IDataLoader<TSource>, IDisposable
    where TLastTransformer : class, ITransformer
{
    public readonly IDataLoader<TSource> Loader;
    public readonly TransformerChain<TLastTransformer> Transformer;

    public CompositeDataLoader(IDataLoader<TSource> loader, TransformerChain<TLastTransformer> transformerChain = null)
    {
        Loader = Check.NotNull(loader);
        Transformer = transformerChain ?? new TransformerChain<TLastTransformer>();
    }

    public IDataView Load(TSource input) => Transformer.Transform(Loader.Load(input));

    public DataViewSchema GetOutputSchema() => Transformer.GetOutputSchema(Loader.GetOutputSchema());

    public CompositeDataLoader<TSource, TNewLast> AppendTransformer<TNewLast>(TNewLast transformer)
        where TNewLast : class, ITransformer => new(Loader, Transformer.Append(Check.NotNull(transformer)));

    public void Dispose() => Transformer.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx) => CompositeLoaderFile.Save(ctx, Loader, Transformer);
}

/// <summary>A loader with transformers in a model file: the folders <c>Loader</c> and <c>TransformerChain</c>.</summary>
internal static class CompositeLoaderFile
{
    public const string LoadName = "CompositeLoader";

    private const string LoaderFolder = "Loader";

    public static void Save(ModelSaveContext ctx, ICanSaveModel loader, ICanSaveModel transformers)
    {
        ctx.SetLoader(LoadName, typeof(CompositeLoaderFile).Assembly);
        ctx.SaveModel(loader, LoaderFolder);
        ctx.SaveModel(transformers, ModelFile.TransformerFolder);
    }

    /// <summary>Only loaders of files come back: others are loaders of a user's own, which save nothing.</summary>
    public static CompositeDataLoader<IMultiStreamSource, ITransformer> Load(
        IHostEnvironment env,
        ModelLoadContext ctx
    ) =>
        new(
            ctx.LoadModel<IDataLoader<IMultiStreamSource>>(env, LoaderFolder),
            ctx.LoadModel<TransformerChain<ITransformer>>(env, ModelFile.TransformerFolder)
        );
}
