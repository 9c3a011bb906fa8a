namespace TorchSharp;

public static partial class torch
{
    /// <summary>Empty here. It exists so that <c>utils</c> alone is as ambiguous as in the package: write <c>nn.utils</c>.</summary>
    public static partial class utils { }
}
