using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Random prompts with what the module writes behind them, greedily and drawn: by its own logits, step after step, and the rule of
/// <see cref="SamplingOptions"/> in C#.
/// </summary>
internal sealed class GeneratorProbes
{
    private const int Length = 24;
    private const int Tries = 200;

    /// <summary>A token that changes when the logits do by this share of the largest can be another one in another runtime.</summary>
    private const float Noise = 1e-4f;

    private static readonly int[] Batches = [1, 4];

    private static readonly GeneratorOptions[] Ways =
    [
        new() { Temperature = 0 },
        new()
        {
            Temperature = 0.8f,
            TopK = 40,
            TopP = 0.9f,
        },
        new() { Temperature = 1.2f },
    ];

    private readonly LanguageModel model;
    private readonly TextPieces pieces;
    private readonly string[] known;
    private readonly string between;
    private readonly Random random = new(1);

    private GeneratorProbes(LanguageModel model, TextFeaturizer text)
    {
        this.model = model;
        pieces = new TextPieces(text);
        known = [.. text.Vocabulary.Tokens.Skip(Vocabulary.Special.Count)];
        between = text.Options.Tokenizer == TokenizerKind.Characters ? "" : " ";
    }

    public static IReadOnlyList<ParityProbe> Of(LanguageModel model, TextFeaturizer text)
    {
        model.eval();
        using var none = no_grad();
        var probes = new GeneratorProbes(model, text);
        return [.. from batch in Batches from way in Ways select probes.Ask(batch, way)];
    }

    // Each row by itself: in the file, rows do not depend on each other.
    private ParityProbe Ask(int batch, GeneratorOptions way)
    {
        var rows = Enumerable.Range(0, batch).Select(row => Row(row, way)).ToArray();
        return new ParityProbe(
            FormattableString.Invariant($"batch {batch}, temperature {way.Temperature}"),
            [
                NamedTensor.Of(GeneratorGraph.Prompt, [.. rows.Select(row => row.Prompt)], batch, 1),
                NamedTensor.Of("length", [(long)Length], 1),
                NamedTensor.Of("temperature", [way.Temperature], 1),
                NamedTensor.Of("top_k", [way.TopK], 1),
                NamedTensor.Of("top_p", [way.TopP], 1),
                NamedTensor.Of("seed", [.. rows.Select(row => row.Seed)], batch),
            ],
            [NamedTensor.Of(GeneratorGraph.Text, [.. rows.Select(row => row.Text)], batch, 1)]
        );
    }

    // Draws prompts and seeds until no token hangs on the last bits of a logit; the prompt of a batch's second row is empty.
    private (string Prompt, long Seed, string Text) Row(int row, GeneratorOptions way)
    {
        for (var tries = 1; ; tries++)
        {
            var count = row == 1 ? 0 : random.Next(1, 9);
            var prompt = string.Join(between, Enumerable.Range(0, count).Select(_ => Token()));
            var seed = random.NextInt64(long.MinValue, long.MaxValue);
            if (Write(prompt, way with { Seed = seed }, demandClear: tries < Tries) is { } text)
                return (prompt, seed, text);
        }
    }

    private string Token() => known.Length == 0 ? "?" : known[random.Next(known.Length)];

    private string? Write(string prompt, GeneratorOptions way, bool demandClear)
    {
        var sampler = new Sampler(way, model.Options.Vocabulary);
        var read = pieces.Prompt(prompt);
        RecurrentState? state = null;
        int? previous = null;
        var text = "";
        using var scope = NewDisposeScope();
        for (var step = 0; step < Length; step++)
        {
            var output = model.Run(tensor(read, [1, read.Length]), lengths: null, state); // [1, T, V]
            state = output.Final;
            var logits = ParameterReader.Read(output.Values.select(1, -1)); // [V]
            var uniform = RandomStream.Uniform(way.Seed, step);
            var id = sampler.Draw(logits, uniform);
            if (demandClear && !IsClear(sampler, logits, uniform, id))
                return null;
            text += pieces.Of(id, previous);
            (read, previous) = ([id], id);
        }
        return text;
    }

    private bool IsClear(Sampler sampler, float[] logits, double uniform, int id)
    {
        const int Disturbances = 8;
        var range = Noise * logits.Max(MathF.Abs);
        for (var i = 0; i < Disturbances; i++)
        {
            float[] disturbed = [.. logits.Select(logit => logit + (range * ((2 * random.NextSingle()) - 1)))];
            if (sampler.Draw(disturbed, uniform) != id)
                return false;
        }
        return true;
    }
}
