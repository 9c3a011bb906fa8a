namespace Rnn.Onnx.Cli.Pages;

/// <summary>Colors that stand out on white and on near black alike, in the order in which a page gives them to series.</summary>
internal static class PlotColors
{
    public const string Blue = "#3b82c4";
    public const string Orange = "#e08a2e";
    public const string Green = "#3fa66b";
    public const string Red = "#d9534f";
    public const string Violet = "#9670c4";
    public const string Gray = "#8c8c8c";

    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = [Blue, Orange, Green, Red, Violet, Gray];
}
