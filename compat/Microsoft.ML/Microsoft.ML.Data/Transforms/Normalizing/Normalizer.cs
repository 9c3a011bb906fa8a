using System.Collections.Immutable;
using System.Numerics;
using Microsoft.ML.Internal;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>The function that normalizes one column.</summary>
internal abstract class Normalizer(DataViewType type)
{
    /// <summary>The type of the column that it was fitted on; what comes out has this type.</summary>
    public DataViewType Type => type;

    public abstract NormalizingTransformer.NormalizerModelParametersBase Parameters { get; }

    public abstract Delegate MakeGetter(DataViewRow row, DataViewSchema.Column input);

    public void Save(BinaryWriter writer)
    {
        TypeFile.Write(writer, type);
        SaveParameters(writer);
    }

    public static Normalizer Load(BinaryReader reader)
    {
        var type = TypeFile.Read(reader);
        return Generic.Call<Normalizer>(type.ItemType().RawType, LoadTyped<float>, reader, type);
    }

    protected abstract void SaveParameters(BinaryWriter writer);

    private static Normalizer LoadTyped<T>(BinaryReader reader, DataViewType type)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        var isCumulative = reader.ReadBoolean();
        var (first, second) = (ReadArray<T>(reader), ReadArray<T>(reader));
        return isCumulative
            ? new CumulativeNormalizer<T>(type, first, second)
            : new AffineNormalizer<T>(type, first, second);
    }

    private static T[] ReadArray<T>(BinaryReader reader) => reader.ReadArray(() => ValueFile.Of<T>().Read(reader));
}

internal abstract class Normalizer<T>(DataViewType type, T[] first, T[] second) : Normalizer(type)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first of a slot's two parameters, for each slot.</summary>
    protected T[] First { get; } = first;

    protected T[] Second { get; } = second;

    /// <summary>Whether what a sparse vector leaves out stays zero.</summary>
    protected abstract bool KeepsZeros { get; }

    protected abstract bool IsCumulative { get; }

    public override Delegate MakeGetter(DataViewRow row, DataViewSchema.Column input) =>
        Type is VectorDataViewType ? OfVector(row, input) : OfScalar(row, input);

    protected abstract T Apply(int slot, T value);

    protected override void SaveParameters(BinaryWriter writer)
    {
        writer.Write(IsCumulative);
        writer.WriteArray(First, value => ValueFile.Of<T>().Write(writer, value));
        writer.WriteArray(Second, value => ValueFile.Of<T>().Write(writer, value));
    }

    private ValueGetter<T> OfScalar(DataViewRow row, DataViewSchema.Column input)
    {
        var get = row.GetGetter<T>(input);
        return (ref T value) =>
        {
            get(ref value);
            value = Apply(0, value);
        };
    }

    private ValueGetter<VBuffer<T>> OfVector(DataViewRow row, DataViewSchema.Column input)
    {
        var get = row.GetGetter<VBuffer<T>>(input);
        var builder = new VectorBuilder<T>();
        var values = new T[First.Length];
        return (ref VBuffer<T> vector) =>
        {
            get(ref vector);
            Check.That(
                vector.Length == First.Length,
                $"Normalizer expected {First.Length} slots but got {vector.Length}"
            );
            builder.Reset(vector.Length);
            if (!vector.IsDense && KeepsZeros)
            {
                var indices = vector.GetIndices();
                for (var i = 0; i < indices.Length; i++)
                    builder.Add(indices[i], Apply(indices[i], vector.GetValues()[i]));
            }
            else
            {
                vector.CopyTo(values);
                for (var slot = 0; slot < values.Length; slot++)
                    builder.Add(slot, Apply(slot, values[slot]));
            }
            builder.Commit(ref vector);
        };
    }
}

/// <summary>(value - offset) * scale.</summary>
internal sealed class AffineNormalizer<T>(DataViewType type, T[] scale, T[] offset) : Normalizer<T>(type, scale, offset)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _hasOffset = Array.Exists(offset, value => value != T.Zero);

    /// <summary>Without offsets there are none in the parameters of a vector either.</summary>
    public override NormalizingTransformer.NormalizerModelParametersBase Parameters =>
        Type is VectorDataViewType
            ? new NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<T>>(
                ImmutableArray.Create(First),
                _hasOffset ? ImmutableArray.Create(Second) : []
            )
            : new NormalizingTransformer.AffineNormalizerModelParameters<T>(First[0], Second[0]);

    protected override bool KeepsZeros => !_hasOffset;

    protected override bool IsCumulative => false;

    protected override T Apply(int slot, T value) => (value - Second[slot]) * First[slot];
}

/// <summary>The normal distribution function, by an approximation of the error function with elementary ones.</summary>
internal sealed class CumulativeNormalizer<T>(DataViewType type, T[] mean, T[] deviation)
    : Normalizer<T>(type, mean, deviation)
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private static readonly T s_half = T.One / T.CreateChecked(2);
    private static readonly T s_a = T.CreateChecked(0.147);

    public override NormalizingTransformer.NormalizerModelParametersBase Parameters =>
        Type is VectorDataViewType
            ? new NormalizingTransformer.CdfNormalizerModelParameters<ImmutableArray<T>>(
                ImmutableArray.Create(First),
                ImmutableArray.Create(Second)
            )
            : new NormalizingTransformer.CdfNormalizerModelParameters<T>(First[0], Second[0]);

    /// <summary>Not what the function says: of a sparse vector only the given items are normalized.</summary>
    protected override bool KeepsZeros => true;

    protected override bool IsCumulative => true;

    protected override T Apply(int slot, T value)
    {
        var (mean, deviation) = (First[slot], Second[slot]);
        if (deviation <= T.Epsilon || !T.IsFinite(value))
            return T.Zero;
        var x = (value - mean) / deviation;
        var square = x * x * s_half;
        var bent = s_a * square;
        var exponent =
            -double.CreateChecked(square)
            * (4 / Math.PI + double.CreateChecked(bent))
            / double.CreateChecked(T.One + bent);
        return T.CreateChecked(0.5 + 0.5 * T.Sign(x) * Math.Sqrt(1 - Math.Exp(exponent)));
    }
}
