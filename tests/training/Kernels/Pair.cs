using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;
using RecurrentStack = Rnn.Onnx.Training.Modules.RecurrentStack;

namespace Rnn.Onnx.Training.Tests.Kernels;

/// <summary>The same weights in a stack with the fused kernels and in one without.</summary>
internal sealed class Pair : IDisposable
{
    public Pair(RecurrentOptions options)
    {
        manual_seed(5);
        Fused = new RecurrentStack(options);
        Plain = new RecurrentStack(options with { FusedKernels = false });
        using (no_grad())
        {
            // Learned states begin as zeros: give them something to say.
            if (Fused.LearnedState is { } learned)
            {
                learned.Hidden.uniform_(-1, 1);
                learned.Cell?.uniform_(-1, 1);
            }
        }
        Plain.CopyFrom(Fused);
    }

    public RecurrentStack Fused { get; }

    public RecurrentStack Plain { get; }

    public void AssertSame(Func<RecurrentStack, LayerRun> run, string what) => Near.Same(run(Plain), run(Fused), what);

    public void Dispose()
    {
        Fused.Dispose();
        Plain.Dispose();
    }
}
