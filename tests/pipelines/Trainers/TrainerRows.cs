using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Trainers;

/// <summary>Small views that trainers learn from in about a second.</summary>
internal static class TrainerRows
{
    /// <summary>Texts as <c>Review</c>, and as <c>Label</c> the key of their topic.</summary>
    public static IDataView Texts(MLContext ml, int count = 240, int seed = 5)
    {
        var rows = ml.Data.LoadFromEnumerable(
            SampleTexts.Rows(count, seed).Select(row => new TextRow { Review = row.Text, Topic = row.Label }).ToArray()
        );
        return ml
            .Transforms.Conversion.MapValueToKey("Label", nameof(TextRow.Topic), keyOrdinality: ByValue)
            .Fit(rows)
            .Transform(rows);
    }

    /// <summary>
    /// Sequences of 2 values a step as <c>Readings</c>, of one length or of several, and as <c>Label</c> whether the first values
    /// add up to more than 0.
    /// </summary>
    public static IDataView Readings(MLContext ml, bool variable, int count = 200)
    {
        var random = new Random(3);
        var rows = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var readings = RandomForecasters.Uniform(random, 2 * (variable ? 3 + i % 4 : 6));
                var sum = readings.Where((_, value) => value % 2 == 0).Sum();
                return new ReadingsRow { Readings = readings, Topic = sum > 0 ? "rising" : "falling" };
            })
            .ToArray();
        var definition = SchemaDefinition.Create(typeof(ReadingsRow));
        if (!variable)
            definition[nameof(ReadingsRow.Readings)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 12);
        var view = ml.Data.LoadFromEnumerable(rows, definition);
        return ml
            .Transforms.Conversion.MapValueToKey("Label", nameof(ReadingsRow.Topic), keyOrdinality: ByValue)
            .Fit(view)
            .Transform(view);
    }

    /// <summary>Sequences of ids as <c>Ids</c>; those of class i have an id 5 + i somewhere.</summary>
    public static IDataView Ids(MLContext ml, int count = 200)
    {
        var random = new Random(3);
        var view = ml.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var ids = Enumerable.Range(0, 2 + i % 5).Select(_ => (long)random.Next(5)).ToArray();
                    ids[random.Next(ids.Length)] = 5 + i % 3;
                    return new IdsRow { Ids = ids, Topic = i % 3 };
                })
                .ToArray()
        );
        return ml
            .Transforms.Conversion.MapValueToKey("Label", nameof(IdsRow.Topic), keyOrdinality: ByValue)
            .Fit(view)
            .Transform(view);
    }

    /// <summary>Tagged sentences as <c>Tokens</c> and <c>Tags</c>.</summary>
    public static IDataView Tagged(MLContext ml, int count = 120, bool entities = false)
    {
        var text = entities ? SampleTags.Entities(count) : SampleTags.Text(count);
        return ml.Data.LoadFromEnumerable(
            text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(sentence => sentence.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(lines => new TaggedRow
                {
                    Tokens = Array.ConvertAll(lines, line => line.Split('\t')[0]),
                    Tags = Array.ConvertAll(lines, line => line.Split('\t')[1]),
                })
                .ToArray()
        );
    }

    /// <summary>Numbers in German and English as <c>Source</c> and <c>Target</c>.</summary>
    public static IDataView Pairs(MLContext ml, int count = 300)
    {
        using var folder = new TemporaryFolder();
        var (source, target) = SamplePairs.Write(folder.Path, "pairs", count);
        return ml.Data.LoadFromEnumerable(
            File.ReadLines(source)
                .Zip(File.ReadLines(target), (one, other) => new PairRow { Source = one, Target = other })
                .ToArray()
        );
    }

    /// <summary>Three lines again and again as <c>Text</c>.</summary>
    public static IDataView Lines(MLContext ml, int times = 20) =>
        ml.Data.LoadFromEnumerable(
            SampleText.Repeated(times).TrimEnd('\n').Split('\n').Select(line => new LineRow { Text = line }).ToArray()
        );

    private const Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality ByValue = Microsoft
        .ML
        .Transforms
        .ValueToKeyMappingEstimator
        .KeyOrdinality
        .ByValue;

    internal sealed class TextRow
    {
        public string Review { get; set; } = "";

        public string Topic { get; set; } = "";
    }

    internal sealed class ReadingsRow
    {
        public float[] Readings { get; set; } = [];

        public string Topic { get; set; } = "";
    }

    internal sealed class IdsRow
    {
        public long[] Ids { get; set; } = [];

        public int Topic { get; set; }
    }

    internal sealed class TaggedRow
    {
        public string[] Tokens { get; set; } = [];

        public string[] Tags { get; set; } = [];
    }

    internal sealed class PairRow
    {
        public string Source { get; set; } = "";

        public string Target { get; set; } = "";
    }

    internal sealed class LineRow
    {
        public string Text { get; set; } = "";
    }
}
