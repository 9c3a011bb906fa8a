using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Series;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>
/// How many parameters a model of some options will have, before a single one is allocated. In floating point, where absurd
/// sizes give a large number instead of a wrong one.
/// </summary>
internal static class ModelSizes
{
    /// <summary>Parameters of recurrent layers that read steps of <paramref name="features"/> numbers.</summary>
    public static double Of(RecurrentOptions o, double features)
    {
        double width = Width(o);
        double states = o.LearnedInitialState ? o.Layers * width * (o.Cell == CellKind.Lstm ? 2 : 1) : 0;
        return states + o.Directions * (Cell(o, features) + (o.Layers - 1.0) * Cell(o, width));
    }

    public static double Of(SequenceClassifierOptions o) =>
        Body(o.Validate()) + Pool(o, o.Pooling) + Linear(Width(o.Recurrent), o.Classes);

    public static double Of(SequenceRegressorOptions o) =>
        Body(o.Validate()) + Pool(o, o.Pooling) + Linear(Width(o.Recurrent), o.Outputs);

    public static double Of(SequenceTaggerOptions o) => Body(o.Validate()) + Linear(Width(o.Recurrent), o.Classes);

    /// <param name="o">The options.</param>
    /// <param name="words">Words of the vocabulary.</param>
    /// <param name="characters">Characters of theirs.</param>
    public static double Of(WordTaggerOptions o, int words, int characters)
    {
        var tags = (double)o.Validate().Labels.Count;
        var spelling = 2.0 * o.CharacterHidden;
        return (double)words * o.Embedding
            + (double)characters * o.CharacterEmbedding
            + Of(o.CharacterLayers, o.CharacterEmbedding)
            + Of(o.Recurrent, o.Embedding + spelling)
            + Linear(Width(o.Recurrent), tags)
            + (o.Crf ? tags * (tags + 2) : 0);
    }

    public static double Of(LanguageModelOptions o) =>
        Body(o.Validate()) + (o.TiedWeights ? o.Vocabulary : Linear(Width(o.Recurrent), o.Vocabulary));

    public static double Of(Seq2SeqOptions o)
    {
        var (read, given) = (o.Validate().Encoder, o.Decoder);
        double hidden = given.Hidden;
        double size = o.Attentional;
        var bridge = Linear(Width(read) * read.Layers, hidden * given.Layers);
        var (keys, context) = o.Attention switch
        {
            AttentionKind.None => (0, 0),
            AttentionKind.Dot => (0, Width(read)),
            AttentionKind.General => (hidden * Width(read), Width(read)),
            _ => (hidden * (Width(read) + hidden + 1), Width(read)),
        };
        return ((double)o.SourceVocabulary + o.TargetVocabulary) * o.Embedding
            + Of(read, read.Features)
            + bridge * (read.Cell == CellKind.Lstm ? 2 : 1)
            + Of(given, given.Features)
            + keys
            + Linear(hidden + context, size)
            + (o.TiedWeights ? o.TargetVocabulary : Linear(size, o.TargetVocabulary));
    }

    /// <summary>Parameters, and the steps, of which the graph holds a list.</summary>
    public static double Of(SequenceDecoderOptions o)
    {
        var hidden = (double)o.Validate().Recurrent.Hidden;
        var states = o.Recurrent.Layers * hidden * (o.Recurrent.Cell == CellKind.Lstm ? 2 : 1);
        return Linear(o.Features, states) + Of(o.Recurrent, o.Outputs) + Linear(hidden, o.Outputs) + o.Steps;
    }

    /// <summary>Parameters, and the steps ahead, of which the graph can hold a list.</summary>
    public static double Of(ForecasterOptions o)
    {
        var columns = o.Validate().ChannelIndependent ? 1 : (double)o.Recurrent.Features;
        var read = o.ChannelIndependent ? o.Targets.Count : columns;
        var known = (double)o.Calendar.Count * o.CalendarSize;
        var channel = o.ChannelIndependent ? o.Recurrent.Hidden / 2 : 0;
        var answers = (o.ChannelIndependent ? 1 : o.Targets.Count) * (double)o.Levels;
        var window = columns * (o.Missing == MissingInputs.Mask ? 2 : 1) + known;
        return o.Calendar.Sum(feature => Codes(feature) * o.CalendarSize)
            + (double)o.Targets.Count * channel
            + (o.AffineNormalization ? 2 * read : 0)
            + Network(o, window, known, channel, answers)
            + o.Horizon;
    }

    private static double Network(ForecasterOptions o, double window, double known, double channel, double answers)
    {
        var state = Width(o.Recurrent) + channel;
        switch (o.Decoding)
        {
            case ForecastDecoding.Direct:
                return Of(o.Recurrent, window) + Head(o, state, known, o.Horizon, answers);
            case ForecastDecoding.Recursive:
                return Of(o.Recurrent, window) + Head(o, state, known, steps: 1, answers);
            default:
                double units = o.Recurrent.Hidden;
                double length = o.SegmentLength;
                return Linear(length * window, units)
                    + Of(o.Recurrent, units)
                    + Math.Ceiling(o.Horizon / length) * (units - channel)
                    + length * known * units
                    + Linear(units, length * answers);
        }
    }

    private static double Head(ForecasterOptions o, double state, double known, double steps, double answers)
    {
        if (known == 0)
            return Linear(state, steps * answers);
        double size = o.HeadSize;
        var positions = steps > 1 ? steps * size : 0;
        return Linear(state, size) + known * size + positions + Linear(size, answers);
    }

    private static double Body(SequenceModelOptions o) =>
        (double)o.Vocabulary * (o.Vocabulary > 0 ? o.Embedding : 0)
        + Of(o.Recurrent, o.Vocabulary > 0 ? o.Embedding : o.Recurrent.Features);

    private static double Pool(SequenceModelOptions o, Pooling pooling)
    {
        var width = Width(o.Recurrent);
        return pooling == Pooling.Attention ? Linear(2 * width, width) + width : 0;
    }

    // One direction of one layer: see LayerTable for what the numbers are.
    private static double Cell(RecurrentOptions o, double features)
    {
        double hidden = o.Hidden;
        var rows = o.Cell.GateCount() * hidden;
        var biases = o.Bias ? 1 : 0;
        var plain = rows * (features + hidden + 2 * biases);
        var ofCellState = o.Cell == CellKind.Lstm ? (1 + biases) * hidden : 0;
        return o.LayerNorm ? plain + 2 * rows + ofCellState : plain;
    }

    private static double Codes(CalendarFeature feature) =>
        feature.Fields.Aggregate(1.0, (count, field) => count * Calendar.ValueCount(field));

    private static double Width(RecurrentOptions o) => o.Directions * (double)o.Hidden;

    private static double Linear(double inputs, double outputs) => outputs * (inputs + 1);
}
