namespace Rnn.Onnx.Models.Series;

/// <summary>How <see cref="SeriesReader"/> reads a CSV file. Numbers and dates are read invariantly (1.5, 2021-03-31).</summary>
public sealed record SeriesReaderOptions
{
    /// <summary>The columns to forecast, in the order of the forecasts. Default: the last column that is neither a date nor a feature.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The one column to forecast: the first of <see cref="Targets"/>, and null where there is none.</summary>
    public string? Target
    {
        get => Targets.Count > 0 ? Targets[0] : null;
        init => Targets = value is null ? [] : [value];
    }

    /// <summary>Forecasts all columns whose first value is a number, but for the date's and the features. Default: false.</summary>
    public bool AllNumericTargets { get; init; }

    /// <summary>Further columns that the model reads. Default: none.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Takes as further features all other columns whose first value is a number, but for the date's. Default: false.</summary>
    public bool AllNumericFeatures { get; init; }

    /// <summary>
    /// The column of the date, or its parts in the order year, month, day, hour. Default: a column named date, datetime or
    /// timestamp (in any case), or with values such as 2021-03-31; or columns named year, month, day and hour as far as there are.
    /// </summary>
    public IReadOnlyList<string> DateColumns { get; init; } = [];

    /// <summary>What becomes of missing values and rows. Default: they are refused.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Refuse;

    /// <summary>Most missing values of a column one after the other that are interpolated; more are refused. Default: any number.</summary>
    public int? LongestGap { get; init; }

    /// <summary>Between two columns. Default: comma, semicolon, tab or bar, as the first lines suggest.</summary>
    public char? Separator { get; init; }
}
