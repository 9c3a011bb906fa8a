namespace Rnn.Onnx.Models.Series;

/// <summary>Windows by their number, whatever they are read from: what a model reads, and what came to pass.</summary>
public interface IWindowSource
{
    /// <summary>Windows, N.</summary>
    int Count { get; }

    /// <summary>Steps of an input, T.</summary>
    int LookBack { get; }

    /// <summary>Steps of a target.</summary>
    int Horizon { get; }

    /// <summary>Columns, C.</summary>
    int Features { get; }

    /// <summary>Columns that are forecast.</summary>
    int Targets { get; }

    /// <summary>Whether the steps have dates.</summary>
    bool HasDates { get; }

    /// <summary>What a model reads, row-major [T, C].</summary>
    ReadOnlyMemory<float> Input(int window);

    /// <summary>What came to pass, row-major [horizon, targets].</summary>
    ReadOnlyMemory<float> Target(int window);

    /// <summary>What is known of the columns that are forecast before the window's first target, T steps or more, row-major [rows, targets].</summary>
    ReadOnlyMemory<float> History(int window);

    /// <summary>Time stamps of a window's T + horizon steps, in seconds since 1970-01-01, the dates taken as UTC.</summary>
    /// <param name="window">The window.</param>
    /// <param name="times">Where they go, T + horizon of them.</param>
    /// <exception cref="InvalidInputException">The steps have no dates.</exception>
    void CopyTimes(int window, Span<long> times);

    /// <summary>Windows that follow each other.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many, 1 or more.</param>
    IWindowSource Range(int first, int count);

    /// <summary>The rows that the windows read and forecast, each once, in order of the windows: what scales are measured on.</summary>
    /// <param name="apart">Rows of NaN between rows that do not follow each other. Default: none.</param>
    TimeSeries Rows(int apart = 0);
}
