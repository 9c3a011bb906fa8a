using System.Text;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>
/// What a language model writes while it is trained, a few times spread over the run: always behind a line break and from the same
/// random numbers, so that only the model differs.
/// </summary>
/// <param name="model">The model, as it is when it is asked.</param>
/// <param name="featurizer">What is a token, and its id.</param>
/// <param name="options">How it is trained: the epochs, and the seed.</param>
internal sealed class LanguageSamples(LanguageModel model, TextFeaturizer featurizer, TrainerOptions options)
{
    /// <summary>Samples of a run at the most.</summary>
    public const int Most = 8;

    /// <summary>Characters of a sample at the most; a token may be longer than the last ones of them.</summary>
    public const int Length = 200;

    // A little below 1: what is written shows what was learned, not the rarest of it.
    private const float Temperature = 0.8f;

    private readonly TextPieces pieces = new(featurizer);

    /// <summary>A sample where the epoch of this number is one of those that have one, otherwise null.</summary>
    public string? After(int epoch) => Epochs(options.Epochs).Contains(epoch) ? Write() : null;

    /// <summary>The epochs that have a sample: all of a few, otherwise the first, the last, and others evenly between them.</summary>
    internal static IEnumerable<int> Epochs(int epochs) =>
        epochs <= Most
            ? Enumerable.Range(1, epochs)
            : Enumerable.Range(0, Most).Select(i => 1 + (int)Math.Round((double)i * (epochs - 1) / (Most - 1)));

    private string Write()
    {
        var device = ModelPlace.Of(model);
        var sampler = new Sampler(
            new SamplingOptions { Temperature = Temperature, Seed = options.Seed },
            featurizer.Vocabulary.Count
        );
        var text = new StringBuilder();
        var next = pieces.Prompt("");
        using var carried = new CarriedState();
        int? previous = null;
        for (var n = 0; n < Length && text.Length < Length; n++)
        {
            using var scope = NewDisposeScope();
            var output = model.Run(tensor(next, [1, next.Length], device: device), initial: carried.Before(1)); // [1, T, V]
            var logits = output.Values[0, -1].cpu().data<float>().ToArray(); // [V]
            carried.Keep(output.Final);
            var id = sampler.Draw(logits, RandomStream.Uniform(options.Seed, n));
            text.Append(pieces.Of(id, previous));
            (next, previous) = ([id], id);
        }
        return text.ToString();
    }
}
