using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Tells what could not be read: the first bad values one by one, and their number at the end.</summary>
internal sealed class TextReadingNotes(IHost host) : IDisposable
{
    private const long ShownAtMost = 10;

    private readonly IChannel _channel = host.Start("ParseStats");
    private long _rows;
    private long _badValues;

    public void AddRow() => _rows++;

    /// <param name="slot">Null for a scalar.</param>
    public void AddBadValue(long line, string column, int? slot)
    {
        if (++_badValues > ShownAtMost)
            return;
        var where = slot is null ? "" : $" at slot {slot}";
        _channel.Info(MessageSensitivity.Schema, $"  Bad value at line {line} in column {column}{where}");
        if (_badValues == ShownAtMost)
            _channel.Info(MessageSensitivity.None, "  Suppressing further bad value messages");
    }

    public void Dispose()
    {
        if (_badValues > 0)
            _channel.Info(
                MessageSensitivity.None,
                $"Processed {_rows} rows with {_badValues} bad values and 0 format errors"
            );
        _channel.Dispose();
    }
}
