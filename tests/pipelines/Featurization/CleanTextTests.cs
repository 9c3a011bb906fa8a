using Microsoft.ML;
using Microsoft.ML.Data;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Pipelines.Tests.Featurization;

/// <summary>Texts are cleaned in the graph as in C#.</summary>
[TestClass]
public sealed class CleanTextTests : IDisposable
{
    private static readonly CleaningOptions[] Options =
    [
        new(),
        new() { LowerCase = false },
        new() { RemovePunctuation = true },
    ];

    private readonly TemporaryFolder folder = new();
    private readonly MLContext ml = new(seed: 1);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("  Good\t\r\nMORNING  ", "good morning")]
    [DataRow("a\u0001b \u0002 c", "ab c")]
    [DataRow("\u00A0no\u2003break\u3000here\u200B\uFEFF", "no break here")]
    [DataRow("soft\u00ADhyphen", "softhyphen")]
    [DataRow("ÄÖÜ ΑΒΓ İ 😀👩‍👩‍👧", "äöü αβγ İ 😀👩‍👩‍👧")]
    [DataRow("", "")]
    [DataRow(" \u0007 \t", "")]
    [DataRow("Don't - stop!", "don't - stop!")]
    public void Clean_Text_IsWhatTheDocumentationSays(string text, string expected)
    {
        Assert.AreEqual(expected, TextCleaner.Clean(text, new CleaningOptions()));
        Assert.AreEqual(expected, Cleaned([text], new CleaningOptions())[0]);
    }

    [TestMethod]
    public void Clean_WithoutPunctuation_LeavesOneBlankWhereItStoodAlone()
    {
        var options = new CleaningOptions { RemovePunctuation = true };
        Assert.AreEqual("dont stop", TextCleaner.Clean("Don't - (stop)!", options));
        Assert.AreEqual("dont stop", Cleaned(["Don't - (stop)!"], options)[0]);
    }

    [TestMethod]
    public void Transform_RandomTexts_AreThoseOfCSharp()
    {
        var random = new Random(11);
        string[] pieces =
        [
            " ",
            "\t",
            "\n",
            "\u00A0",
            "\u2028",
            "\u3000",
            "\u0001",
            "\u009F",
            "\u00AD",
            "\u200B",
            "\uFEFF",
            "a",
            "B",
            "ß",
            "Σ",
            "İ",
            "𐐀",
            "😀",
            "-",
            "!",
            "«",
            "_",
            "\u0301",
            "1",
            "word",
            "\uD800",
        ];
        string[] texts =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(_ =>
                    string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => pieces[random.Next(pieces.Length)]))
                ),
        ];
        foreach (var options in Options)
            CollectionAssert.AreEqual(
                texts.Select(text => TextCleaner.Clean(text, options)).ToArray(),
                Cleaned(texts, options),
                $"{options}"
            );
    }

    [TestMethod]
    public void Transform_VectorsInPlace_KeepTheirSize()
    {
        var view = ml.Data.LoadFromEnumerable([
            new Texts { Known = [" A ", "B  c"], Open = ["X", " y", "Z"] },
            new Texts { Known = ["", "D"], Open = ["w\t"] },
        ]);
        var chain = ml.Transforms.CleanText("known").Append(ml.Transforms.CleanText("open")).Fit(view);
        using var owned = chain;
        var rows = ml.Data.CreateEnumerable<Texts>(chain.Transform(view), reuseRowObject: false).ToArray();

        Assert.AreEqual("a|b c", string.Join("|", rows[0].Known));
        CollectionAssert.AreEqual(new[] { "x", "y", "z" }, rows[0].Open);
        CollectionAssert.AreEqual(new[] { "", "d" }, rows[1].Known);
        CollectionAssert.AreEqual(new[] { "w" }, rows[1].Open);
    }

    [TestMethod]
    public void Saved_AndLoaded_IsAStockModelThatOtherEstimatorsTake()
    {
        var view = Column(["  The END ", "the end"]);
        var chain = ml
            .Transforms.CleanText("clean", "text")
            .Append(ml.Transforms.Conversion.MapValueToKey("key", "clean"))
            .Fit(view);
        using var owned = chain;
        ml.Model.Save(chain, view.Schema, folder["clean.zip"]);
        var loaded = new MLContext().Model.Load(folder["clean.zip"], out _);
        using var ownedLoaded = loaded as IDisposable;

        var keys = ml
            .Data.CreateEnumerable<Key>(loaded.Transform(view), reuseRowObject: false, ignoreMissingColumns: true)
            .Select(row => row.Keys[0])
            .ToArray();
        CollectionAssert.AreEqual(new uint[] { 1, 1 }, keys);
    }

    private string[] Cleaned(string[] texts, CleaningOptions options)
    {
        var view = Column(texts);
        var transformer = ml.Transforms.CleanText("clean", "text", options).Fit(view);
        using var owned = transformer as IDisposable;
        return
        [
            .. ml
                .Data.CreateEnumerable<Clean>(
                    transformer.Transform(view),
                    reuseRowObject: false,
                    ignoreMissingColumns: true
                )
                .Select(row => row.Text[0]),
        ];
    }

    private IDataView Column(string[] texts) =>
        ml.Data.LoadFromEnumerable(texts.Select(text => new Given { Text = text }).ToArray());

    private sealed class Given
    {
        [ColumnName("text")]
        public string Text { get; set; } = "";
    }

    private sealed class Clean
    {
        [ColumnName("clean")]
        public string[] Text { get; set; } = [];
    }

    private sealed class Key
    {
        [ColumnName("key")]
        public uint[] Keys { get; set; } = [];
    }

    private sealed class Texts
    {
        [ColumnName("known"), VectorType(2)]
        public string[] Known { get; set; } = [];

        [ColumnName("open")]
        public string[] Open { get; set; } = [];
    }
}
