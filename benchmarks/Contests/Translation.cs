using System.Globalization;
using System.Runtime.InteropServices;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Inference.Translation;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Benchmarks.Contests;

/// <summary>
/// Sentences a second of a translator: an encoder of 256 GRU units a direction, a decoder of 512 with general attention, 6,000 words.
/// One thread each: the graph that searches by itself, the loop of <see cref="Translator"/> over the encoder and decoder files, and
/// a loop in PyTorch. They take turns in short rounds and are measured in processor time, so that whatever else the machine does hits
/// all alike; medians count. All must find the same translations.
/// </summary>
internal static class Translation
{
    private const int Vocabulary = 6000;
    private const int SourceTokens = 14;
    private const int TargetTokens = 14;
    private const int Sentences = 32;
    private const int WarmUps = 5;
    private const int Rounds = 31;

    private static readonly SessionSettings Cpu = new() { Device = Device.Cpu };

    public static void Run()
    {
        // Random weights do not end sentences sensibly: the limit does.
        var form = new TranslatorForm(CellKind.Gru, AttentionKind.General)
        {
            EncoderHidden = 256,
            DecoderHidden = 512,
            Embedding = 256,
            Attentional = 256,
            Tied = true,
            EndBias = -1000,
        };
        var weights = RandomTranslators.Create(form, Vocabulary, Vocabulary);
        var (source, target) = (Words("s"), Words("t"));
        var files = RandomTranslatorFiles.Pair(weights, source, target);
        using var encoder = SequenceModel.From(files.Encoder, "encoder", Cpu);
        using var decoder = SequenceModel.From(files.Decoder, "decoder", Cpu);
        using var loop = new Translator(encoder, decoder);
        var whole = RandomTranslatorFiles.Whole(weights, source, target, new TranslatorOptions());
        using var graph = SequenceModel.From(whole, "translator", Cpu);
        using var folder = new TemporaryFolder();
        int[][] sources = Sources();
        WriteTo(folder, weights, sources);
        string[] texts = [.. sources.Select(ids => string.Join(' ', ids.Select(id => source.Vocabulary.Tokens[id])))];
        var script = Path.Combine(AppContext.BaseDirectory, "Contests", "translation_loop.py");
        using var torch = PeerProcess.Python(script, folder.Path);

        foreach (var beam in new[] { 1, 5 })
        {
            foreach (var batch in new[] { 1, 32 })
            {
                var options = new DecodingOptions { BeamSize = beam, MaximumLength = TargetTokens };
                // Some sentences one by one, or all of them at once.
                var count = batch == 1 ? 8 : Sentences;
                string[] some = texts[..count];
                IReadOnlyList<TranslatedText> found = [];
                IReadOnlyList<TranslatedText> expected = [];
                var times = new List<(double Graph, double Loop, double Torch)>();
                for (var round = 0; round < WarmUps + Rounds; round++)
                {
                    times.Add(
                        (
                            Seconds(() => found = Translations.Of(graph, some, options, batch)),
                            Seconds(() => expected = loop.Translate(some, options, batch)),
                            torch?.Ask($"{beam} {batch} {count}") ?? double.NaN
                        )
                    );
                }
                times.RemoveRange(0, WarmUps); // code was still being compiled
                RequireSame(expected, [.. found.Select(translation => translation.Text)], "the graph");
                if (torch is not null)
                    RequireSame(expected, File.ReadAllLines(folder["tokens.txt"]), "PyTorch");
                var ours = count / Median(times.Select(time => time.Graph));
                var host = count / Median(times.Select(time => time.Loop));
                var peer = count / Median(times.Select(time => time.Torch));
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"Contest beam {beam}, batch {batch, -2}  sentences a second: graph {ours:F0}, C# loop {host:F0}, PyTorch {peer:F0}; the graph's speed over the C# loop's {ours / host:F2}, over PyTorch's {ours / peer:F2}"
                    )
                );
            }
        }
    }

    private static TextFeaturizer Words(string letter) =>
        new(
            new TextOptions(),
            new Models.Text.Vocabulary([
                .. Models.Text.Vocabulary.Special,
                .. Enumerable.Range(4, Vocabulary - 4).Select(id => FormattableString.Invariant($"{letter}{id}")),
            ])
        );

    private static int[][] Sources()
    {
        var random = new Random(7);
        return
        [
            .. Enumerable
                .Range(0, Sentences)
                .Select(_ => Enumerable.Range(0, SourceTokens).Select(_ => random.Next(4, Vocabulary)).ToArray()),
        ];
    }

    // What the script reads.
    private static void WriteTo(TemporaryFolder folder, Seq2SeqWeights weights, int[][] sources)
    {
        int[] sizes =
        [
            weights.Decoder[0].Features,
            weights.Encoder[0].Hidden,
            weights.Hidden,
            weights.TargetVocabulary,
            TargetTokens,
        ];
        folder.Write("sizes.txt", Line(sizes));
        folder.Write("sources.txt", string.Join('\n', sources.Select(Line)));
        Numbers("source", weights.SourceEmbedding);
        Numbers("target", weights.TargetEmbedding);
        Layer("encoder", weights.Encoder[0].Forward);
        Layer("encoder_reverse", weights.Encoder[0].Backward!);
        Layer("decoder", weights.Decoder[0].Forward);
        Numbers("bridge", weights.BridgeHidden);
        Numbers("bridge_bias", weights.BridgeHiddenBias);
        Numbers("key", weights.Key!);
        Numbers("combine", weights.Combine);
        Numbers("combine_bias", weights.CombineBias);
        Numbers("output_bias", weights.OutputBias);

        void Layer(string name, RecurrentWeights layer)
        {
            Numbers(name + "_weight_ih", layer.WeightIh);
            Numbers(name + "_weight_hh", layer.WeightHh);
            Numbers(name + "_bias_ih", layer.BiasIh!);
            Numbers(name + "_bias_hh", layer.BiasHh!);
        }

        void Numbers(string name, float[] values) =>
            File.WriteAllBytes(folder[name], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

        static string Line(int[] ids) => string.Join(' ', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
    }

    private static void RequireSame(IReadOnlyList<TranslatedText> expected, string[] found, string who)
    {
        var same = expected.Zip(found).Count(pair => pair.First.Text == pair.Second);
        if (same != expected.Count || found.Length != expected.Count)
            throw new InvalidOperationException(
                FormattableString.Invariant(
                    $"Expected {expected.Count} translations that {who} and the C# loop both find, found {same}."
                )
            );
    }

    // Of the processor, not of the clock: what other programs do meanwhile does not count. All contestants have one thread.
    private static double Seconds(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> seconds) => seconds.Order().ElementAt(Rounds / 2);
}
