using Rnn.Onnx.Training.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Cli.Lab;

/// <summary>The smallest network that can learn a task over time: one recurrent stack and a linear answer at every step.</summary>
internal sealed class TinyModel : IDisposable
{
    private const double ClipNorm = 1;

    private readonly Linear head;

    public TinyModel(RecurrentOptions options, int answers)
    {
        Stack = new RecurrentStack(options);
        head = nn.Linear(options.Hidden * options.Directions, answers);
    }

    public RecurrentStack Stack { get; }

    /// <summary>Numbers that are learned.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.numel());

    private IEnumerable<Parameter> Parameters => Stack.parameters().Concat(head.parameters());

    /// <summary>[N, T, C] to [N, T, answers].</summary>
    public Tensor Answer(Tensor input) => head.call(Stack.Run(input).Steps);

    /// <summary>[N, T, C] to the answers at the last steps, [N, steps, answers].</summary>
    public Tensor AnswerAtEnd(Tensor input, int steps) =>
        head.call(Stack.Run(input).Steps.narrow(1, input.shape[1] - steps, steps));

    /// <summary>Answers to hidden states that something else computed, [N, H] to [N, answers].</summary>
    public Tensor AnswerTo(Tensor hidden) => head.call(hidden);

    /// <summary>Learns by Adam, each step from rows that are drawn anew; gradients are clipped at a norm of 1.</summary>
    /// <param name="steps">Steps.</param>
    /// <param name="learningRate">Falls to 0 over the steps as a cosine does.</param>
    /// <param name="loss">The loss of fresh rows, with this model.</param>
    /// <param name="done">Told after each step; may be null.</param>
    /// <param name="cancel">Stops between two steps.</param>
    public void Fit(int steps, double learningRate, Func<Tensor> loss, Action? done, CancellationToken cancel)
    {
        var parameters = Parameters.ToArray();
        using var adam = optim.Adam(parameters, learningRate);
        for (var step = 0; step < steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            adam.zero_grad();
            loss().backward();
            nn.utils.clip_grad_norm_(parameters, ClipNorm);
            foreach (var group in adam.ParamGroups)
                group.LearningRate = learningRate * 0.5 * (1 + Math.Cos(Math.PI * step / steps));
            adam.step();
            done?.Invoke();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stack.Dispose();
        head.Dispose();
    }
}
