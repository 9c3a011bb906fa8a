namespace Rnn.Onnx.Models.Tests;

/// <summary>Asserts on the sentences that users read.</summary>
internal static class Expect
{
    /// <summary>The action must refuse its input with exactly this sentence.</summary>
    public static void InvalidInput(string sentence, Action action)
    {
        var exception = Assert.ThrowsExactly<InvalidInputException>(action);
        Assert.AreEqual(sentence, exception.Message);
    }

    /// <summary>The values must agree to an absolute difference.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], tolerance, $"at {i}");
        }
    }
}
