using Microsoft.ML.Internal;

namespace Microsoft.ML.Runtime;

/// <summary>The environment behind an MLContext. Its hosts share its settings and send their messages to it.</summary>
internal class LocalEnvironment : IHostEnvironmentInternal
{
    private readonly Dictionary<string, object> _options = [];
    private readonly Lock _lock = new();
    private readonly Random _random;

    public LocalEnvironment(int? seed = null)
    {
        Seed = seed;
        _random = HybridTausworthe.Create(seed);
    }

    /// <summary>Called with the full name of the channel that a message came through.</summary>
    public Action<string, ChannelMessage> Listener { get; set; }

    public int? Seed { get; }

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }

    public ComponentCatalog ComponentCatalog { get; } = new();

    public string ContextDescription => "HostEnvironment";

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public IHost Register(string name, int? seed = null, bool? verbose = null) => Register(null, name, seed, _random);

    public IChannel Start(string name) => new Channel(this, name);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new SilentPipe<TMessage>();

    public IProgressChannel StartProgressChannel(string name) => new SilentProgressChannel();

    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(Named(name), value);

    public void SetOption<T>(string name, T value) => _options[Named(name)] = value;

    public bool TryGetOption<T>(string name, out T value)
    {
        var found = _options.TryGetValue(Named(name), out var held) && held is T;
        value = found ? (T)held : default;
        return found;
    }

    public T GetOptionOrDefault<T>(string name) => _options.TryGetValue(Named(name), out var held) ? (T)held : default;

    public bool RemoveOption(string name) => _options.Remove(Named(name));

    private static string Named(string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentNullException(nameof(name)) : name;

    private IHost Register(string parent, string name, int? seed, Random random)
    {
        Check.NotEmpty(name);
        lock (_lock)
        {
            var own = seed is null ? new HybridTausworthe(random) : HybridTausworthe.Create(seed);
            return new Host(this, parent is null ? name : $"{parent}; {name}", own);
        }
    }

    private sealed class Host(LocalEnvironment root, string fullName, Random rand) : IHost, IHostEnvironmentInternal
    {
        public Random Rand => rand;

        public int? Seed => root.Seed;

        public string TempFilePath
        {
            get => root.TempFilePath;
            set => root.TempFilePath = value;
        }

        public bool FallbackToCpu
        {
            get => root.FallbackToCpu;
            set => root.FallbackToCpu = value;
        }

        public int? GpuDeviceId
        {
            get => root.GpuDeviceId;
            set => root.GpuDeviceId = value;
        }

        public ComponentCatalog ComponentCatalog => root.ComponentCatalog;

        public string ContextDescription => fullName;

        public TException Process<TException>(TException ex)
            where TException : Exception => ex;

        public IHost Register(string name, int? seed, bool? verbose) => root.Register(fullName, name, seed, rand);

        public IChannel Start(string name) => new Channel(root, $"{fullName}; {name}");

        public IPipe<TMessage> StartPipe<TMessage>(string name) => root.StartPipe<TMessage>(name);

        public IProgressChannel StartProgressChannel(string name) => root.StartProgressChannel(name);

        public bool TryAddOption<T>(string name, T value) => root.TryAddOption(name, value);

        public void SetOption<T>(string name, T value) => root.SetOption(name, value);

        public bool TryGetOption<T>(string name, out T value) => root.TryGetOption(name, out value);

        public T GetOptionOrDefault<T>(string name) => root.GetOptionOrDefault<T>(name);

        public bool RemoveOption(string name) => root.RemoveOption(name);
    }
}
