using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => NativeMethods.TensorRequiresGrad(Handle) != 0;
            set => NativeMethods.Check(NativeMethods.TensorSetRequiresGrad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>For a tensor just made, which never needs the flag cleared.</summary>
        internal Tensor Flagged(bool requires_grad) => requires_grad ? requires_grad_() : this;

        public bool is_leaf => NativeMethods.TensorIsLeaf(Handle) != 0;

        public void retain_grad() => NativeMethods.Check(NativeMethods.TensorRetainGrad(Handle));

        /// <summary>The accumulated gradient: a new object at each read, or null.</summary>
        public Tensor? grad
        {
            get
            {
                var found = NativeMethods.TensorGrad(Handle);
                return found == 0 ? null : new Tensor(found);
            }
            set
            {
                NativeMethods.Check(NativeMethods.TensorSetGrad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(value);
            }
        }

        public void backward() => autograd.backward([this]);

        public void backward(
            IList<Tensor>? grad_tensors = null,
            bool retain_graph = false,
            bool create_graph = false,
            IList<Tensor>? inputs = null
        ) => autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Lets this tensor be another's values, for those who hold this object.</summary>
        internal void SetData(Tensor values) => Operator.CallNothing("set_data", this, values);

        public Tensor detach() => Call("detach");

        public Tensor detach_() => Mutate("detach_");
    }
}
