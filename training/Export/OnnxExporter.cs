using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Generation;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Models.Translation;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// Writes trained models as ONNX graphs, raw in and answer out; batch and time are free. The model is put into evaluation mode.
/// </summary>
public static class OnnxExporter
{
    /// <summary>
    /// <c>series</c> [batch, time, C], with calendar features also <c>times</c> int64 [batch, time + horizon] in Unix seconds, to
    /// <c>forecast</c> [batch, horizon] or, of several targets, [batch, horizon, targets], in the series' own unit, and with
    /// quantiles <c>quantiles</c> [batch, horizon, Q].
    /// </summary>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    public static ExportedModel Export(Forecaster model, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ForecasterExport.Write(model, options ?? new ExportOptions());
    }

    /// <summary>
    /// A model that reads a sequence: <c>series</c> float [batch, time, C], or <c>ids</c> int64 [batch, time] with a vocabulary,
    /// to what the model answers.
    /// </summary>
    /// <remarks>
    /// <para>A classifier gives <c>probabilities</c> [batch, K] and <c>label</c> [batch, 1], a regressor <c>prediction</c>
    /// [batch, outputs], both <c>attention</c> [batch, time] when pooled by attention; a tagger <c>probabilities</c> [batch, time,
    /// K] and <c>tags</c> [batch, time]; a language model <c>logits</c> [batch, time, V]. Labels and tags are text where the model has
    /// labels, otherwise int64.</para>
    /// <para>An optional input <c>lengths</c> int64 [batch] says how many steps of each row count; left out, all do. A row's
    /// answer does not depend on its padding or on the other rows.</para>
    /// </remarks>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    public static ExportedModel Export(RecurrentModel model, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return SequenceExport.Write(model, options ?? new ExportOptions());
    }

    /// <summary>
    /// <c>tokens</c> string [batch, time], the words of each sentence with "" behind its end, to <c>tags</c> string [batch, time] and
    /// <c>probabilities</c> [batch, time, K]; with a conditional random field those are the best path and the marginals over all
    /// paths. The look-up of words and characters is inside. A sentence without words has no tags.
    /// </summary>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    public static ExportedModel Export(WordTagger model, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return WordTaggerExport.Write(model, options ?? new ExportOptions());
    }

    /// <summary><c>vector</c> [batch, C] to <c>sequence</c> [batch, steps, outputs].</summary>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    public static ExportedModel Export(SequenceDecoder model, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return DecoderExport.Write(model, options ?? new ExportOptions());
    }

    /// <summary>
    /// A language model that writes by itself: <c>prompt</c> string [batch, 1] to <c>text</c> string [batch, 1], what follows the
    /// prompt. Optional inputs, of one element, are <c>length</c> int64, <c>temperature</c> float, <c>top_k</c> int64, <c>top_p</c>
    /// float and <c>seed</c> int64, which may also have one element for each row. Opset 20.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="text">How texts become its ids.</param>
    /// <param name="options">Defaults of the inputs; see there.</param>
    /// <exception cref="InvalidInputException">The options or the featurizer do not fit the model.</exception>
    /// <seealso cref="SamplingOptions"/>
    public static ExportedModel Generator(LanguageModel model, TextFeaturizer text, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        return GeneratorExport.Write(model, text, options ?? new GeneratorOptions());
    }

    /// <summary>
    /// An encoder-decoder that translates by itself: <c>text</c> string [batch, 1] to <c>translation</c> string [batch, best] and
    /// <c>score</c> [batch, best], searched for within the file. Optional inputs, of one element, are <c>beam_size</c> and
    /// <c>max_length</c> int64, <c>length_penalty</c>, <c>coverage_penalty</c> and <c>max_ratio</c> float. Opset 20.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="source">How texts become its source ids.</param>
    /// <param name="target">How its target ids became of texts, and become texts again.</param>
    /// <param name="options">How it searches, and what else it gives; see there.</param>
    /// <exception cref="InvalidInputException">The options or the featurizers do not fit the model.</exception>
    /// <seealso cref="DecodingOptions"/>
    public static ExportedModel Translator(
        Seq2Seq model,
        TextFeaturizer source,
        TextFeaturizer target,
        TranslatorOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        return TranslatorExport.Write(model, source, target, options ?? new TranslatorOptions());
    }

    /// <summary>
    /// The two files of an encoder-decoder, named as the ecosystem names them, for programs that decode themselves: what a source
    /// is read as, and one step of its translation; see <see cref="TranslationEncoderGraph"/> and <see cref="TranslationDecoderGraph"/>.
    /// </summary>
    /// <exception cref="InvalidInputException">The options do not fit the model.</exception>
    public static TranslatorSteps Steps(Seq2Seq model, ExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return TranslatorStepsExport.Write(model, options ?? new ExportOptions());
    }

    /// <summary>Any of the models above, for who does not know which it is.</summary>
    /// <exception cref="InvalidInputException">It is none of them, or the options do not fit it.</exception>
    public static ExportedModel Export(nn.Module model, ExportOptions? options = null) =>
        model switch
        {
            Forecaster forecaster => Export(forecaster, options),
            RecurrentModel recurrent => Export(recurrent, options),
            WordTagger tagger => Export(tagger, options),
            SequenceDecoder decoder => Export(decoder, options),
            _ => throw Unknown(model),
        };

    /// <summary>The graph alone, without asking the model anything.</summary>
    /// <exception cref="InvalidInputException">See <see cref="Export(nn.Module, ExportOptions?)"/>.</exception>
    internal static ModelFile Graph(nn.Module model, ExportOptions options) =>
        model switch
        {
            Forecaster forecaster => ForecasterExport.Graph(forecaster, options),
            RecurrentModel recurrent => SequenceExport.Graph(recurrent, options),
            WordTagger tagger => WordTaggerExport.Graph(tagger, options),
            SequenceDecoder decoder => DecoderExport.Graph(decoder, options),
            _ => throw Unknown(model),
        };

    private static InvalidInputException Unknown(nn.Module model) =>
        new(
            $"Module {model?.GetType().Name}: expected one of the models {string.Join(", ", ModelFactory.Kinds)}, found none of them."
        );
}
