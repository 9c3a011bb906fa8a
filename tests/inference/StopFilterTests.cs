using Rnn.Onnx.Inference.Generation;

namespace Rnn.Onnx.Inference.Tests;

[TestClass]
public sealed class StopFilterTests
{
    [TestMethod]
    public void Take_NoStopStrings_GivesEverythingAtOnce() =>
        CollectionAssert.AreEqual(new[] { "a", "bc", "" }, Pieces([], "a", "bc"));

    [TestMethod]
    public void Take_BeginningOfAStopString_IsHeldBackUntilItIsNone() =>
        CollectionAssert.AreEqual(new[] { "x", "", "E", "", "ENq", "" }, Pieces(["END"], "x", "E", "E", "N", "q"));

    [TestMethod]
    public void Take_StopStringAcrossPieces_IsCutWhole() =>
        CollectionAssert.AreEqual(new[] { "a", "", "", "" }, Pieces(["END"], "aE", "N", "Dxyz"));

    [TestMethod]
    public void Take_SeveralWithinAPiece_CutsAtTheFirst() =>
        CollectionAssert.AreEqual(new[] { "one ", "" }, Pieces(["three", "two"], "one two three"));

    [TestMethod]
    public void Take_OneThatBeginsWithinAnother_DoesNotHideIt() =>
        CollectionAssert.AreEqual(new[] { "", "", "a", "" }, Pieces(["aab"], "a", "a", "ab"));

    [TestMethod]
    public void Rest_TextThatEndsWithABeginning_GivesIt() =>
        CollectionAssert.AreEqual(new[] { "ab", "EN" }, Pieces(["END"], "abEN"));

    [TestMethod]
    public void Take_RandomTexts_AreCutWhereASearchFindsTheFirst()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 2000; turn++)
        {
            var text = Word(random.Next(20));
            string[] stops = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Word(random.Next(1, 4)))];
            var pieces = new List<string>();
            for (var at = 0; at < text.Length; )
            {
                var length = Math.Min(random.Next(1, 3), text.Length - at);
                pieces.Add(text.Substring(at, length));
                at += length;
            }
            var found = string.Concat(Pieces(stops, [.. pieces]));
            // The stop string that is complete first counts, and of several at once the one that begins first.
            var expected = text;
            var seen = "";
            foreach (var piece in pieces)
            {
                seen += piece;
                var places = stops.Select(stop => seen.IndexOf(stop, StringComparison.Ordinal)).Where(p => p >= 0);
                if (places.Any())
                {
                    expected = seen[..places.Min()];
                    break;
                }
            }
            Assert.AreEqual(expected, found, $"{text}: {string.Join(", ", stops)}");
        }

        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => "ab"[random.Next(2)]));
    }

    // What each piece lets through, and the rest.
    private static string[] Pieces(string[] stops, params string[] pieces)
    {
        var filter = new StopFilter(stops);
        var given = new List<string>();
        foreach (var piece in pieces)
        {
            given.Add(filter.Take(piece));
            if (filter.Stopped)
                break;
        }
        return [.. given, filter.Rest()];
    }
}
