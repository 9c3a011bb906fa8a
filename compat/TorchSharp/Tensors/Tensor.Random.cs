namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor bernoulli(Generator? generator = null) => Call("bernoulli", generator);

        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) =>
            Mutate("bernoulli_.float", p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Mutate("bernoulli_.Tensor", p, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Call("multinomial", num_samples, replacement, generator);

        public Tensor poisson(Generator? generator = null) => Call("poisson", generator);

        public Tensor binomial(Tensor prob, Generator? generator = null) => Call("binomial", prob, generator);

        public Tensor cauchy_(double median = 0.0, double sigma = 1.0, Generator? generator = null) =>
            Mutate("cauchy_", median, sigma, generator);

        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) =>
            Mutate("exponential_", lambda, generator);

        public Tensor geometric_(double p, Generator? generator = null) => Mutate("geometric_", p, generator);

        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            Mutate("normal_", mean, std, generator);

        public Tensor log_normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            Mutate("log_normal_", mean, std, generator);

        public Tensor uniform_(double from, double to, Generator? generator = null) =>
            Mutate("uniform_", from, to, generator);
    }
}
