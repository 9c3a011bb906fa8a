using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Pipelines.Scoring;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Scoring;

/// <summary>Reading ahead, scoring side by side, and what happens when something goes wrong in the middle.</summary>
[TestClass]
public sealed class ScoringCursorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    private string ModelFile => folder["model.onnx"];

    public void Dispose() => folder.Dispose();

    [TestInitialize]
    public void Save() => RandomForecasters.Create().Save(ModelFile);

    [TestMethod]
    [DataRow(1, 16, 2048)]
    [DataRow(2, 1, 1)]
    [DataRow(2, 7, 64)]
    [DataRow(3, 16, 30)]
    [DataRow(8, 16, 2048)]
    public void Transform_ManyWindows_GivesEveryRowItsAnswerInOrder(int parallel, int batch, int lookAhead)
    {
        var rows = Rows(1500);
        var data = ml.Data.LoadFromEnumerable(rows);
        using var transformer = Scorer(data, parallel, batch, lookAhead);
        var found = ml
            .Data.CreateEnumerable<Scored>(transformer.Transform(data), reuseRowObject: false)
            .Select(row => row.Forecast)
            .ToArray();

        Assert.HasCount(rows.Length, found);
        using var engine = ml.Model.CreatePredictionEngine<Row, Scored>(transformer);
        foreach (var row in Enumerable.Range(0, rows.Length).Where(row => row % 37 == 0))
            CollectionAssert.AreEqual(engine.Predict(rows[row]).Forecast, found[row], $"row {row}");
    }

    [TestMethod]
    public void MoveNext_FirstRow_ReadsSomeBatchesOnly()
    {
        var read = 0;
        var data = ml.Data.LoadFromEnumerable(Counted());
        using var transformer = Scorer(data, parallel: 1, batch: 16, lookAhead: 2048);
        read = 0;
        var scored = transformer.Transform(data);
        using (var cursor = scored.GetRowCursor(scored.Schema))
            Assert.IsTrue(cursor.MoveNext());

        Assert.AreEqual(16, read);

        IEnumerable<Row> Counted()
        {
            foreach (var row in Rows(5000))
            {
                read++;
                yield return row;
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void MoveNext_SourceFails_ThrowsThatAfterTheRowsBefore(int parallel)
    {
        var data = ml.Data.LoadFromEnumerable(
            Rows(400).Select((row, i) => i < 300 ? row : throw new InvalidDataException("line 301 is broken"))
        );
        using var transformer = Scorer(ml.Data.LoadFromEnumerable(Rows(1)), parallel, batch: 8, lookAhead: 64);
        var scored = transformer.Transform(data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var rows = 0;

        var error = Assert.ThrowsExactly<InvalidDataException>(() =>
        {
            for (; cursor.MoveNext(); rows++) { }
        });

        Assert.AreEqual("line 301 is broken", error.Message);
        Assert.IsGreaterThan(200, rows);
        Assert.IsFalse(cursor.MoveNext(), "Nothing comes after a failure.");
        Assert.AreEqual(-1, cursor.Position);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void MoveNext_RowOfNoValues_SaysWhichColumn(int parallel)
    {
        var rows = Rows(400);
        rows[350] = new Row();
        var data = ml.Data.LoadFromEnumerable(rows);
        using var transformer = Scorer(data, parallel, batch: 8, lookAhead: 64);
        var scored = transformer.Transform(data);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false).Count()
        );

        Assert.AreEqual("Column 'series': expected a multiple of 1 values a row, found 0.", error.Message);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void MoveNext_CanceledInTheMiddle_StopsThere(int parallel)
    {
        using var cancel = new CancellationTokenSource();
        var data = ml.Data.LoadFromEnumerable(
            Rows(4000)
                .Select(
                    (row, i) =>
                    {
                        if (i == 1000)
                            cancel.Cancel();
                        return row;
                    }
                )
        );
        var options = new ScoreSequencesOptions
        {
            Parallel = parallel,
            BatchSize = 8,
            LookAhead = 64,
            Cancellation = cancel.Token,
        };
        using var transformer = ml.Transforms.ScoreSequences(ModelFile, options).Fit(data);
        var rows = 0;

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in ml.Data.CreateEnumerable<Scored>(transformer.Transform(data), reuseRowObject: true))
                rows++;
        });

        Assert.IsLessThan(1001, rows);
    }

    [TestMethod]
    public void Dispose_WhileWindowsAreScored_EndsQuietly()
    {
        var data = ml.Data.LoadFromEnumerable(Rows(3000));
        using var transformer = Scorer(data, parallel: 4, batch: 4, lookAhead: 256);
        var scored = transformer.Transform(data);
        for (var times = 0; times < 20; times++)
        {
            using var cursor = scored.GetRowCursor(scored.Schema);
            for (var row = 0; row < times * 31; row++)
                Assert.IsTrue(cursor.MoveNext());
        }
    }

    [TestMethod]
    public void Transform_AfterAnEngineDisposedTheTransformer_SaysSo()
    {
        var data = ml.Data.LoadFromEnumerable(Rows(10));
        using var transformer = Scorer(data, parallel: 2, batch: 4, lookAhead: 16);
        ml.Model.CreatePredictionEngine<Row, Scored>(transformer).Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() =>
            ml.Data.CreateEnumerable<Scored>(transformer.Transform(data), reuseRowObject: true).Count()
        );
    }

    [TestMethod]
    public void GetGetter_BetweenRows_ReadsThePresentRow()
    {
        var rows = Rows(100);
        var data = ml.Data.LoadFromEnumerable(rows);
        using var transformer = Scorer(data, parallel: 2, batch: 4, lookAhead: 16);
        var scored = transformer.Transform(data);
        using var cursor = scored.GetRowCursor(scored.Schema);
        for (var row = 0; row < 70; row++)
            cursor.MoveNext();
        VBuffer<float> series = default;
        cursor.GetGetter<VBuffer<float>>(scored.Schema["series"])(ref series);

        CollectionAssert.AreEqual(rows[69].Series, series.DenseValues().ToArray());
        Assert.AreEqual(69, cursor.Position);
    }

    [TestMethod]
    public void Transform_TextsOfManyLengths_IsAsFarFromOneByOneAsPaddingGoes()
    {
        var text = TextFeaturizer.Fit(
            SampleTexts.Rows(60).Select(row => row.Text),
            new TextOptions(),
            new VocabularyOptions()
        );
        RandomTextClassifiers.Create(text, ["a", "b", "c"], hidden: 24, layers: 2).Save(ModelFile);
        var rows = SampleTexts
            .Odd.Concat(SampleTexts.Rows(500).Select(row => row.Text))
            .Select(row => new TextRow { Text = row })
            .ToArray();
        var data = ml.Data.LoadFromEnumerable(rows);
        using var transformer = Scorer(data, parallel: 2, batch: 16, lookAhead: 128);
        var found = ml.Data.CreateEnumerable<TextAnswer>(transformer.Transform(data), reuseRowObject: false).ToArray();

        using var engine = ml.Model.CreatePredictionEngine<TextRow, TextAnswer>(transformer);
        for (var row = 0; row < rows.Length; row++)
        {
            var alone = engine.Predict(rows[row]);
            Assert.AreEqual(alone.Label[0], found[row].Label[0], $"row {row}");
            foreach (var (one, other) in alone.Probabilities.Zip(found[row].Probabilities))
                Assert.AreEqual(one, other, 2e-6f, $"row {row}");
        }
    }

    private ScoreSequencesTransformer Scorer(IDataView data, int parallel, int batch, int lookAhead) =>
        ml
            .Transforms.ScoreSequences(
                ModelFile,
                new ScoreSequencesOptions
                {
                    Parallel = parallel,
                    BatchSize = batch,
                    LookAhead = lookAhead,
                }
            )
            .Fit(data);

    private static Row[] Rows(int count)
    {
        var random = new Random(7);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(row => new Row { Series = RandomForecasters.Uniform(random, 1 + (row * 13 % 9)) }),
        ];
    }

    private sealed class Row
    {
        [ColumnName("series")]
        public float[] Series { get; set; } = [];
    }

    private sealed class Scored
    {
        [ColumnName("forecast")]
        public float[] Forecast { get; set; } = [];
    }

    private sealed class TextRow
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class TextAnswer
    {
        [ColumnName("probabilities")]
        public float[] Probabilities { get; set; } = [];

        [ColumnName("label")]
        public string[] Label { get; set; } = [];
    }
}
