using TorchSharp;

namespace Rnn.Onnx.Pipelines.Tests;

/// <summary>
/// The modules here are small: a second thread gains them nothing, and waiting for it costs most of the time where other
/// programs run as well.
/// </summary>
[TestClass]
public static class TorchThreads
{
    [AssemblyInitialize]
    public static void UseOne(TestContext context) => torch.set_num_threads(1);
}
