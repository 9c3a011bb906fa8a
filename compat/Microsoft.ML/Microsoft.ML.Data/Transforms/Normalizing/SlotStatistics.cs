using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>What is learned of one slot of a vector, or of a scalar.</summary>
internal abstract class SlotStatistics<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    public abstract void Add(T value);

    /// <summary>
    /// Scale and offset, or mean and standard deviation. Both are 0 where nothing is to be learned: no values, or all the
    /// same; all numbers are then mapped to 0.
    /// </summary>
    public abstract (T First, T Second) Finish(NormalizedColumn column);
}

internal sealed class RangeStatistics<T> : SlotStatistics<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private T _minimum = T.PositiveInfinity;
    private T _maximum = T.NegativeInfinity;

    public override void Add(T value)
    {
        // Written so that NaN changes neither.
        if (_maximum < value)
            _maximum = value;
        if (_minimum > value)
            _minimum = value;
    }

    public override (T First, T Second) Finish(NormalizedColumn column)
    {
        if (!(_maximum > _minimum))
            return (T.Zero, T.Zero);
        if (column.FixZero)
            return (T.One / T.Max(T.Abs(_maximum), T.Abs(_minimum)), T.Zero);
        var scale = T.One / (_maximum - _minimum);
        return (scale, scale == T.Zero ? T.Zero : _minimum);
    }
}

/// <summary>Mean and variance by Welford's update, over finite numbers; zeros are counted and added at the end.</summary>
internal sealed class MomentStatistics<T> : SlotStatistics<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private double _mean;
    private double _squares;
    private long _count;
    private long _zeros;

    public override void Add(T value)
    {
        if (value == T.Zero)
        {
            _zeros++;
            return;
        }
        if (!T.IsFinite(value))
            return;
        var number = double.CreateChecked(value);
        _count++;
        var delta = number - _mean;
        _mean += delta / _count;
        _squares += delta * (number - _mean);
    }

    public override (T First, T Second) Finish(NormalizedColumn column)
    {
        AddZeros();
        if (_squares == 0)
            return (T.Zero, T.Zero);
        var variance = _squares / _count;
        var deviation = T.CreateChecked(Math.Sqrt(variance));
        if (column.Kind == NormalizerKind.Cumulative)
            return (T.CreateChecked(_mean), deviation);
        if (column.FixZero)
            return (T.One / T.CreateChecked(Math.Sqrt(variance + _mean * _mean)), T.Zero);
        var scale = T.One / deviation;
        return (scale, scale == T.Zero ? T.Zero : T.CreateChecked(_mean));
    }

    private void AddZeros()
    {
        if (_zeros == 0)
            return;
        _count += _zeros;
        var delta = -_mean;
        _mean += delta * _zeros / _count;
        _squares += delta * -_mean * _zeros;
        _zeros = 0;
    }
}
