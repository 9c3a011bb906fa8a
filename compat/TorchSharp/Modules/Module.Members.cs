using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Persistent buffers only, whatever the flag says: the package does the same.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true,
                bool include_nonpersistent = true
            )
            {
                var seen = new HashSet<nint>();
                foreach (var (bufferName, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer.Handle))
                        yield return (bufferName, buffer);
                }
                if (!recurse)
                    yield break;
                foreach (var (moduleName, module) in _internal_submodules)
                {
                    foreach (var (bufferName, buffer) in module.named_buffers(true, include_nonpersistent))
                    {
                        if (!buffer.IsInvalid && seen.Add(buffer.Handle))
                            yield return ($"{moduleName}.{bufferName}", buffer);
                    }
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (parameterName, parameter) in _internal_params)
                {
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                        yield return (parameterName, parameter);
                }
                if (!recurse)
                    yield break;
                foreach (var (moduleName, module) in _internal_submodules)
                {
                    foreach (var (parameterName, parameter) in module.named_parameters(true))
                    {
                        if (!parameter.IsInvalid && seen.Add(parameter.Handle))
                            yield return ($"{moduleName}.{parameterName}", parameter);
                    }
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in _internal_submodules)
                    yield return child;
                foreach (var (moduleName, module) in _internal_submodules)
                {
                    foreach (var (innerName, inner) in module.named_modules())
                        yield return ($"{moduleName}.{innerName}", inner);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual IEnumerable<Module> children() => named_children().Select(named => named.module);

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out var found)
                    ? found.Item1
                    : InChild(target, (child, rest) => child.get_buffer(rest));

            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out var found)
                    ? found
                    : InChild(target, (child, rest) => child.get_parameter(rest));

            private T? InChild<T>(string target, Func<Module, string, T?> find)
                where T : Tensor
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                return dot > 0 && _internal_submodules.TryGetValue(target[..dot], out var child)
                    ? find(child, target[(dot + 1)..])
                    : null;
            }
        }
    }
}
