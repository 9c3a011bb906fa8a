using Rnn.Onnx.Models.Schema;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Graph;

/// <summary>
/// Writes an ONNX graph node by node. Values are known by their names: what a method returns is the name of the value it
/// made. The same calls give the same bytes.
/// </summary>
/// <remarks>
/// Names of inputs, outputs and initializers are taken as given; names of other values, and of a body's inputs and outputs,
/// get a number when they are taken.
/// </remarks>
public sealed partial class GraphBuilder
{
    private readonly GraphProto graph;
    private readonly GraphBuilder? outer;
    private readonly NameScope names;
    private readonly Dictionary<string, string> constants = [];
    private readonly HashSet<string> values = [];
    private readonly SortedDictionary<string, long> domains = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<(string Output, string Value)> outputs = [];

    /// <summary>Begins a graph.</summary>
    /// <param name="name">The graph's name, for people.</param>
    /// <param name="options">Versions of the format; by default opset 17 and IR 8.</param>
    public GraphBuilder(string name, GraphBuilderOptions? options = null)
        : this(name, options ?? new GraphBuilderOptions(), outer: null, new NameScope())
    {
        Options.Validate();
        domains[""] = Options.Opset;
    }

    private GraphBuilder(string name, GraphBuilderOptions options, GraphBuilder? outer, NameScope names)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Options = options;
        this.outer = outer;
        this.names = names;
        graph = new GraphProto { Name = name };
    }

    /// <summary>Versions of the format.</summary>
    public GraphBuilderOptions Options { get; }

    /// <summary>A text for people about the whole model.</summary>
    public string Description { get; set; } = "";

    /// <summary>Begins the body of a Loop, Scan or If. It sees every value of this graph that exists when it reads it.</summary>
    public GraphBuilder CreateBody(string name) => new(name, Options, this, names);

    /// <summary>Allows nodes of a domain beside the standard one, such as "ai.onnx.ml".</summary>
    public void UseDomain(string domain, long version)
    {
        ArgumentException.ThrowIfNullOrEmpty(domain);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(version);
        Root.domains[domain] = version;
    }

    /// <summary>Sets an entry of the file's metadata.</summary>
    public void SetMetadata(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        Root.metadata[key] = value;
    }

    /// <summary>Declares an input.</summary>
    /// <param name="name">The name by which it is fed.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="shape">Its dimensions, for example <c>"batch", "time", 1</c>.</param>
    /// <returns>The name.</returns>
    public string AddInput(string name, ElementType type, params ReadOnlySpan<Dim> shape)
    {
        var own = TakeOwn(name);
        values.Add(own);
        graph.Input.Add(ValueInfos.Create(own, type, shape));
        return own;
    }

    /// <summary>Declares an output.</summary>
    /// <param name="name">The name by which it is fetched.</param>
    /// <param name="value">The value it gives out. When the file is built, the node that makes the value is given the output's name.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="shape">Its dimensions.</param>
    public void AddOutput(string name, string value, ElementType type, params ReadOnlySpan<Dim> shape)
    {
        RequireValue(value);
        var own = name == value ? name : TakeOwn(name);
        outputs.Add((own, value));
        graph.Output.Add(ValueInfos.Create(own, type, shape));
    }

    /// <summary>
    /// Adds one node.
    /// </summary>
    /// <param name="op">The operator, as the ONNX standard spells it.</param>
    /// <param name="inputs">Names of existing values; "" leaves an optional input out.</param>
    /// <param name="outputCount">How many outputs to name.</param>
    /// <param name="attributes">The node's constants.</param>
    /// <param name="domain">"" for the standard operators, otherwise one given to <see cref="UseDomain"/>.</param>
    /// <param name="name">What to call the node and its first output; by default the operator's name.</param>
    /// <returns>The names of the outputs.</returns>
    /// <exception cref="ArgumentException">An input does not exist, or the domain was not declared.</exception>
    public string[] AddNode(
        string op,
        ReadOnlySpan<string> inputs,
        int outputCount = 1,
        IReadOnlyList<NodeAttribute>? attributes = null,
        string domain = "",
        string? name = null
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(op);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputCount);
        if (!Root.domains.ContainsKey(domain))
        {
            throw Errors.Argument(
                nameof(domain),
                $"The domain '{domain}' of {op} was not declared with {nameof(UseDomain)}."
            );
        }

        var node = new NodeProto { OpType = op, Domain = domain };
        foreach (var input in inputs)
        {
            if (input.Length > 0)
            {
                RequireValue(input);
            }

            node.Input.Add(input);
        }

        var made = new string[outputCount];
        for (var i = 0; i < outputCount; i++)
        {
            made[i] = names.TakeSimilar(name ?? op);
            values.Add(made[i]);
        }

        node.Name = made[0];
        node.Output.Add(made);
        node.Attribute.Add((attributes ?? []).Select(attribute => attribute.Proto));
        graph.Node.Add(node);
        return made;
    }

    /// <summary>Checks the graph and makes the file of it.</summary>
    /// <exception cref="InvalidOperationException">The graph is not valid ONNX; the message tells the first violation.</exception>
    public ModelFile Build()
    {
        if (outer is not null)
        {
            throw Errors.InvalidOperation($"The body '{graph.Name}' is built by the node that it is given to.");
        }

        var model = new ModelProto
        {
            IrVersion = Options.IrVersion,
            ProducerName = Product.Name,
            ProducerVersion = Product.Version,
            DocString = Description,
            Graph = GraphFinisher.Finish(graph, outputs),
        };
        model.OpsetImport.Add(domains.Select(d => new OperatorSetIdProto { Domain = d.Key, Version = d.Value }));
        model.MetadataProps.Add(metadata.Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }));

        var violations = GraphChecker.Check(model);
        return violations.Count == 0
            ? new ModelFile(model, graph.Name)
            : throw Errors.InvalidOperation($"The graph '{graph.Name}' is not valid ONNX: {violations[0]}");
    }

    internal GraphProto ToBody() =>
        outer is null
            ? throw Errors.InvalidOperation($"'{graph.Name}' is a whole graph; make bodies with {nameof(CreateBody)}.")
            : GraphFinisher.Finish(graph, outputs);

    // A body is fed and read by position, so a layer that runs twice may call its inputs alike.
    private string TakeOwn(string name)
    {
        if (outer is not null)
        {
            return names.TakeSimilar(name);
        }

        names.Take(name);
        return name;
    }

    private GraphBuilder Root => outer is null ? this : outer.Root;

    private void RequireValue(string name)
    {
        for (var scope = this; scope is not null; scope = scope.outer)
        {
            if (scope.values.Contains(name))
            {
                return;
            }
        }

        throw Errors.Argument(nameof(name), $"There is no value '{name}' in the graph '{graph.Name}' yet.");
    }
}
