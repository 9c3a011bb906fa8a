using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Cards;

[TestClass]
public sealed class ModelCardTests
{
    [TestMethod]
    public void FromJson_DataThatCameFromNoFile_HasNoHash()
    {
        var card = Full() with { TrainingData = new("", null, 100, 80, 20, 0) };

        var read = ModelCard.FromJson(card.ToJson(), "card");

        Assert.AreEqual(card.TrainingData, read.TrainingData);
    }

    [TestMethod]
    public void ToJson_ThenFromJson_GivesTheSameJson()
    {
        var json = Full().ToJson();

        Assert.AreEqual(json, ModelCard.FromJson(json, "m.onnx").ToJson());
    }

    [TestMethod]
    public void ToJson_FullCard_ReadsAsWritten()
    {
        const string Expected =
            """{"schemaVersion":1,"task":"forecast","name":"geboren in Österreich","architecture":{"cell":"Lstm","layers":1,"hidden":64,"directions":1,"dropout":0.1,"parameters":17678},"options":{"batch":"32","epochs":"20"},"inputs":[{"name":"values","elementType":"Float","shape":["batch","28","1"],"meaning":"The last 28 days."}],"outputs":[],"labels":["low","high"],"vocabulary":["x"],"scaler":[{"column":"births","mean":9540.5,"standardDeviation":1127.25}],"series":{"target":"births","columns":["births"],"lookBack":28,"horizon":14,"step":"1 day"},"trainingData":{"fileName":"data.csv","sha256":"00ff","rows":7305,"trainingRows":5113,"validationRows":731,"testRows":1461},"metrics":{"part":"test","windows":1448,"model":{"mae":298,"mase":0.5},"naive":{"last":{"mae":1157},"week":{"mae":326}}},"parity":{"largestAbsoluteDifference":0.001,"largestRelativeDifference":1E-07,"tolerance":1E-05,"probes":6,"runtime":"ONNX Runtime 1.29"},"weights":{"format":"int8","bytesBefore":400,"bytesAfter":110,"largestDifference":0.05,"rootMeanSquareDifference":0.01,"equalLabels":0.99,"tolerance":0.25,"measuredOn":"random probes"},"createdBy":"Rnn.Onnx 0.1.0","license":"MIT"}""";

        Assert.AreEqual(Expected.Replace("0.1.0", Product.Version, StringComparison.Ordinal), Full().ToJson());
    }

    [TestMethod]
    public void WithCard_SavedAndOpened_IsTheSameCard()
    {
        using var folder = new TemporaryFolder();
        var builder = new GraphBuilder("m");
        var x = builder.AddInput("x", ElementType.Float, "n");
        builder.AddOutput("y", builder.Relu(x), ElementType.Float, "n");
        var model = builder.Build();
        Assert.IsNull(model.Card);

        model.WithCard(Full()).Save(folder["m.onnx"]);

        var card = ModelFile.Open(folder["m.onnx"]).Card;
        Assert.AreEqual(Full().ToJson(), card?.ToJson());
        Assert.AreEqual(CellKind.Lstm, card?.Architecture.Cell);
    }

    [TestMethod]
    public void ToJson_MetricThatIsNotANumber_SurvivesTheJourney()
    {
        var card = Full() with
        {
            Metrics = new()
            {
                Windows = 1,
                Model = new Dictionary<string, double> { ["mase"] = double.NaN },
            },
        };

        Assert.IsTrue(double.IsNaN(ModelCard.FromJson(card.ToJson(), "m").Metrics!.Model["mase"]));
    }

    [TestMethod]
    public void ToJson_SeveralTargetsQuantilesAndCalendar_SurviveTheJourney()
    {
        var card = Full() with
        {
            Series = new CardSeries("a", ["a", "b", "c"], 28, 14, "1 hour")
            {
                Targets = ["a", "b"],
                Quantiles = [0.1, 0.5, 0.9],
                Calendar = ["HourOfDay", "WeekDay"],
                Missing = "mask",
            },
            Metrics = Full().Metrics! with { Intervals = [new CardInterval(0.1, 0.9, 0.79, 812)] },
        };

        var json = card.ToJson();

        StringAssert.Contains(
            json,
            "\"step\":\"1 hour\",\"targets\":[\"a\",\"b\"],\"quantiles\":[0.1,0.5,0.9],\"calendar\":[\"HourOfDay\",\"WeekDay\"],\"missing\":\"mask\"}"
        );
        StringAssert.Contains(
            json,
            "\"intervals\":[{\"lower\":0.1,\"upper\":0.9,\"coverage\":0.79,\"meanWidth\":812}]"
        );
        Assert.AreEqual(json, ModelCard.FromJson(json, "m.onnx").ToJson());
    }

