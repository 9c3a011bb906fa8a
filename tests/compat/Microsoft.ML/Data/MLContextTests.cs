namespace Microsoft.ML.Contract.Tests.Data;

[TestClass]
public sealed class MLContextTests
{
    [TestMethod]
    public void Environment_BehindTrainers_IsThatOfTheContext()
    {
        var ml = new MLContext { TempFilePath = "somewhere" };
        var trainers = ml.MulticlassClassification.Trainers;
        var environment = trainers
            .GetType()
            .GetInterface("Microsoft.ML.Data.IInternalCatalog")!
            .GetProperty("Environment")!
            .GetValue(trainers)!;
        var folder = environment
            .GetType()
            .GetInterface("Microsoft.ML.Runtime.IHostEnvironmentInternal")!
            .GetProperty("TempFilePath")!
            .GetValue(environment);
        Assert.AreEqual("somewhere", folder);
    }

    [TestMethod]
    public void Log_Messages_SayWhereTheyComeFrom()
    {
        var ml = new MLContext();
        var messages = new List<LoggingEventArgs>();
        ml.Log += (sender, message) =>
        {
            Assert.AreSame(ml, sender);
            messages.Add(message);
        };
        using (var channel = ((IHostEnvironment)ml).Register("Component").Start("Work"))
            channel.Info(MessageSensitivity.None, "row {0}", 7);
        var message = messages.Single(m => m.Kind == ChannelMessageKind.Info);
        Assert.AreEqual("row 7", message.RawMessage);
        Assert.AreEqual("Component; Work", message.Source);
        Assert.AreEqual("[Source=Component; Work, Kind=Info] row 7", message.Message);
        Assert.AreEqual("Channel started", messages[0].RawMessage);
        Assert.AreEqual("Channel disposed", messages[^1].RawMessage);
    }

    [TestMethod]
    public void Options_Names_HoldValues()
    {
        var ml = new MLContext();
        Assert.IsTrue(ml.TryAddOption("threads", 2));
        Assert.IsFalse(ml.TryAddOption("threads", 3));
        Assert.AreEqual(2, ml.GetOptionOrDefault<int>("threads"));
        Assert.IsFalse(ml.TryGetOption<string>("threads", out _));
        Assert.IsTrue(ml.RemoveOption("threads"));
        Assert.ThrowsExactly<ArgumentNullException>(() => ml.SetOption("", 1));
    }

    [TestMethod]
    public void TempFilePath_Default_IsTheSystems() =>
        Assert.AreEqual(Path.GetTempPath(), new MLContext().TempFilePath);
}
