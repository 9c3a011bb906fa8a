using System.Text;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Models.Tests.Text;

[TestClass]
public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["text.txt"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("", new string[0])]
    [DataRow("\n", new[] { "" })]
    [DataRow("a\r\nb\n\nc", new[] { "a", "b", "", "c" })]
    [DataRow("a\r\nb\r\n", new[] { "a", "b" })]
    [DataRow("\uFEFFa\rb\u2028c\u0085d\n", new[] { "a\rb\u2028c\u0085d" })]
    [DataRow("a\uFEFF\n\uFEFFb", new[] { "a\uFEFF", "\uFEFFb" })]
    public void ReadLines_LineEndsOfAllKinds_EndsAtLineFeedsAlone(string text, string[] lines)
    {
        File.WriteAllText(Path, text);
        CollectionAssert.AreEqual(lines, TextFile.ReadLines(Path).ToArray());
        Assert.AreEqual(
            text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal),
            TextFile.ReadAll(Path)
        );
    }

    [TestMethod]
    public void ReadAll_CharactersAcrossTheReadersPieces_StayWhole()
    {
        // One byte more each time: a character of four bytes falls on every place of a piece's end.
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('x', shift) + string.Concat(Enumerable.Repeat("\U0001F600\r\n", 30_000));
            File.WriteAllText(Path, text);
            Assert.AreEqual(text.Replace("\r\n", "\n", StringComparison.Ordinal), TextFile.ReadAll(Path));
            Assert.AreEqual(
                30_000,
                TextFile.ReadLines(Path).Count(line => line.EndsWith("\U0001F600", StringComparison.Ordinal))
            );
        }
    }

    [TestMethod]
    [DataRow(new byte[] { 0x61, 0x0A, 0x62, 0xFC, 0x62 }, "line 2, byte 2", "byte 0xFC")]
    [DataRow(new byte[] { 0xC3 }, "line 1, byte 1", "byte 0xC3")]
    [DataRow(new byte[] { 0x61, 0xC3, 0x0A }, "line 1, byte 2", "byte 0xC3")]
    [DataRow(new byte[] { 0xC0, 0x80 }, "line 1, byte 1", "byte 0xC0")]
    [DataRow(new byte[] { 0xED, 0xA0, 0x80 }, "line 1, byte 1", "byte 0xED")]
    [DataRow(new byte[] { 0x0A, 0x61, 0x00 }, "line 2, byte 2", "a byte 0, as in UTF-16 and in binary files")]
    public void ReadAll_NoUtf8_SaysWhere(byte[] bytes, string place, string found)
    {
        File.WriteAllBytes(Path, bytes);
        var sentence = $"File '{Path}', {place}: expected text in UTF-8, found {found}.";
        Expect.InvalidInput(sentence, () => TextFile.ReadAll(Path));
        Expect.InvalidInput(sentence, () => _ = TextFile.ReadLines(Path).Count());
    }

    [TestMethod]
    public void ReadAll_WrongByteFarBehind_SaysWhere()
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("däm\n", 50_000))), 0x61, 0xFF];
        File.WriteAllBytes(Path, text);
        Expect.InvalidInput(
            $"File '{Path}', line 50001, byte 2: expected text in UTF-8, found byte 0xFF.",
            () => TextFile.ReadAll(Path)
        );
    }

    [TestMethod]
    public void ReadLines_LineWithoutEnd_Refuses()
    {
        using (var file = File.Create(Path))
        {
            file.Write("a\n"u8);
            for (var i = 0; i <= TextFile.LongestLine / 65536; i++)
                file.Write(Enumerable.Repeat((byte)'x', 65536).ToArray());
        }
        Expect.InvalidInput(
            $"File '{Path}', line 2: expected at most 16777216 characters, found more.",
            () => _ = TextFile.ReadLines(Path).Count()
        );
    }

    [TestMethod]
    public void ReadAll_NoFile_Refuses() =>
        Expect.InvalidInput($"File '{Path}': expected a text file, found none.", () => TextFile.ReadAll(Path));

    [TestMethod]
    public void ReadLines_Stream_GivesItsLinesAndStaysOpen()
    {
        using var stream = new MemoryStream("eins\r\n\nfünf"u8.ToArray());

        Assert.AreSequenceEqual(["eins", "", "fünf"], TextFile.ReadLines(stream, "standard input"));
        Assert.IsTrue(stream.CanRead);
    }

    [TestMethod]
    public void ReadLines_StreamThatIsNoUtf8_IsRefusedByItsName()
    {
        using var stream = new MemoryStream([(byte)'a', 0xff, (byte)'\n']);

        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TextFile.ReadLines(stream, "standard input").Count()
        );

        StringAssert.Contains(error.Message, "'standard input'");
    }
}