    [TestMethod]
    public void FromJson_SeriesThatContradictsItself_SaysWhatIsWrong()
    {
        var series = new CardSeries("a", ["a", "b"], 28, 14);
        AssertWrong(series with { Targets = ["a", "c"] }, "expected the target 'c' among the columns, found a, b.");
        AssertWrong(series with { Targets = ["b", "a"] }, "expected 'a' as the first of the targets, found b, a.");
        AssertWrong(
            series with
            {
                Quantiles = [0.9, 0.1],
            },
            "expected rising quantiles between 0 and 1, found 0.9, 0.1."
        );
        AssertWrong(series with { Quantiles = [0.5, 1] }, "expected rising quantiles between 0 and 1, found 0.5, 1.");

        static void AssertWrong(CardSeries series, string rest) =>
            Expect.InvalidInput(
                $"The card of 'm.onnx' is wrong: {rest}",
                () => ModelCard.FromJson((Full() with { Series = series }).ToJson(), "m.onnx")
            );
    }

    [TestMethod]
    public void Of_TensorInfo_DescribesItAsText()
    {
        var tensor = CardTensor.Of(new TensorInfo("x", ElementType.Float, ["batch", 28, default]), "Values.");

        Assert.AreEqual("batch 28 ?", string.Join(" ", tensor.Shape));
    }

    [TestMethod]
    [DataRow("{\"schemaVersion\":1,", "expected JSON, found an error at line 1, byte 19.")]
    [DataRow("", "expected JSON, found an error at line 1, byte 1.")]
    [DataRow("[]", "expected a schemaVersion, found none.")]
    [DataRow("{\"schemaVersion\":\"x\"}", "expected a schemaVersion, found none.")]
    [DataRow("{\"schemaVersion\":2}", "expected schema version 1, found 2.")]
    public void FromJson_NotACard_SaysWhatIsWrong(string json, string rest) =>
        Expect.InvalidInput($"The card of 'm.onnx' can not be read: {rest}", () => ModelCard.FromJson(json, "m.onnx"));

    [TestMethod]
    [DataRow(
        "{\"schemaVersion\":1,\"task\":\"forecast\"}",
        "$: JSON deserialization for type 'Rnn.Onnx.Models.Cards.ModelCard' was missing required properties including: 'name', 'architecture'."
    )]
    [DataRow(
        "{\"schemaVersion\":1,\"task\":7}",
        "$.task: The JSON value could not be converted to Rnn.Onnx.Models.Cards.ModelCard."
    )]
    public void FromJson_NotThePropertiesOfACard_SaysWhichAreWrong(string json, string rest) =>
        Expect.InvalidInput($"The card of 'm.onnx' is wrong at {rest}", () => ModelCard.FromJson(json, "m.onnx"));

    [TestMethod]
    public void FromJson_ImpossibleSeries_SaysWhatIsWrong()
    {
        var series = Full().Series!;

        Expect.InvalidInput(
            "The card of 'm' is wrong: expected a look-back and horizon over 0, found 0 and 14.",
            () => ModelCard.FromJson((Full() with { Series = series with { LookBack = 0 } }).ToJson(), "m")
        );
        Expect.InvalidInput(
            "The card of 'm' is wrong: expected the target 'deaths' among the columns, found births.",
            () => ModelCard.FromJson((Full() with { Series = series with { Target = "deaths" } }).ToJson(), "m")
        );
    }

    [TestMethod]
    public void FromJson_SeriesWithoutDates_HasNoStep()
    {
        var card = Full() with { Series = Full().Series! with { Step = null } };
        Assert.IsNull(ModelCard.FromJson(card.ToJson(), "m").Series!.Step);
    }

