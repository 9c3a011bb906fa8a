using Rnn.Onnx.Models.Tensors;
using Rnn.Onnx.Models.Verification;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>Random questions to a model that reads a sequence, with its answers: several batch sizes and lengths, with and without states.</summary>
internal sealed class SequenceProbes
{
    private static readonly int[] Batches = [1, 3, 17];
    private static readonly int[] Times = [1, 2, 50];
    private static readonly int[] Tokens = [0, .. Times];

    /// <summary>Two logits closer than this share of the largest can change places from one runtime to the next.</summary>
    private const double LeastMargin = 1e-4;
    private const int Tries = 200;

    private readonly RecurrentModel model;
    private readonly ExportOptions options;
    private readonly ISequenceAnswer answer;
    private readonly Random random;

    private SequenceProbes(RecurrentModel model, ExportOptions options, ISequenceAnswer answer)
    {
        (this.model, this.options, this.answer) = (model, options, answer);
        random = new Random(options.ProbeSeed);
    }

    public static IReadOnlyList<ParityProbe> Of(RecurrentModel model, ExportOptions options, ISequenceAnswer answer)
    {
        model.eval();
        using var none = no_grad();
        var probes = new SequenceProbes(model, options, answer);
        bool[] withLengths = SequenceExport.TakesLengths(model, options) ? [false, true] : [false];
        return
        [
            .. from time in options.Text is null ? Times : Tokens
            from batch in Batches
            from lengths in withLengths
            select probes.Clear(batch, time, lengths),
        ];
    }

    // Draws until no label hangs on the last bits of two logits.
    private ParityProbe Clear(int batch, int time, bool withLengths)
    {
        for (var tries = 1; ; tries++)
        {
            using var scope = NewDisposeScope();
            var inputs = Inputs(batch, time, withLengths);
            var (probe, choices) = Ask(inputs, $"batch {batch}, time {time}{(withLengths ? ", lengths" : "")}");
            if (choices is null || tries == Tries || IsClear(choices))
                return probe;
        }
    }

    private List<NamedTensor> Inputs(int batch, int time, bool withLengths)
    {
        var layers = model.Stack.Options;
        var inputs = new List<NamedTensor> { Input(batch, time) };
        if (withLengths)
            // Some too small and some too large, which both mean all steps.
            inputs.Add(NamedTensor.Of(LengthNodes.Name, Draw(batch, () => random.NextInt64(-1, time + 2)), batch));
        if (options.Stateful)
        {
            inputs.Add(Floats("h_in", 1, batch, layers.Layers, layers.Hidden));
            if (model.Stack.ZeroState(1).Cell is not null)
                inputs.Add(Floats("c_in", 1, batch, layers.Layers, layers.Hidden));
        }
        return inputs;
    }

    private NamedTensor Input(int batch, int time)
    {
        if (options.Text is { } featurizer)
            // One row has as many tokens as asked, the others fewer.
            return NamedTensor.Of(
                SequenceExport.Text,
                [
                    .. Enumerable
                        .Range(0, batch)
                        .Select(row => ProbeTexts.Draw(random, featurizer, row == 0 ? time : random.Next(time + 1))),
                ],
                batch,
                1
            );
        return model.Table is null
            ? Floats("series", 3, batch, time, model.Stack.Options.Features)
            : NamedTensor.Of(
                "ids",
                Draw(batch * time, () => random.NextInt64(model.InputOptions.Vocabulary)),
                batch,
                time
            );
    }

    private (ParityProbe Probe, Tensor? Choices) Ask(List<NamedTensor> inputs, string description)
    {
        var given = inputs.ToDictionary(input => input.Name);
        var (input, lengths) = Read(inputs[0], given.GetValueOrDefault(LengthNodes.Name));
        var initial = given.TryGetValue("h_in", out var h)
            ? new RecurrentState(
                tensor(h.Floats, h.Shape),
                given.TryGetValue("c_in", out var c) ? tensor(c.Floats, c.Shape) : null
            )
            : null;
        var output = model.Run(input, lengths, initial);

        var outputs = answer.Of(output.Values, lengths).ToList();
        if (output.Attention is { } attention)
            outputs.Add(Answers.Floats("attention", attention));
        if (options.Stateful)
        {
            outputs.Add(Answers.Floats("h_out", output.Final.Hidden));
            if (output.Final.Cell is { } cell)
                outputs.Add(Answers.Floats("c_out", cell));
        }
        return (new ParityProbe(description, inputs, outputs), answer.Choices(output.Values));
    }

    // What the module is given: series [N, T, C] or ids [N, T], and steps of each row [N].
    private (Tensor Input, Tensor? Lengths) Read(NamedTensor input, NamedTensor? lengths)
    {
        if (options.Text is { } featurizer)
        {
            var rows = input.Strings.Select(featurizer.Ids).ToArray();
            var longest = rows.Max(row => row.Length);
            long[] ids = [.. rows.SelectMany(row => row.Concat(new long[longest - row.Length]))];
            return (tensor(ids, rows.Length, longest), tensor(rows.Select(row => (long)row.Length).ToArray()));
        }
        var time = input.Shape[1];
        return (
            input.ElementType == ElementType.Float
                ? tensor(input.Floats, input.Shape)
                : tensor(input.Longs, input.Shape),
            lengths is null ? null : tensor(lengths.Longs.Select(length => LengthNodes.Meant(length, time)).ToArray())
        );
    }

    private static bool IsClear(Tensor logits)
    {
        var best = logits.topk(2, -1).values; // [..., 2]
        var margin = (best.select(-1, 0) - best.select(-1, 1)).min().item<float>();
        return margin > LeastMargin * logits.abs().max().item<float>();
    }

    // Uniform between -range and range.
    private NamedTensor Floats(string name, float range, params long[] shape) =>
        NamedTensor.Of(
            name,
            Draw((int)shape.Aggregate((a, b) => a * b), () => range * (2 * random.NextSingle() - 1)),
            shape
        );

    private static T[] Draw<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
