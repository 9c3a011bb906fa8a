namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Call("matmul", target);

        public Tensor mm(Tensor target) => Call("mm", target);

        public Tensor mv(Tensor target) => Call("mv", target);

        public Tensor bmm(Tensor batch2) => Call("bmm", batch2);

        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Call("addmm", mat1, mat2, beta, alpha);

        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Mutate("addmm_", mat1, mat2, beta, alpha);

        public Tensor addbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Call("addbmm", batch1, batch2, beta, alpha);

        public Tensor addbmm_(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Mutate("addbmm_", batch1, batch2, beta, alpha);

        public Tensor addmv(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
            Call("addmv", mat, vec, beta, alpha);

        public Tensor addmv_(Tensor mat, Tensor vec, float beta = 1, float alpha = 1) =>
            Mutate("addmv_", mat, vec, beta, alpha);

        public Tensor addr(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) =>
            Call("addr", vec1, vec2, beta, alpha);

        public Tensor addr_(Tensor vec1, Tensor vec2, float beta = 1, float alpha = 1) =>
            Mutate("addr_", vec1, vec2, beta, alpha);

        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Call("baddbmm", batch1, batch2, beta, alpha);

        public Tensor dot(Tensor target) => Call("dot", target);

        public Tensor vdot(Tensor target) => Call("vdot", target);

        public Tensor inner(Tensor vec2) => Call("inner", vec2);

        public Tensor outer(Tensor vec2) => Call("outer", vec2);

        public Tensor ger(Tensor vec2) => Call("ger", vec2);

        public Tensor kron(Tensor other) => Call("kron", other);

        public Tensor trace() => Call("trace");

        public Tensor inverse() => Call("inverse");

        public Tensor det() => Call("det");

        public Tensor logdet() => Call("logdet");

        public Tensor matrix_exp() => Call("matrix_exp");

        public Tensor matrix_power(int n) => Call("matrix_power", n);

        public Tensor cholesky(bool upper = false) => Call("cholesky", upper);

        public Tensor cholesky_inverse(bool upper = false) => Call("cholesky_inverse", upper);

        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Call("cholesky_solve", input2, upper);

        public Tensor conj() => Call("conj");

        public Tensor conj_physical() => Call("conj_physical");

        public Tensor conj_physical_() => Mutate("conj_physical_");

        public Tensor resolve_conj() => Call("resolve_conj");

        public Tensor resolve_neg() => Call("resolve_neg");
    }
}
