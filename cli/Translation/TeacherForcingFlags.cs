using System.CommandLine;
using Rnn.Onnx.Training.Tasks;
using static Rnn.Onnx.Cli.OptionValues;

namespace Rnn.Onnx.Cli.Translation;

/// <summary>The options by which the loss of a translator counts.</summary>
internal sealed class TeacherForcingFlags
{
    private static readonly IReadOnlyDictionary<string, TeacherForcingKind> Kinds = WordsOf<TeacherForcingKind>();

    private readonly Option<double> smoothing;
    private readonly Option<double> share;
    private readonly Option<string> kind;
    private readonly Option<double> finalShare;
    private readonly Option<double> decay;

    /// <summary>The options with their defaults.</summary>
    public TeacherForcingFlags(TranslationLoss defaults)
    {
        var forcing = defaults.TeacherForcing;
        smoothing = Value(
            "--label-smoothing",
            "Share of each target that is spread over all tokens.",
            defaults.LabelSmoothing
        );
        share = Value(
            "--teacher-forcing",
            "Share of true tokens that the decoder reads while it is trained, its own for the rest.",
            forcing.Share
        );
        kind = Word("--teacher-forcing-schedule", "How that share goes over the run", Kinds, forcing.Kind);
        finalShare = Value("--final-teacher-forcing", "The share of a linear schedule at the end.", forcing.FinalShare);
        decay = Value("--teacher-forcing-decay", "k of the inverse sigmoid schedule, in steps.", forcing.Decay);
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { smoothing, share, kind, finalShare, decay })
            command.Add(option);
    }

    /// <summary>How the loss counts.</summary>
    public TranslationLoss Read(ParseResult parsed) =>
        new()
        {
            LabelSmoothing = parsed.GetValue(smoothing),
            TeacherForcing = new TeacherForcing
            {
                Kind = Kinds[parsed.GetRequiredValue(kind)],
                Share = parsed.GetValue(share),
                FinalShare = parsed.GetValue(finalShare),
                Decay = parsed.GetValue(decay),
            },
        };
}
