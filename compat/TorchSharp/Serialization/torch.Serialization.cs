using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        /// <summary>Writes PyTorch's own archive; Save (with a capital) writes TorchSharp's format.</summary>
        public void save(string location)
        {
            NativeMethods.Check(NativeMethods.TensorSave(Handle, location));
            GC.KeepAlive(this);
        }

        public static Tensor load(string location) => new(NativeMethods.Check(NativeMethods.TensorLoad(location)));

        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }
    }
}
