using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

public class RMSProp : OptimizerHelper, IMomentum
{
    public RMSProp(
        IEnumerable<Parameter> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false
    )
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    { }

    public RMSProp(
        IEnumerable<ParamGroup> parameters,
        double lr = 1e-3,
        double alpha = 0.99,
        double eps = 1e-8,
        double weight_decay = 0,
        double momentum = 0.0,
        bool centered = false,
        bool maximize = false
    )
    {
        RequireNonNegative("learning rate", lr);
        RequireNonNegative("ε", eps);
        RequireNonNegative("alpha", alpha);
        RequireNonNegative("momentum value", momentum);
        RequireNonNegative("weight_decay value", weight_decay);
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            maximize = maximize,
            momentum = momentum,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            centered = centered,
        };
        foreach (var group in parameters)
            add_param_group(group);
    }

    public double Momentum
    {
        get => ((Options)_defaults).momentum!.Value;
        set => ((Options)_defaults).momentum = value;
    }

    public override void add_param_group(Modules.ParamGroup param_group)
    {
        var options = param_group.Options as Options ?? new Options();
        var defaults = (Options)_defaults;
        options.maximize ??= defaults.maximize;
        options.momentum ??= defaults.momentum;
        options.alpha ??= defaults.alpha;
        options.eps ??= defaults.eps;
        options.weight_decay ??= defaults.weight_decay;
        options.centered ??= defaults.centered;
        Enter(param_group, options, parameter => new State(parameter));
    }

    // The order of the operations is PyTorch's, so that the bits are.
    public override Tensor? step(Func<Tensor>? closure = null) =>
        _step<ParamGroup>(
            group =>
            {
                foreach (var param in group.Parameters)
                {
                    if (param.grad is { } grad)
                        Update(group.Options, (State)_state[param.Handle], param, grad);
                }
            },
            closure
        );

    private static void Update(Options options, State state, Parameter param, Tensor grad)
    {
        var (alpha, rate) = (options.alpha!.Value, options.LearningRate!.Value);
        if (options.maximize!.Value)
            grad = -grad;
        state.step++;
        if (options.weight_decay!.Value != 0)
            grad = grad.add(param, alpha: options.weight_decay.Value);
        state.square_avg.mul_(alpha).addcmul_(grad, grad, value: 1 - alpha);
        Tensor average;
        if (options.centered!.Value)
        {
            state.grad_avg.mul_(alpha).add_(grad, alpha: 1 - alpha);
            average = state.square_avg.addcmul(state.grad_avg, state.grad_avg, value: -1).sqrt_();
        }
        else
        {
            average = state.square_avg.sqrt();
        }
        average.add_(options.eps!.Value);
        if (options.momentum!.Value > 0)
        {
            state.momentum_buffer.mul_(options.momentum.Value).addcdiv_(grad, average);
            param.add_(state.momentum_buffer, alpha: -rate);
        }
        else
        {
            param.addcdiv_(grad, average, -rate);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        DisposeStates();
        _state.clear();
    }

    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor momentum_buffer = null!;
        public Tensor grad_avg = null!;

        public State(Parameter parameter)
            : base(parameter) { }

        public override void Initialize(OptimizerOptions options)
        {
            square_avg?.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
            step = 0;
            square_avg = Zeros();
            grad_avg = Zeros();
            momentum_buffer = Zeros();
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            writer.Write(step);
            square_avg.Save(writer);
            SaveConditionalStateTensor(writer, momentum_buffer);
            SaveConditionalStateTensor(writer, grad_avg);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            step = reader.ReadInt64();
            square_avg.Load(reader);
            LoadConditionalStateTensor(reader, ref momentum_buffer!, _parameter.device);
            LoadConditionalStateTensor(reader, ref grad_avg!, _parameter.device);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            var state = (State)source;
            step = state.step;
            Replace(ref square_avg!, state.square_avg);
            Replace(ref momentum_buffer!, state.momentum_buffer);
            Replace(ref grad_avg!, state.grad_avg);
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State state
            && step == state.step
            && Close(square_avg, state.square_avg)
            && Close(momentum_buffer, state.momentum_buffer)
            && Close(grad_avg, state.grad_avg);

        public override void to(Device device)
        {
            square_avg = square_avg.to(device);
            momentum_buffer = momentum_buffer.to(device);
            grad_avg = grad_avg.to(device);
        }

        public void Dispose()
        {
            square_avg?.Dispose();
            momentum_buffer?.Dispose();
            grad_avg?.Dispose();
        }
    }

    public class Options : OptimizerOptions
    {
        public bool? maximize;
        public double? momentum;
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public bool? centered;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(maximize!.Value);
            writer.Write(momentum!.Value);
            writer.Write(alpha!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(centered!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            maximize = reader.ReadBoolean();
            momentum = reader.ReadDouble();
            alpha = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            centered = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            maximize = options.maximize;
            momentum = options.momentum;
            alpha = options.alpha;
            eps = options.eps;
            weight_decay = options.weight_decay;
            centered = options.centered;
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup() { }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options) { }

        public ParamGroup(
            IEnumerable<Parameter> parameters,
            double lr = 1e-3,
            double eps = 1e-8,
            double alpha = 0.99,
            double weight_decay = 0,
            double momentum = 0.0,
            bool centered = false
        )
            : base(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    eps = eps,
                    alpha = alpha,
                    weight_decay = weight_decay,
                    momentum = momentum,
                    centered = centered,
                }
            ) { }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }
}
