using Rnn.Onnx.Training.Data;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>Trains a model by mini-batches of Adam with clipped gradients, and keeps the best weights it saw.</summary>
/// <param name="options">How to train.</param>
/// <param name="time">Clock for rates and times; the system's by default. Results never depend on it.</param>
public sealed class Trainer(TrainerOptions options, TimeProvider? time = null)
{
    private readonly TimeProvider time = time ?? TimeProvider.System;

    /// <summary>Trains a model that takes the inputs alone; see the other overload.</summary>
    /// <param name="model">Inputs to outputs.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows that choose the best epoch and are never learned from.</param>
    /// <param name="loss">Outputs and targets to one number.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public TrainingResult Fit(
        nn.Module<Tensor, Tensor> model,
        IBatchSource training,
        IBatchSource validation,
        Func<Tensor, Tensor, Tensor> loss,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    ) => Fit(TrainingObjective.Of(model, loss), training, validation, progress, cancel);

    /// <summary>
    /// Runs epochs until the last one, or until the validation loss has not improved for as many epochs as the patience
    /// allows; then puts the best weights back.
    /// </summary>
    /// <param name="objective">The model and what to make small.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows that choose the best epoch and are never learned from.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancel">Stops between two steps.</param>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public TrainingResult Fit(
        TrainingObjective objective,
        IBatchSource training,
        IBatchSource validation,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(validation);
        var model = objective.Model;
        options.Validate();
        if (options.Threads is { } threads)
            set_num_threads(threads);

        var started = time.GetTimestamp();
        var history = new List<EpochResult>();
        EpochResult? best = null;
        using var bestWeights = new BestWeights();
        using var optimizer = optim.Adam(model.parameters(), options.LearningRate);
        var step = 0L;
        var norm = 0.0;

        for (var epoch = 1; epoch <= options.Epochs; epoch++)
        {
            model.train();
            objective.BeginPass?.Invoke();
            var (sum, rows) = (0.0, 0);
            foreach (var batch in training.Batches(epoch - 1))
            {
                using var owned = batch;
                using var scope = NewDisposeScope();
                cancel.ThrowIfCancellationRequested();

                optimizer.zero_grad();
                using var error = objective.Loss(batch);
                var value = error.item<float>();
                if (!float.IsFinite(value))
                    throw new TrainingDivergedException(epoch, step + 1, value, norm, options.LearningRate);
                error.backward();
                norm = nn.utils.clip_grad_norm_(model.parameters(), options.ClipNorm);
                optimizer.step();

                step++;
                sum += (double)value * batch.Rows;
                rows += batch.Rows;
                progress?.Report(
                    new TrainingProgress
                    {
                        Epoch = epoch,
                        Epochs = options.Epochs,
                        Rows = rows,
                        RowsPerEpoch = training.Rows,
                        Loss = sum / rows,
                        BestValidationLoss = best?.ValidationLoss,
                        Elapsed = time.GetElapsedTime(started),
                    }
                );
            }

            var result = new EpochResult(epoch, sum / rows, Evaluate(objective, validation));
            history.Add(result);
            if (best is null || result.ValidationLoss < best.ValidationLoss)
            {
                best = result;
                bestWeights.Keep(model);
            }
            if (epoch - best.Epoch >= options.Patience)
                break;
        }

        bestWeights.Restore(model);
        model.eval();
        return new TrainingResult(history, best!, time.GetElapsedTime(started));
    }

    /// <summary>Mean loss over all rows of <paramref name="source"/>, with dropout off and no gradients.</summary>
    public static double Evaluate(
        nn.Module<Tensor, Tensor> model,
        IBatchSource source,
        Func<Tensor, Tensor, Tensor> loss
    ) => Evaluate(TrainingObjective.Of(model, loss), source);

    /// <summary>Mean loss over all rows of <paramref name="source"/>, with dropout off and no gradients.</summary>
    public static double Evaluate(TrainingObjective objective, IBatchSource source)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(source);
        objective.Model.eval();
        objective.BeginPass?.Invoke();
        using var none = no_grad();
        var (sum, rows) = (0.0, 0);
        foreach (var batch in source.Batches(0))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            using var error = objective.Loss(batch);
            sum += (double)error.item<float>() * batch.Rows;
            rows += batch.Rows;
        }
        return sum / rows;
    }
}
