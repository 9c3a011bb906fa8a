using System.Runtime.CompilerServices;
using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML.Transforms;

/// <summary>The components of this assembly that model files hold.</summary>
internal static class Loaders
{
    [ModuleInitializer]
    internal static void Add()
    {
        ModelLoaders.Add(CustomMappingFile.LoadName, CustomMappingFile.Load);
        ModelLoaders.Add(TextNormalizingTransformer.LoadName, (env, ctx) => new TextNormalizingTransformer(env, ctx));
        ModelLoaders.Add(WordTokenizingTransformer.LoadName, (env, ctx) => new WordTokenizingTransformer(env, ctx));
        ModelLoaders.Add(
            TokenizingByCharactersTransformer.LoadName,
            (env, ctx) => new TokenizingByCharactersTransformer(env, ctx)
        );
    }
}
