using static Rnn.Onnx.Pipelines.Trainers.TextCard;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>The options of a run as texts for its card, by the names that the command line gives them.</summary>
internal static class TaggingOptionTexts
{
    public static Dictionary<string, string> Of(TaggingSetup setup)
    {
        var (o, model, training) = (setup.Options, setup.Model, setup.Options.Training);
        var texts = new Dictionary<string, string>(TextCard.Of(training))
        {
            ["character-cell"] = Text(model.CharacterCell),
            ["character-embedding"] = Text(model.CharacterEmbedding),
            ["character-hidden"] = Text(model.CharacterHidden),
            ["crf"] = model.Crf ? "true" : "false",
            ["dropout"] = Text(model.Recurrent.Dropout),
            ["embedding"] = Text(model.Embedding),
            ["head-dropout"] = Text(model.Dropout),
            ["max-characters"] = Text(o.MaximumCharacters),
            ["max-vocabulary"] = Text(o.Words.MaximumSize),
            ["min-frequency"] = Text(o.Words.MinimumFrequency),
            ["rare-frequency"] = Text(o.RareFrequency),
            ["split-seed"] = Text(o.SplitSeed),
            ["unknown-share"] = Text(model.UnknownShare),
            ["validation-share"] = Text(o.ValidationShare),
        };
        if (setup.TestHasItsFile)
            texts["test-data"] = Path.GetFileName(setup.Measured.Path);
        else if (setup.Test is not null)
            texts["test-share"] = Text(o.TestShare);
        return texts;
    }
}
