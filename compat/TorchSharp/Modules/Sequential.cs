using System.Globalization;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules that take and give one tensor, one after another; what runs between two of them is disposed.</summary>
public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> steps = [];

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : base("torch::nn::SequentialImpl")
    {
        foreach (var (stepName, module) in modules)
            append(stepName, module);
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : base("torch::nn::SequentialImpl")
    {
        foreach (var module in modules)
            append(module);
    }

    internal static Sequential Of(IEnumerable<(string name, nn.Module<Tensor, Tensor> submodule)> modules) =>
        new(modules.ToArray());

    internal static Sequential Of(IEnumerable<nn.Module<Tensor, Tensor>> modules) => new(modules.ToArray());

    public int Count => steps.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => steps[index].Module;

    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        steps.Add((name, module));
        return this;
    }

    public Sequential append(nn.IModule<Tensor, Tensor> module) =>
        append(steps.Count.ToString(CultureInfo.InvariantCulture), module);

    public override Tensor forward(Tensor tensor)
    {
        if (steps.Count == 0)
            return tensor.alias();
        var current = steps[0].Module.call(tensor);
        foreach (var (_, module) in steps.Skip(1))
        {
            var next = module.call(current);
            current.Dispose();
            current = next;
        }
        return current;
    }

    public override nn.Module apply(Action<nn.Module> fn)
    {
        foreach (var (_, module) in named_children())
            module.apply(fn);
        fn(this);
        return this;
    }

    public override IEnumerable<(string name, nn.Module module)> named_children() =>
        steps.Select(step => (step.Name, (nn.Module)step.Module));

    public override IEnumerable<(string name, nn.Module module)> named_modules()
    {
        foreach (var child in named_children())
            yield return child;
        foreach (var (childName, child) in named_children())
        {
            foreach (var (innerName, inner) in child.named_modules())
                yield return ($"{childName}.{innerName}", inner);
        }
    }

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        recurse ? Distinct(child => child.named_parameters(true)) : [];

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(
        bool recurse = true,
        bool include_persistent = true
    ) => recurse ? Distinct(child => child.named_buffers(true, include_persistent)) : [];

    public override void train(bool on = true)
    {
        base.train(on);
        foreach (var (_, module) in named_children())
            module.train(on);
    }

    public override void eval() => train(false);

    protected internal override nn.Module _to(ScalarType dtype, bool non_blocking)
    {
        foreach (var (_, module) in named_children())
            module._to(dtype, non_blocking);
        return this;
    }

    protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
    {
        foreach (var (_, module) in named_children())
            module._to(device, dtype, non_blocking);
        return this;
    }

    protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        foreach (var (_, module) in named_children())
            module._to(deviceType, deviceIndex, non_blocking);
        return this;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var (_, module) in named_children())
                module.Dispose();
        }
        base.Dispose(disposing);
    }

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > Count)
            throw new IndexOutOfRangeException($"{start} is not a valid index.");
        if (end < 0 || end > Count)
            throw new IndexOutOfRangeException($"{end} is not a valid index.");
        var part = new Sequential(Array.Empty<nn.Module<Tensor, Tensor>>());
        for (var i = start; i < end; i++)
            part.append(steps[i].Name, steps[i].Module);
        return part;
    }

    private IEnumerable<(string, T)> Distinct<T>(Func<nn.Module, IEnumerable<(string, T)>> members)
        where T : Tensor
    {
        var seen = new HashSet<nint>();
        foreach (var (childName, child) in named_children())
        {
            foreach (var (memberName, member) in members(child))
            {
                if (!member.IsInvalid && seen.Add(member.Handle))
                    yield return ($"{childName}.{memberName}", member);
            }
        }
    }
}
