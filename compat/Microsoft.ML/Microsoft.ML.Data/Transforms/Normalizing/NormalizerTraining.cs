using System.Numerics;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Collects the statistics of a column row by row.</summary>
internal abstract class NormalizerTraining
{
    public abstract void AddRow();

    public abstract Normalizer Finish();

    public static NormalizerTraining Make(NormalizedColumn column, DataViewRow row)
    {
        var input = row.Schema[column.Input];
        return Generic.Call<NormalizerTraining>(input.Type.ItemType().RawType, MakeTyped<float>, column, row, input);
    }

    private static NormalizerTraining MakeTyped<T>(
        NormalizedColumn column,
        DataViewRow row,
        DataViewSchema.Column input
    )
        where T : struct, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        new NormalizerTraining<T>(column, row, input);
}

internal sealed class NormalizerTraining<T> : NormalizerTraining
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly NormalizedColumn _column;
    private readonly DataViewType _type;
    private readonly SlotStatistics<T>[] _slots;
    private readonly Action _addRow;

    public NormalizerTraining(NormalizedColumn column, DataViewRow row, DataViewSchema.Column input)
    {
        _column = column;
        _type = input.Type;
        _slots = new SlotStatistics<T>[input.Type.ValueCount()];
        for (var i = 0; i < _slots.Length; i++)
            _slots[i] = column.Kind == NormalizerKind.MinMax ? new RangeStatistics<T>() : new MomentStatistics<T>();
        _addRow = input.Type is VectorDataViewType ? AdderOfVectors(row, input) : AdderOfScalars(row, input);
    }

    public override void AddRow() => _addRow();

    public override Normalizer Finish()
    {
        var fitted = _slots.Select(slot => slot.Finish(_column)).ToArray();
        var (first, second) = (fitted.Select(f => f.First).ToArray(), fitted.Select(f => f.Second).ToArray());
        return _column.Kind == NormalizerKind.Cumulative
            ? new CumulativeNormalizer<T>(_type, first, second)
            : new AffineNormalizer<T>(_type, first, second);
    }

    private Action AdderOfScalars(DataViewRow row, DataViewSchema.Column input)
    {
        var get = row.GetGetter<T>(input);
        T value = default;
        return () =>
        {
            get(ref value);
            _slots[0].Add(value);
        };
    }

    /// <summary>What a sparse vector leaves out counts as zero.</summary>
    private Action AdderOfVectors(DataViewRow row, DataViewSchema.Column input)
    {
        var get = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> vector = default;
        var values = new T[_slots.Length];
        return () =>
        {
            get(ref vector);
            Check.That(
                vector.Length == _slots.Length,
                $"Normalizer expected {_slots.Length} slots but got {vector.Length}"
            );
            vector.CopyTo(values);
            for (var slot = 0; slot < values.Length; slot++)
                _slots[slot].Add(values[slot]);
        };
    }
}
