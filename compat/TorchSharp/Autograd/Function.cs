using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation with a backward of its own; derive from one of the two classes below.</summary>
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> grad_outputs);

            public static List<Tensor> apply_internal(params object[] vars)
            {
                var isTensor = vars.Select(argument => argument is Tensor { IsInvalid: false }).ToArray();
                var inputs = vars.OfType<Tensor>().Where(tensor => !tensor.IsInvalid).ToList();
                var context = new AutogradContext();
                var differentiable = is_grad_enabled() && inputs.Any(tensor => tensor.requires_grad);
                List<Tensor> outputs;
                using (no_grad())
                    outputs = Instance.Forward(context, vars);
                // New objects, and one of each output's shape that is kept beside the node: the package makes both, so
                // that what forward returned and these stay to the scope of the call.
                outputs = [.. outputs.Select(output => new Tensor(NativeMethods.TensorShare(output.Handle)))];
                if (differentiable)
                {
                    FunctionNode.Attach(Instance.Name, Instance.Backward, isTensor, context, inputs, outputs);
                    context.Shapes = [.. outputs.Select(ShapeOf)];
                }
                context.LetGo();
                return outputs;
            }
        }

        // Of the output's shape and type, over a single number: nobody reads its values.
        private static Tensor ShapeOf(Tensor output)
        {
            using var one = empty(1, output.dtype, output.device);
            return one.expand(output.shape);
        }

        public abstract class SingleTensorFunction<T> : Function<T>
            where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grad_outputs) =>
                backward(ctx, grad_outputs[0]);
        }

        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grad_outputs) =>
                backward(ctx, grad_outputs);
        }

        /// <summary>The managed half of a node of the graph, alive as long as the graph is.</summary>
        private sealed unsafe class FunctionNode(
            string name,
            Func<AutogradContext, List<Tensor>, List<Tensor>> backward,
            bool[] isTensor,
            AutogradContext context
        )
        {
            private readonly Lock gate = new();

            internal static void Attach(
                string name,
                Func<AutogradContext, List<Tensor>, List<Tensor>> backward,
                bool[] isTensor,
                AutogradContext context,
                List<Tensor> inputs,
                List<Tensor> outputs
            )
            {
                nint[] ins = Handles(inputs),
                    outs = Handles(outputs),
                    dirty = Handles(context.Dirty),
                    constant = Handles(context.NonDifferentiable),
                    saved = Handles(context.ToSave);
                var state = GCHandle.Alloc(new FunctionNode(name, backward, isTensor, context));
                fixed (
                    nint* i = ins,
                        o = outs,
                        d = dirty,
                        c = constant,
                        s = saved
                )
                {
                    NativeMethods.Check(
                        NativeMethods.FunctionAttach(
                            &RunBackward,
                            &Release,
                            GCHandle.ToIntPtr(state),
                            name,
                            context.MaterializeGrads ? 1 : 0,
                            i,
                            ins.Length,
                            o,
                            outs.Length,
                            d,
                            dirty.Length,
                            c,
                            constant.Length,
                            s,
                            saved.Length
                        )
                    );
                }
                GC.KeepAlive(inputs);
                GC.KeepAlive(outputs);
                GC.KeepAlive(context);
            }

            [UnmanagedCallersOnly]
            private static void Release(nint state) => GCHandle.FromIntPtr(state).Free();

            /// <summary>No exception may cross into C++: its text does, and comes back out of backward().</summary>
            [UnmanagedCallersOnly]
            private static byte* RunBackward(nint state, nint node, nint* grads, int count, nint* results)
            {
                try
                {
                    var self = (FunctionNode)GCHandle.FromIntPtr(state).Target!;
                    self.Run(node, new ReadOnlySpan<nint>(grads, count), results);
                    return null;
                }
                catch (Exception exception)
                {
                    var text = Encoding.UTF8.GetBytes(exception.Message + "\0");
                    var copy = (byte*)NativeMethods.Alloc(text.Length);
                    text.CopyTo(new Span<byte>(copy, text.Length));
                    return copy;
                }
            }

            private void Run(nint node, ReadOnlySpan<nint> grads, nint* results)
            {
                var given = new List<Tensor>(grads.Length);
                foreach (var handle in grads)
                    given.Add(new Tensor(handle));
                lock (gate)
                {
                    context.Node = node;
                    try
                    {
                        var returned = backward(context, given);
                        Require(returned);
                        foreach (var (tensor, wanted) in returned.Zip(isTensor))
                        {
                            if (wanted)
                                *results++ = tensor is null || tensor.IsInvalid ? 0 : Share(tensor);
                        }
                    }
                    finally
                    {
                        context.Node = 0;
                    }
                }
            }

            private void Require(List<Tensor> returned)
            {
                if (
                    returned.Count < isTensor.Length
                    || returned.Skip(isTensor.Length).Any(extra => extra is { IsInvalid: false })
                )
                    throw new InvalidOperationException(
                        $"Function {name} returned an incorrect number of gradients "
                            + $"(expected {isTensor.Length}, got {returned.Count})"
                    );
                for (var i = 0; i < isTensor.Length; i++)
                {
                    if (!isTensor[i] && returned[i] is { IsInvalid: false })
                        throw new InvalidOperationException(
                            $"Function {name} returned a gradient at position {i}, where the argument is no tensor"
                        );
                }
            }

            private static nint Share(Tensor tensor)
            {
                var shared = NativeMethods.TensorShare(tensor.Handle);
                GC.KeepAlive(tensor);
                return shared;
            }
        }
    }
}
