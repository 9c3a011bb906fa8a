using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class WordVectorsTests : IDisposable
{
    private static readonly Vocabulary Known = new([.. Vocabulary.Special, "cat", ". . .", "7", "dog", "café"]);

    private readonly TemporaryFolder folder = new();

    private string Path => folder["vectors.txt"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Read_GloveFile_KeepsTheKnownWordsAndTheFirstOfEach()
    {
        var vectors = Read(
            "the 1 2 3\ncat 0.5 -1.5e-1 .25\n. . . 1 1 2\n<unk> 9 9 9\ncat 7 7 7\n7 4 5 6\n\u0085 1 2 3\n"
        );
        Assert.AreEqual(3, vectors.Size);
        CollectionAssert.AreEquivalent(new[] { 4, 5, 6 }, vectors.Rows.Keys.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5f, -0.15f, 0.25f }, vectors.Rows[4]);
        CollectionAssert.AreEqual(new[] { 1f, 1f, 2f }, vectors.Rows[5]);
        CollectionAssert.AreEqual(new[] { 4f, 5f, 6f }, vectors.Rows[6]);
    }

    [TestMethod]
    public void Read_Word2VecFile_TakesTheSizeFromItsHeader()
    {
        // Its writers leave a blank at the end of each line, others separate by tabs.
        var vectors = Read("3 2\r\ncafé 1 2 \r\n7 3 4 \r\nnobody\t0\t0\r\n");
        Assert.AreEqual(2, vectors.Size);
        CollectionAssert.AreEqual(new[] { 1f, 2f }, vectors.Rows[8]);
        CollectionAssert.AreEqual(new[] { 3f, 4f }, vectors.Rows[6]);
    }

    [TestMethod]
    [DataRow("", "': expected words and their vectors, found none.")]
    [DataRow("2 3\n", "': expected words and their vectors, found none.")]
    [DataRow("2 0\n", "', line 1: expected 1 number a word or more, found 0.")]
    [DataRow("2 3\ncat 1 2 3\n", "', line 1: expected 2 vectors as it says, found 1.")]
    [DataRow("cat one two\n", "', line 1: expected a word and its numbers, found 'cat one two'.")]
    [DataRow("1.5 2.5\n\n", "', line 2: expected a word and 1 numbers, found an empty line.")]
    [DataRow("the 1 2 3\ncat 1 2\n", "', line 2: expected a word and 3 numbers, found 3 fields.")]
    [DataRow("the 1 2 3\n 1 2 3\n", "', line 2: expected a word and 3 numbers, found 4 fields.")]
    [DataRow("the 1 2 3\ncat 1 2x 3\n", "', line 2: expected a finite number as number 2 of 'cat', found '2x'.")]
    [DataRow("the 1 2 3\ncat 1 2 1e99\n", "', line 2: expected a finite number as number 3 of 'cat', found '1e99'.")]
    [DataRow("the 1 2 3\ndogs 1 nan 3\n", "', line 2: expected numbers behind 'dogs', found 'n'.")]
    public void Read_BadLine_SaysWhatAndWhere(string text, string rest)
    {
        File.WriteAllText(Path, text);
        Expect.InvalidInput($"File '{Path}{rest}", () => WordVectors.Read(Path, Known));
    }

    private WordVectors Read(string text)
    {
        File.WriteAllText(Path, text);
        return WordVectors.Read(Path, Known);
    }
}
