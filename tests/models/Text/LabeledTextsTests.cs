using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class LabeledTextsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Table => folder["texts.tsv"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void New_TextsInMemory_HashAsATableWould()
    {
        var path = folder["table.tsv"];
        File.WriteAllText(path, "dog\tanimal\nred\tcolor\n");
        var data = new LabeledTexts("memory", ["dog", "red"], [0, 1], ["animal", "color"]);

        Assert.AreEqual(FileHash.Of(path), data.Sha256);
        Assert.AreEqual((2, "memory"), (data.Count, data.Name));
    }

    [TestMethod]
    public void New_ClassWithoutALabel_IsNamed()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            new LabeledTexts("m", ["a", "b"], [0, 2], ["x", "y"])
        );
        Assert.AreEqual("Data 'm', row 1: expected a class from 0 to 1, found 2.", error.Message);
        error = Assert.ThrowsExactly<InvalidInputException>(() => new LabeledTexts("m", ["a"], [], ["x"]));
        Assert.AreEqual("Data 'm': expected a class for each of 1 texts, found 0.", error.Message);
    }

    [TestMethod]
    public void Read_TableWithHeader_FindsItsColumnsAndSortsTheLabels()
    {
        Write("id\ttext\tlabel", "1\tfine, really\tgood", "2\t\tbad", "3\t\"he said \"\"no\"\"\"\tbad");

        var data = Read();

        Assert.AreEqual("texts.tsv", data.Name);
        Assert.AreEqual(FileHash.Of(Table), data.Sha256);
        CollectionAssert.AreEqual(new[] { "bad", "good" }, data.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { "fine, really", "", "he said \"no\"" }, data.Texts.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0, 0 }, data.Classes.ToArray());
    }

    [TestMethod]
    public void Read_QuotesWithinAText_StayAsTheyAre()
    {
        Write("text\tlabel", "he said \"no\" twice\ta", "5\" wide\tb", "\"so\" it \"is\"\ta", "\"\ta");
        CollectionAssert.AreEqual(
            new[] { "he said \"no\" twice", "5\" wide", "\"so\" it \"is\"", "\"" },
            Read().Texts.ToArray()
        );
    }

    [TestMethod]
    public void Read_CommasAndNamedColumns_AreFound()
    {
        Write("review,stars", "\"good, cheap\",5", "bad,1");

        var data = LabeledTexts.Read([Table], new() { TextColumn = "review", LabelColumn = "stars" });

        CollectionAssert.AreEqual(new[] { "good, cheap", "bad" }, data.Texts.ToArray());
        CollectionAssert.AreEqual(new[] { "1", "5" }, data.Labels.ToArray());
    }

    [TestMethod]
    public void Read_NumbersOfColumns_MeanThatThereIsNoHeader()
    {
        Write("good\tfirst", "bad\tsecond");

        var data = LabeledTexts.Read([Table], new() { TextColumn = "2", LabelColumn = "1" });

        CollectionAssert.AreEqual(new[] { "first", "second" }, data.Texts.ToArray());
    }

    [TestMethod]
    public void Read_FileForEachClass_KeepsTheirOrder()
    {
        File.WriteAllText(folder["p.txt"], "one\r\n\r\ntwo\n");
        File.WriteAllText(folder["n.txt"], "three");

        var data = LabeledTexts.Read([$"pos={folder["p.txt"]}", $"neg={folder["n.txt"]}"]);

        Assert.AreEqual("p.txt, n.txt", data.Name);
        CollectionAssert.AreEqual(new[] { "pos", "neg" }, data.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { "one", "", "two", "three" }, data.Texts.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 1 }, data.Classes.ToArray());
    }

    [TestMethod]
    public void Read_EmptyLabel_NamesTheLine()
    {
        Write("text\tlabel", "fine\tgood", "what is this\t ");
        Refuses($"File '{Table}', line 3: expected a label, found none.");
    }

    [TestMethod]
    public void Read_LabelThatTheModelDoesNotKnow_NamesItAndTheLine()
    {
        Write("text\tlabel", "fine\tgood", "well\tmixed");
        Refuses(
            $"File '{Table}', line 3: expected one of the labels bad, good, found 'mixed'.",
            new() { Labels = ["bad", "good"] }
        );
    }

    [TestMethod]
    public void Read_RowWithoutLabel_NamesTheLine()
    {
        Write("text\tlabel", "fine\tgood", "well");
        Refuses($"File '{Table}', line 3: expected 2 fields as in line 1, found 1.");
    }

    [TestMethod]
    public void Read_MissingColumn_ListsTheColumnsThereAre()
    {
        Write("review\tlabel", "fine\tgood");
        Refuses($"File '{Table}', line 1: expected a column 'text', found 'review', 'label'.");
    }

    [TestMethod]
    public void Read_ColumnBehindTheLast_SaysHowManyThereAre()
    {
        Write("fine\tgood");
        Refuses(
            $"File '{Table}', line 1: expected a column 3, found 2 columns.",
            new() { TextColumn = "1", LabelColumn = "3" }
        );
    }

    [TestMethod]
    public void Read_OneNameAndOneNumber_IsRefused()
    {
        Write("fine\tgood", "well\tgood");
        Refuses(
            "Options text-column and label-column: expected two names of columns, or two numbers in a table without a header, found '1' and 'label'.",
            new() { TextColumn = "1" }
        );
    }

    [TestMethod]
    public void Read_EmptyLineBetweenRows_NamesIt()
    {
        Write("text\tlabel", "fine\tgood", "", "well\tgood");
        Refuses($"File '{Table}', line 3: expected 2 fields as in line 1, found an empty line.");
    }

    [TestMethod]
    public void Read_EmptyFile_SaysSo()
    {
        File.WriteAllText(Table, "");
        Refuses($"File '{Table}': expected a header and rows, found an empty file.");
    }

    [TestMethod]
    public void Read_InvalidUtf8_IsRefused()
    {
        File.WriteAllBytes(Table, [.. "text\tlabel\ncaf"u8, 0xE9, .. "\tgood\n"u8]);
        var error = Assert.ThrowsExactly<InvalidInputException>(() => Read());
        StringAssert.StartsWith(error.Message, $"File '{Table}', line 2");
    }

    [TestMethod]
    public void Read_SeveralFilesOneWithoutLabel_SaysWhatIsExpected()
    {
        var error = Assert.ThrowsExactly<InvalidInputException>(() => LabeledTexts.Read(["a=x.txt", "y.txt"]));
        Assert.AreEqual(
            "Option data: expected one table, or label=path for each class, found 'y.txt' among several.",
            error.Message
        );
    }

    [TestMethod]
    public void Read_NoFile_SaysSo()
    {
        var missing = folder["missing.txt"];
        foreach (var file in new[] { missing, $"a={missing}" })
        {
            var error = Assert.ThrowsExactly<InvalidInputException>(() => LabeledTexts.Read([file]));
            StringAssert.Contains(error.Message, $"'{missing}': expected a");
        }
    }

    private LabeledTexts Read(LabeledTextOptions? options = null) => LabeledTexts.Read([Table], options);

    private void Refuses(string sentence, LabeledTextOptions? options = null) =>
        Assert.AreEqual(sentence, Assert.ThrowsExactly<InvalidInputException>(() => Read(options)).Message);

    private void Write(params string[] lines) => File.WriteAllLines(Table, lines);
}
