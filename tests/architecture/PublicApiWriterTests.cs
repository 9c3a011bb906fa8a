namespace Rnn.Onnx.Architecture.Tests
{
    /// <summary>The snapshot's lines, for one type of each kind.</summary>
    [TestClass]
    public class PublicApiWriterTests
    {
        [TestMethod]
        public void Write_TypesOfEachKind_GivesALineForEachMember()
        {
            string[] expected =
            [
                "enum Samples.Side",
                "    Left = 0",
                "    Right = 1",
                "abstract class Samples.Base<T> : IDisposable where T : class, new()",
                "    abstract T Make(Func<T?, int> factory, params int[] sizes)",
                "    bool TryFind(string text, out T? found)",
                "    protected Base(string? name = null, Side side = Side.Right, double rate = 0.5)",
                "    protected virtual void Dispose(bool disposing)",
                "    string? Name { get; }",
                "    void Dispose()",
                "sealed class Samples.Point : IEquatable<Point>",
                "    IReadOnlyList<string?> Names { get; init; }",
                "    Point(int X, IReadOnlyList<string?> Names)",
                "    const int Most = 3",
                "    int X { get; init; }",
                "    static (int, string?) Pair(Point[] points)",
            ];

            var lines = PublicApiWriter
                .Write([typeof(Samples.Side), typeof(Samples.Base<>), typeof(Samples.Point)])
                .ToArray();

            Assert.AreEqual(string.Join('\n', expected), string.Join('\n', lines));
        }
    }
}

namespace Samples
{
    public enum Side
    {
        Left,
        Right,
    }

    public abstract class Base<T>(string? name = null, Side side = Side.Right, double rate = 0.5) : IDisposable
        where T : class, new()
    {
        public string? Name { get; } = $"{name}{side}{rate}";

        public bool TryFind(string text, out T? found)
        {
            found = Name is null ? null : new T();
            return text.Length > 0;
        }

        public abstract T Make(Func<T?, int> factory, params int[] sizes);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) { }

        internal void Hidden() => Dispose();
    }

    public sealed record Point(int X, IReadOnlyList<string?> Names)
    {
        public const int Most = 3;

        public static (int, string?) Pair(Point[] points) => (points.Length, null);
    }
}
