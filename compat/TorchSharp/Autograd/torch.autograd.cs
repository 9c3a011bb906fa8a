using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false
        )
        {
            nint[] outs = Handles(outputs),
                ins = Handles(inputs),
                grads = Handles(grad_outputs);
            var results = new nint[ins.Length];
            fixed (
                nint* o = outs,
                    i = ins,
                    g = grads,
                    r = results
            )
            {
                NativeMethods.Check(
                    NativeMethods.Grad(
                        o,
                        outs.Length,
                        i,
                        ins.Length,
                        g,
                        grads.Length,
                        retain_graph ? 1 : 0,
                        create_graph ? 1 : 0,
                        allow_unused ? 1 : 0,
                        r
                    )
                );
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return [.. results.Select(handle => new Tensor(handle))];
        }

        public static unsafe void backward(
            IList<Tensor> tensors,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        )
        {
            nint[] roots = Handles(tensors),
                grads = Handles(grad_tensors),
                leaves = Handles(inputs);
            fixed (
                nint* t = roots,
                    g = grads,
                    i = leaves
            )
            {
                NativeMethods.Check(
                    NativeMethods.Backward(
                        t,
                        roots.Length,
                        g,
                        grads.Length,
                        (retain_graph ?? create_graph) ? 1 : 0,
                        create_graph ? 1 : 0,
                        i,
                        leaves.Length
                    )
                );
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor,
            IList<Tensor>? grad_tensors = null,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor,
            Tensor grad_tensor,
            bool? retain_graph = null,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static nint[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : [.. tensors.Select(tensor => tensor is null ? 0 : tensor.Handle)];
    }
}
