using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using static TorchSharp.torch.nn;

namespace Rnn.Onnx.Training.Export;

/// <summary>Writes one kind of module into a graph: names of input values in, names of output values out.</summary>
/// <param name="registry">Converts the modules inside.</param>
/// <param name="graph">Where the nodes go.</param>
/// <param name="module">The trained module.</param>
/// <param name="inputs">The values it reads.</param>
public delegate IReadOnlyList<string> ModuleConverter(
    ConverterRegistry registry,
    GraphBuilder graph,
    Module module,
    ModuleInputs inputs
);

/// <summary>Which converter writes which kind of module. Kinds are listed, never searched for, and never overwritten.</summary>
public sealed class ConverterRegistry
{
    private readonly Dictionary<Type, ModuleConverter> converters = [];

    /// <summary>A registry of the library's own modules and the built-in ones they use; more can be added to it.</summary>
    public static ConverterRegistry CreateDefault()
    {
        var registry = new ConverterRegistry();
        registry.Add<TorchSharp.Modules.Linear>(LinearConverter.Convert);
        registry.Add<Modules.RecurrentStack>(RecurrentConverter.Convert);
        registry.Add<Modules.SequencePool>(PoolConverter.Convert);
        registry.Add<TorchSharp.Modules.Embedding>(EmbeddingConverter.Convert);
        registry.Add<Training.Models.Forecaster>(ForecasterConverter.Convert);
        registry.Add<Training.Models.SequenceClassifier>(RecurrentModelConverters.ConvertPooled);
        registry.Add<Training.Models.SequenceRegressor>(RecurrentModelConverters.ConvertPooled);
        registry.Add<Training.Models.SequenceTagger>(RecurrentModelConverters.ConvertTagger);
        registry.Add<Training.Models.LanguageModel>(RecurrentModelConverters.ConvertLanguageModel);
        registry.Add<Training.Models.WordTagger>(WordTaggerConverter.Convert);
        registry.Add<Training.Models.SequenceDecoder>(DecoderConverter.Convert);
        return registry;
    }

    /// <summary>Registers the converter of a kind of module.</summary>
    /// <exception cref="ArgumentException">There is one already.</exception>
    public void Add<TModule>(ModuleConverter converter)
        where TModule : Module
    {
        if (!converters.TryAdd(typeof(TModule), converter))
            throw new ArgumentException(
                $"A converter for {typeof(TModule).Name} is registered already.",
                nameof(converter)
            );
    }

    /// <summary>Writes a module of one input into a graph.</summary>
    /// <returns>The names of the values it computes.</returns>
    /// <exception cref="InvalidInputException">There is no converter for this kind of module.</exception>
    public IReadOnlyList<string> Convert(GraphBuilder graph, Module module, string input) =>
        Convert(graph, module, new ModuleInputs(input));

    /// <summary>Writes a module into a graph.</summary>
    /// <returns>
    /// The names of the values it computes. A recurrent stack gives steps [N, T, D*H], last [N, D*H], final hidden states
    /// [N, L*D, H] and, for the LSTM, final cell states; a pooling gives pooled [N, D*H] and, for attention, weights [N, T].
    /// What nobody reads is left out of the finished graph.
    /// </returns>
    /// <exception cref="InvalidInputException">There is no converter for this kind of module.</exception>
    public IReadOnlyList<string> Convert(GraphBuilder graph, Module module, ModuleInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (!converters.TryGetValue(module.GetType(), out var converter))
            throw new InvalidInputException(
                $"Module {module.GetType().Name}: expected a kind with an ONNX converter ({string.Join(", ", converters.Keys.Select(t => t.Name).Order(StringComparer.Ordinal))}), found none for it."
            );
        return converter(this, graph, module, inputs);
    }
}
