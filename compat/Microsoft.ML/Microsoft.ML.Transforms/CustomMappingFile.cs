using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>A custom mapping in a model file: only its contract, and the assembly where a factory for it is to be found.</summary>
internal static class CustomMappingFile
{
    public const string LoadName = "CustomTransformer";

    public static void Save(ModelSaveContext ctx, string contract, Assembly assembly)
    {
        ctx.SetLoader(LoadName, typeof(CustomMappingFile).Assembly);
        ctx.Writer.Write(contract);
        ctx.Writer.Write(assembly.FullName);
    }

    public static ITransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var contract = ctx.Reader.ReadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.Reader.ReadString()));
        var extension = env.ComponentCatalog.CreateExtension(typeof(CustomMappingFactoryAttributeAttribute), contract);
        return extension is ICustomMappingFactory factory
            ? factory.CreateTransformer(contract)
            : throw new InvalidOperationException(
                $"The class with contract '{contract}' must derive from '{typeof(CustomMappingFactory<,>).FullName}'."
            );
    }
}
