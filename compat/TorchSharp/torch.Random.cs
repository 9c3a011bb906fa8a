using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long seed() => random.seed();

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static partial class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.ManualSeed(seed));
            return Generator.Default;
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    public class Generator : IDisposable
    {
        private Generator(nint handle)
        {
            Handle = NativeMethods.Check(handle);
            device = CPU;
        }

        public Generator(ulong seed = 0, Device? device = null)
            : this(NativeMethods.GeneratorCreate((long)seed)) => this.device = device ?? CPU;

        public static Generator Default => new(NativeMethods.GeneratorDefault(CPU.Packed));

        public IntPtr Handle { get; private set; }

        public Device device { get; private set; }

        public Tensor get_state() => new(NativeMethods.Check(NativeMethods.GeneratorState(Handle)));

        public void set_state(Tensor value)
        {
            NativeMethods.Check(NativeMethods.GeneratorSetState(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.GeneratorSetSeed(Handle, seed));
            return this;
        }

        public long seed() => NativeMethods.GeneratorSeed(Handle);

        public long initial_seed() => NativeMethods.GeneratorInitialSeed(Handle);

        ~Generator() => Dispose(false);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0)
                return;
            NativeMethods.GeneratorFree(Handle);
            Handle = 0;
        }
    }
}
