using Rnn.Onnx.Training.Checkpoints;
using Rnn.Onnx.Training.Data;
using Rnn.Onnx.Training.Kernels.Memory;
using Rnn.Onnx.Training.Optimization;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>Trains a model by mini-batches, and keeps the best weights it saw.</summary>
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
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancel">Stops between two batches.</param>
    /// <exception cref="TrainingDivergedException">The loss or its gradient became NaN or infinite, or grew beyond all measure.</exception>
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
    /// allows; then puts the best weights back. Initial weights are the caller's: set the seed before the model is made.
    /// </summary>
    /// <param name="objective">The model and what to make small.</param>
    /// <param name="training">Rows to learn from.</param>
    /// <param name="validation">Rows that choose the best epoch and are never learned from.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancel">Stops between two batches; the last checkpoint stays.</param>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">An option is out of its range, or a checkpoint can not be resumed.</exception>
    /// <exception cref="TrainingDivergedException">The loss or its gradient became NaN or infinite, or grew beyond all measure.</exception>
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
        options.Validate();
        if (options.Threads is { } threads)
            set_num_threads(threads);

        var started = time.GetTimestamp();
        using var place = ModelPlace.On(options.Device, objective.Model);
        using var state = new TrainingState(objective.Model, options);
        var checkpoints = CheckpointFolder.Open(options, objective.Description, training, validation);
        checkpoints?.Resume(state);
        var firstEpoch = state.Epoch + 1;

        while (!state.IsOver())
        {
            var epochStarted = time.GetTimestamp();
            place.SeedEpoch(options.Seed, state.Epoch);
            var tally = new EpochTally(state);
            try
            {
                Learn(state, tally, objective, training, place.Device, Report, cancel);
            }
            catch (OperationCanceledException e) when (checkpoints is not null && state.Epoch > 0)
            {
                throw checkpoints.Stopped(state.Epoch, e);
            }
            state.Average?.Swap();
            var result = Measure(state, tally, objective, validation);
            var seconds = time.GetElapsedTime(epochStarted).TotalSeconds;
            state.Add(result with { Seconds = seconds, RowsPerSecond = tally.Rows / Math.Max(seconds, 1e-9) });
            state.Average?.Swap();
            checkpoints?.Save(state, state.IsOver());
        }

        BufferPool.Shared.Trim();
        state.BestWeights.Restore(objective.Model);
        objective.Model.eval();
        return new TrainingResult(state.History, state.Best!, time.GetElapsedTime(started));

        void Report(EpochTally tally) =>
            progress?.Report(
                new TrainingProgress
                {
                    Epoch = state.Epoch + 1,
                    FirstEpoch = firstEpoch,
                    Epochs = options.Epochs,
                    Rows = tally.Rows,
                    RowsPerEpoch = training.Rows,
                    Loss = tally.Loss,
                    LearningRate = tally.LearningRate,
                    BestValidationLoss = state.Best?.ValidationLoss,
                    Metrics = state.History.Count == 0 ? null : state.History[^1].Metrics,
                    Elapsed = time.GetElapsedTime(started),
                }
            );
    }

    /// <summary>One pass over the training part: the gradients of a group of batches, clipped, make a step.</summary>
    private void Learn(
        TrainingState state,
        EpochTally tally,
        TrainingObjective objective,
        IBatchSource training,
        Device device,
        Action<EpochTally> report,
        CancellationToken cancel
    )
    {
        var stepsPerEpoch = (training.BatchCount + options.Accumulate - 1) / options.Accumulate;
        var losses = state.History.Select(epoch => epoch.ValidationLoss).ToArray();
        objective.Model.train();
        objective.BeginPass?.Invoke();
        foreach (var group in training.Batches(state.Epoch).Chunk(options.Accumulate))
        {
            using var owned = new BatchGroup(group);
            using var scope = NewDisposeScope();
            cancel.ThrowIfCancellationRequested();
            var at = new SchedulePoint(state.Step, (long)stepsPerEpoch * options.Epochs, state.Epoch, losses);
            objective.BeginStep?.Invoke(at);
            tally.BeginStep(options.LearningRate * options.Schedule.Share(at));

            state.Steps.Begin();
            foreach (var batch in group)
            {
                using var pass = NewDisposeScope();
                using var loss = LossOf(objective, batch.To(device)); // []
                tally.AddBatch(loss.item<float>(), batch.Rows);
                var share = (double)batch.Rows / owned.Rows;
                (share == 1 ? loss : loss * share).backward();
            }
            tally.AddGradients(state.Steps.Measure());
            state.Steps.Take(tally.LearningRate);
            state.Step++;
            state.Average?.Add(state.Step);
            report(tally);
        }
        tally.RequireBounded();
    }

    // What the model made on the way stays with the graph alone, which lets go of it part by part on the way back.
    private static Tensor LossOf(TrainingObjective objective, SequenceBatch batch)
    {
        using var scope = NewDisposeScope();
        return objective.Loss(batch).MoveToOuterDisposeScope();
    }

    /// <summary>The epoch's result, with what the model makes of the validation part.</summary>
    private static EpochResult Measure(
        TrainingState state,
        EpochTally tally,
        TrainingObjective objective,
        IBatchSource validation
    )
    {
        var validationLoss = Evaluate(objective, validation);
        tally.RequireFinite(validationLoss, "validation loss");
        return new EpochResult(state.Epoch + 1, tally.Loss, validationLoss)
        {
            LearningRate = tally.LearningRate,
            MeanGradientNorm = tally.MeanNorm,
            LargestGradientNorm = tally.LargestNorm,
            Metrics = objective
                .Metrics.Select(metric => (metric.Key, Value: Mean(objective, validation, metric.Value)))
                .Concat(objective.LossMetrics.Select(metric => (metric.Key, Value: metric.Value(validationLoss))))
                .Concat(objective.EpochMetrics.Select(metric => (metric.Key, Value: Ask(metric.Value))))
                .ToDictionary(metric => metric.Key, metric => metric.Value, StringComparer.Ordinal),
            Sample = Ask(() => objective.Sample(state.Epoch + 1)),
        };

        T Ask<T>(Func<T> measure)
        {
            objective.Model.eval();
            using var none = no_grad();
            using var scope = NewDisposeScope();
            return measure();
        }
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
        return Mean(
            objective,
            source,
            batch =>
            {
                using var loss = objective.Loss(batch); // []
                return loss.item<float>();
            }
        );
    }

    // A measure of whole batches, weighted by what each counts.
    private static double Mean(TrainingObjective objective, IBatchSource source, Func<SequenceBatch, double> measure)
    {
        var device = ModelPlace.Of(objective.Model);
        objective.Model.eval();
        objective.BeginPass?.Invoke();
        using var none = no_grad();
        var (sum, weights) = (0.0, 0.0);
        foreach (var batch in source.Batches(0))
        {
            using var owned = batch;
            using var scope = NewDisposeScope();
            var weight = objective.Weight(batch);
            sum += measure(batch.To(device)) * weight;
            weights += weight;
        }
        return sum / weights;
    }
}
