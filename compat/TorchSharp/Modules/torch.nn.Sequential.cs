namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Modules.Sequential Sequential() => Modules.Sequential.Of(Array.Empty<Module<Tensor, Tensor>>());

        public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
            Modules.Sequential.Of(modules);

        public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            Modules.Sequential.Of(modules);

        public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
            Sequential(modules.AsEnumerable());

        public static Modules.Sequential Sequential(
            IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules
        ) => Modules.Sequential.Of(modules);

        public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
            Modules.Sequential.Of(modules.Select(module => (module.Item1, module.Item2)));

        public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
            Modules.Sequential.Of(modules);
    }
}
