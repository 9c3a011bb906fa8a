namespace Microsoft.ML.Contract.Tests.Evaluators;

internal static class Refusals
{
    /// <summary>Asserts what is said and which parameter is named.</summary>
    public static void AssertOutOfRange(string message, string parameter, Action act)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(act);
        Assert.AreEqual($"{message} (Parameter '{parameter}')", error.Message);
    }
}
