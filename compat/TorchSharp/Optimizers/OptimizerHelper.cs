using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Optimizers that are written here: groups, the state of each parameter, and their saved form.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;
    protected OrderedDict<IntPtr, OptimizerState> _state = new();

    public OptimizerHelper()
        : base(IntPtr.Zero) { }

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        var all = state_dict();
        writer.Encode(all.Options.Count);
        writer.Encode(all.State.Count);
        foreach (var options in all.Options)
            options.SaveStateDict(writer);
        foreach (var state in all.State)
            state.SaveStateDict(writer);
    }

    public void load_state_dict(BinaryReader reader)
    {
        var found = reader.ReadString();
        if (found != GetType().Name)
            throw new InvalidDataException(
                $"Mismatched optimizer type: expected '{GetType().Name}', but found '{found}' in the loaded stream."
            );
        var all = state_dict();
        RequireCounts(all, reader.Decode(), reader.Decode());
        foreach (var options in all.Options)
            options.LoadStateDict(reader);
        foreach (var state in all.State)
            state.LoadStateDict(reader);
    }

    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var all = this.state_dict();
        RequireCounts(all, state_dict.Options.Count, state_dict.State.Count);
        foreach (var (mine, given) in all.Options.Zip(state_dict.Options))
        {
            if (mine != given)
                mine.LoadStateDict(given);
        }
        foreach (var (mine, given) in all.State.Zip(state_dict.State))
        {
            if (mine != given)
                mine.LoadStateDict(given);
        }
    }

    public virtual StateDictionary state_dict()
    {
        var all = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            all.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(all.State.Count);
                all.State.Add(_state[parameter.Handle]);
            }
            all.StateIndexRef.Add(indices);
        }
        return all;
    }

    public void to(Device device)
    {
        foreach (var state in _state.values())
            state.to(device);
    }

    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            using var grad = parameter.grad;
            grad?.zero_();
        }
    }

    public override IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

    public override void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using var on = enable_grad();
            loss = loss_closure();
        }
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups)
            body((T)group);
        return loss;
    }

    /// <summary>Adds a group whose options are complete, with a fresh state for each of its parameters.</summary>
    internal void Enter(ParamGroup group, OptimizerOptions options, Func<Parameter, OptimizerState> create)
    {
        group.Options = options;
        options.LearningRate ??= _defaults.LearningRate;
        options.InitialLearningRate = options.LearningRate!.Value;
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var state = create(parameter);
            _state[parameter.Handle] = state;
            state.Initialize(options);
        }
    }

    internal void DisposeStates()
    {
        foreach (var state in _state.values())
            (state as IDisposable)?.Dispose();
    }

    internal static void RequireNonNegative(string what, double value)
    {
        if (value < 0)
            throw new ArgumentException($"Invalid {what}: {value}");
    }

    private static void RequireCounts(StateDictionary mine, long options, long states)
    {
        if (options != mine.Options.Count)
            throw new ArgumentException("Invalid optimizer state -- different number of parameter groups.");
        if (states != mine.State.Count)
            throw new ArgumentException("Invalid optimizer state -- different number of states.");
    }
}
