using System.Runtime.CompilerServices;

namespace Microsoft.ML.Transforms.Onnx;

/// <summary>The component of this assembly that model files hold.</summary>
internal static class Loaders
{
    [ModuleInitializer]
    internal static void Add() => ModelLoaders.Add(OnnxTransformer.LoadName, OnnxTransformer.Load);
}
