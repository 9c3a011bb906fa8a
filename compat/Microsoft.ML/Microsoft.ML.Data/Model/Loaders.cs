using System.Runtime.CompilerServices;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The components of this assembly that model files hold.</summary>
internal static class Loaders
{
    [ModuleInitializer]
    internal static void Add()
    {
        ModelLoaders.Add(TransformerChainFile.LoadName, TransformerChainFile.Load);
        ModelLoaders.Add(ColumnCopyingTransformer.LoadName, (env, ctx) => new ColumnCopyingTransformer(env, ctx));
        ModelLoaders.Add(
            ColumnConcatenatingTransformer.LoadName,
            (env, ctx) => new ColumnConcatenatingTransformer(env, ctx)
        );
        ModelLoaders.Add(ColumnSelectingTransformer.LoadName, (_, ctx) => new ColumnSelectingTransformer(ctx));
        ModelLoaders.Add(
            ValueToKeyMappingTransformer.LoadName,
            (env, ctx) => new ValueToKeyMappingTransformer(env, ctx)
        );
        ModelLoaders.Add(
            KeyToValueMappingTransformer.LoadName,
            (env, ctx) => new KeyToValueMappingTransformer(env, ctx)
        );
        ModelLoaders.Add(TypeConvertingTransformer.LoadName, (env, ctx) => new TypeConvertingTransformer(env, ctx));
        ModelLoaders.Add(NormalizingTransformer.LoadName, (env, ctx) => new NormalizingTransformer(env, ctx));
        ModelLoaders.Add(CompositeLoaderFile.LoadName, CompositeLoaderFile.Load);
        ModelLoaders.Add(TextLoader.LoadName, TextLoaderFile.Read);
    }
}