    [TestMethod]
    public void ToJson_History_SurvivesTheJourneyAndStandsAtTheEnd()
    {
        CardEpoch[] history =
        [
            new(1, 0.5, 0.4, 0.003, 0.25, 1.5) { Sample = "hello\nworld" },
            new(2, 0.25, 0.3, 0.001, 0.125, 0.5)
            {
                Kept = true,
                Metrics = new Dictionary<string, double> { ["recall"] = 0.5, ["accuracy"] = 0.75 },
            },
        ];
        var json = (Full() with { History = history }).ToJson();

        StringAssert.EndsWith(
            json,
            """
            ,"history":[{"epoch":1,"trainingLoss":0.5,"validationLoss":0.4,"learningRate":0.003,"meanGradientNorm":0.25,"largestGradientNorm":1.5,"sample":"hello\nworld"},{"epoch":2,"trainingLoss":0.25,"validationLoss":0.3,"learningRate":0.001,"meanGradientNorm":0.125,"largestGradientNorm":0.5,"kept":true,"metrics":{"accuracy":0.75,"recall":0.5}}]}
            """
        );
        var read = ModelCard.FromJson(json, "m").History!;
        Assert.AreEqual(history[0], read[0]);
        Assert.IsTrue(read[1].Kept);
        Assert.AreEqual(0.75, read[1].Metrics!["accuracy"]);
    }

    [TestMethod]
    public void FromJson_LeastCard_HasEmptyLists()
    {
        var card = ModelCard.FromJson(
            """{"schemaVersion":1,"task":"forecast","name":"n","architecture":{"cell":"Gru","layers":1,"hidden":2,"directions":1,"dropout":0,"parameters":3}}""",
            "m"
        );
        Assert.IsEmpty(card.Options);
        foreach (var list in new[] { card.Inputs.Count, card.Outputs.Count, card.Labels.Count, card.Vocabulary.Count })
            Assert.AreEqual(0, list);
        Assert.IsEmpty(card.Scaler);
        Assert.IsNull(card.History);
    }

    [TestMethod]
    public void FromJson_CardOfBefore_HasNoHistory()
    {
        Assert.DoesNotContain("history", Full().ToJson());
        Assert.IsNull(ModelCard.FromJson(Full().ToJson(), "m").History);
    }

    [TestMethod]
    public void ToJson_Indented_IsTheSameCard()
    {
        var json = Full().ToJson(indented: true);
        Assert.IsGreaterThan(20, json.Split('\n').Length);
        Assert.AreEqual(Full().ToJson(), ModelCard.FromJson(json, "m").ToJson());
    }

    private static ModelCard Full() =>
        new()
        {
            Task = ModelCard.ForecastTask,
            Name = "geboren in Österreich",
            Architecture = new(CellKind.Lstm, Layers: 1, Hidden: 64, Directions: 1, Dropout: 0.1, Parameters: 17678),
            Options = new Dictionary<string, string> { ["epochs"] = "20", ["batch"] = "32" },
            Inputs = [new("values", ElementType.Float, ["batch", "28", "1"], "The last 28 days.")],
            Labels = ["low", "high"],
            Vocabulary = ["x"],
            Scaler = [new("births", 9540.5, 1127.25)],
            Series = new("births", ["births"], LookBack: 28, Horizon: 14, "1 day"),
            TrainingData = new("data.csv", "00ff", 7305, 5113, 731, 1461),
            Metrics = new()
            {
                Windows = 1448,
                Model = new Dictionary<string, double> { ["mase"] = 0.5, ["mae"] = 298 },
                Naive = new Dictionary<string, IReadOnlyDictionary<string, double>>
                {
                    ["week"] = new Dictionary<string, double> { ["mae"] = 326 },
                    ["last"] = new Dictionary<string, double> { ["mae"] = 1157 },
                },
            },
            Parity = new(0.001, 1e-7, 1e-5, 6, "ONNX Runtime 1.29"),
            Weights = new("int8", BytesBefore: 400, BytesAfter: 110)
            {
                LargestDifference = 0.05,
                RootMeanSquareDifference = 0.01,
                EqualLabels = 0.99,
                Tolerance = 0.25,
                MeasuredOn = "random probes",
            },
            License = "MIT",
        };
}
