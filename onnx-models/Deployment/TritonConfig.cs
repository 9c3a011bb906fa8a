using System.Globalization;
using System.Text;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Deployment;

/// <summary>
/// The text of a model's config.pbtxt: the messages ModelConfig, ModelInput, ModelOutput, ModelSequenceBatching and
/// ModelDynamicBatching of Triton's model_config.proto, in protobuf's text form.
/// </summary>
internal sealed class TritonConfig
{
    /// <summary>The first line of every configuration of ours, by which a folder of ours is known.</summary>
    public const string Header = "# Written by Rnn.Onnx.";

    private readonly StringBuilder text = new();
    private readonly ModelFile file;
    private readonly TritonOptions options;
    private readonly bool batches;
    private int depth;

    private TritonConfig(ModelFile file, TritonOptions options)
    {
        this.file = file;
        this.options = options;
        batches = !options.OptionalInputs && file.Inputs.Concat(file.Outputs).All(HasBatch);
    }

    /// <summary>Writes the configuration.</summary>
    /// <exception cref="InvalidInputException">The model can not be served so: a type that Triton lacks, a state that it can not keep.</exception>
    public static string Create(ModelFile file, string name, TritonOptions options) =>
        new TritonConfig(file, options).Write(name);

    private string Write(string name)
    {
        var states = States();
        Line(Header);
        Line($"name: \"{name}\"");
        Line("platform: \"onnxruntime_onnx\"");
        Line($"max_batch_size: {(batches ? options.MaxBatchSize : 0)}");
        foreach (var input in file.Inputs.Except(states.Select(state => state.Input)))
        {
            Tensor("input", input, optional: false);
        }

        foreach (var input in options.OptionalInputs ? file.OptionalInputs : [])
        {
            Tensor("input", input, optional: true);
        }

        foreach (var output in file.Outputs.Except(states.Select(state => state.Output)))
        {
            Tensor("output", output, optional: false);
        }

        if (states.Length > 0)
        {
            Sequences(states);
        }
        else if (batches)
        {
            Block("dynamic_batching", () => Line($"max_queue_delay_microseconds: {options.MaxQueueDelayMicroseconds}"));
        }

        return text.ToString();
    }

    /// <summary>Inputs h_in, c_in with the outputs h_out, c_out that the next request of the sequence gets.</summary>
    private (TensorInfo Input, TensorInfo Output)[] States()
    {
        var states = file
            .Inputs.Where(input => input.Name.EndsWith("_in", StringComparison.Ordinal))
            .SelectMany(input =>
                file.Outputs.Where(output =>
                        output.Name == input.Name[..^2] + "out" && output.ElementType == input.ElementType
                    )
                    .Select(output => (input, output))
            )
            .ToArray();
        if (states.Length > 0 && !batches)
        {
            throw Errors.InvalidInput(
                $"'{file.Name}' can not be served with its state: expected inputs and outputs that all begin with the dimension 'batch' and no optional inputs, found {string.Join("; ", file.Inputs.Concat(file.Outputs))}."
            );
        }

        return states;
    }

    // Triton keeps the states of many sequences and forms a batch of those whose next request waits longest.
    private void Sequences((TensorInfo Input, TensorInfo Output)[] states) =>
        Block(
            "sequence_batching",
            () =>
            {
                Line($"max_sequence_idle_microseconds: {options.MaxSequenceIdleSeconds * 1_000_000L}");
                Block(
                    "oldest",
                    () =>
                    {
                        Line($"max_candidate_sequences: {options.MaxBatchSize}");
                        Line($"max_queue_delay_microseconds: {options.MaxQueueDelayMicroseconds}");
                    }
                );
                foreach (var (input, output) in states)
                {
                    Block("state", () => State(input, output));
                }
            }
        );

    private void State(TensorInfo input, TensorInfo output)
    {
        Line($"input_name: \"{input.Name}\"");
        Line($"output_name: \"{output.Name}\"");
        Line($"data_type: {Type(input)}");
        Line($"dims: [ {Dims(input)} ]");
        Block(
            "initial_state",
            () =>
            {
                Line($"name: \"{input.Name} zero\"");
                Line($"data_type: {Type(input)}");
                Line($"dims: [ {Dims(input).Replace("-1", "1", StringComparison.Ordinal)} ]");
                Line("zero_data: true");
            }
        );
    }

    private void Tensor(string kind, TensorInfo tensor, bool optional) =>
        Block(
            kind,
            () =>
            {
                Line($"name: \"{tensor.Name}\"");
                Line($"data_type: {Type(tensor)}");
                var dims = Dims(tensor);
                // Triton wants a dimension beside the batch; the model gets the shape without it.
                Line($"dims: [ {(dims.Length > 0 ? dims : "1")} ]");
                if (dims.Length == 0)
                {
                    Line("reshape { shape: [ ] }");
                }

                if (optional)
                {
                    Line("optional: true");
                }
            }
        );

    private string Dims(TensorInfo tensor) =>
        string.Join(
            ", ",
            tensor.Shape.Skip(batches ? 1 : 0).Select(dim => (dim.Value ?? -1).ToString(CultureInfo.InvariantCulture))
        );

    private string Type(TensorInfo tensor) =>
        tensor.ElementType switch
        {
            ElementType.Float => "TYPE_FP32",
            ElementType.Double => "TYPE_FP64",
            ElementType.Float16 => "TYPE_FP16",
            ElementType.Int64 => "TYPE_INT64",
            ElementType.Int32 => "TYPE_INT32",
            ElementType.Int8 => "TYPE_INT8",
            ElementType.UInt8 => "TYPE_UINT8",
            ElementType.Bool => "TYPE_BOOL",
            ElementType.String => "TYPE_STRING",
            _ => throw Errors.InvalidInput(
                $"'{file.Name}' can not be served: expected an element type that Triton knows for '{tensor.Name}', found {tensor.ElementType}."
            ),
        };

    private static bool HasBatch(TensorInfo tensor) => tensor.Shape is [{ Symbol: "batch" }, ..];

    private void Block(string name, Action content)
    {
        Line(name + " {");
        depth++;
        content();
        depth--;
        Line("}");
    }

    private void Line(FormattableString line) => Line(FormattableString.Invariant(line));

    private void Line(string line) => text.Append(' ', 2 * depth).Append(line).Append('\n');
}
