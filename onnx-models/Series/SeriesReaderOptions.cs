namespace Rnn.Onnx.Models.Series;

/// <summary>How <see cref="SeriesReader"/> reads a CSV file. Numbers and dates are read invariantly (1.5, 2021-03-31).</summary>
public sealed record SeriesReaderOptions
{
    /// <summary>The column to forecast.</summary>
    public required string Target { get; init; }

    /// <summary>Further columns that the model reads. Default: none, a univariate series.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Takes as further features all other columns whose first value is a number, but for the date's. Default: false.</summary>
    public bool AllNumericFeatures { get; init; }

    /// <summary>
    /// The column of the date, or its parts in the order year, month, day, hour. Default: a column named date, datetime or
    /// timestamp (in any case), or with values such as 2021-03-31; or columns named year, month, day and hour as far as there are.
    /// </summary>
    public IReadOnlyList<string> DateColumns { get; init; } = [];

    /// <summary>Between two columns. Default: comma, semicolon, tab or bar, as the first lines suggest.</summary>
    public char? Separator { get; init; }
}
