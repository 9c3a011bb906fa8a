using System.Globalization;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A chain in a model file: its scopes, and a folder <c>Transform_000</c> and so on for each member.</summary>
internal static class TransformerChainFile
{
    public const string LoadName = "TransformerChain";

    public static void Save(ModelSaveContext ctx, ITransformer[] transformers, TransformerScope[] scopes)
    {
        ctx.Writer.WriteArray(scopes, scope => ctx.Writer.Write((int)scope));
        for (var i = 0; i < transformers.Length; i++)
            ctx.SaveModel(transformers[i], Folder(i));
    }

    public static TransformerChain<ITransformer> Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var scopes = ctx.Reader.ReadArray(() => (TransformerScope)ctx.Reader.ReadInt32());
        var transformers = scopes.Select((_, i) => ctx.LoadModel<ITransformer>(env, Folder(i))).ToArray();
        return new TransformerChain<ITransformer>(transformers, scopes);
    }

    private static string Folder(int index) => string.Create(CultureInfo.InvariantCulture, $"Transform_{index:000}");
}
