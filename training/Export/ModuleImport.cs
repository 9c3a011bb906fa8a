using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Export;

/// <summary>
/// From a file to the module it was exported from, without a reader for each kind of layer. A module of the same options is
/// filled with a different number in every element and exported: the numbers in that graph tell which element of which
/// parameter stands where, whatever the layout and the order of gates. The values of the file go back the same way.
/// </summary>
internal sealed class ModuleImport
{
    /// <summary>
    /// The bits of the smallest normal float. Element n of all parameters gets the float whose bits are n more: different for
    /// each, never 0 or NaN, and kept by every copy, as only copies are made of weights.
    /// </summary>
    private const int FirstNumber = 0x0080_0000;

    private const int Numbers = 0x7F80_0000 - FirstNumber;

    // A description may ask for this many times the numbers of the file (equal weights are stored once), and a few more.
    private const int MostCopies = 4;
    private const int AlwaysAllowed = 1_000_000;

    private readonly ModelFile file;
    private readonly List<(string Name, Tensor Parameter, int From)> parameters = [];
    private readonly float[] values;
    private readonly bool[] known;

    private ModuleImport(ModelFile file, nn.Module model)
    {
        this.file = file;
        var count = 0;
        foreach (var (name, parameter) in model.named_parameters())
        {
            parameters.Add((name, parameter, count));
            count = checked(count + (int)parameter.numel());
        }
        values = new float[count];
        known = new bool[count];
    }

    /// <summary>The module, in evaluation mode.</summary>
    /// <exception cref="InvalidInputException">The file is no export of ours, or was changed since.</exception>
    public static nn.Module Read(ModelFile file)
    {
        var origin = ModuleOrigin.Read(file);
        RequireSize(file, origin.Specification);
        var model = Named(file, () => ModelFactory.Create(origin.Specification));
        try
        {
            using var none = no_grad();
            var import = new ModuleImport(file, model);
            import.Number();
            var options = OptionsOf(file);
            var pattern = Named(file, () => OnnxExporter.Graph(model, options));
            foreach (var pair in GraphMatch.Floats(pattern, file))
                import.Take(pair);
            import.TakeUnread(origin.Unread);
            import.Fill();
            model.eval();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void RequireSize(ModelFile file, ModelSpecification specification)
    {
        var size = Named(file, () => ModelFactory.SizeOf(specification));
        var most = Math.Min(Numbers, MostCopies * file.ConstantElements + AlwaysAllowed);
        if (!(size <= most))
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"'{file.Name}' can not be read back: expected options of a {specification.Kind} with at most {most} numbers beside the {file.ConstantElements} of the graph, found {size:G4}."
                )
            );
    }

    // The graph tells how it was exported.
    private static ExportOptions OptionsOf(ModelFile file) =>
        new()
        {
            Opset = (int)Math.Min(file.Opset, int.MaxValue),
            Stateful = file.Inputs.Any(input => input.Name == SequenceExport.HiddenIn),
            Lengths = file.OptionalInputs.Any(input => input.Name == LengthNodes.Name),
            Text = file.Inputs.Any(input => input.Name == SequenceExport.Text) ? TextOf(file) : null,
        };

    private static TextFeaturizer TextOf(ModelFile file) =>
        (file.Card is { } card ? TextFeaturizer.Of(card) : null)
        ?? throw new InvalidInputException(
            $"'{file.Name}' can not be read back: expected a card with its vocabulary, since it reads text, found none."
        );

    // Which file it is about, before what is wrong with its options.
    private static T Named<T>(ModelFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidInputException e)
        {
            throw new InvalidInputException($"'{file.Name}' can not be read back: {e.Message}", e);
        }
    }

    private void Number()
    {
        foreach (var (_, parameter, from) in parameters)
        {
            var numbers = new float[parameter.numel()];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = BitConverter.Int32BitsToSingle(FirstNumber + from + i);
            Set(parameter, numbers);
        }
    }

    private void Take(ConstantPair pair)
    {
        var (numbers, found) = (pair.Expected.Floats, pair.Found.Floats);
        for (var i = 0; i < numbers.Length; i++)
        {
            var element = BitConverter.SingleToInt32Bits(numbers[i]) - FirstNumber;
            if (element >= 0 && element < values.Length)
                Take(element, found[i]);
            else if (!Same(numbers[i], found[i]))
                throw Refuse(
                    FormattableString.Invariant($"{numbers[i]} as element {i} of the constant '{pair.Found.Name}'"),
                    FormattableString.Invariant($"{found[i]}")
                );
        }
    }

    private void Take(int element, float value)
    {
        if (known[element] && !Same(values[element], value))
        {
            var owner = parameters.Last(parameter => parameter.From <= element);
            throw Refuse(
                FormattableString.Invariant(
                    $"the same value wherever element {element - owner.From} of '{owner.Name}' stands, {values[element]}"
                ),
                FormattableString.Invariant($"{value}")
            );
        }
        (known[element], values[element]) = (true, value);
    }

    private void TakeUnread(IReadOnlyDictionary<string, float[]> unread)
    {
        foreach (var (name, given) in unread)
        {
            var (_, parameter, from) = parameters.Find(parameter => parameter.Name == name);
            if (
                parameter is null
                || parameter.numel() != given.Length
                || known.AsSpan(from, given.Length).Contains(true)
            )
                throw Refuse("values of parameters that no node reads", $"{given.Length} of '{name}'");
            given.CopyTo(values, from);
            known.AsSpan(from, given.Length).Fill(true);
        }
    }

    private void Fill()
    {
        foreach (var (name, parameter, from) in parameters)
        {
            var count = (int)parameter.numel();
            if (known.AsSpan(from, count).Contains(false))
                throw Refuse($"all {count} values of '{name}'", "some or none");
            Set(parameter, values[from..(from + count)]);
        }
    }

    private static void Set(Tensor parameter, float[] elements)
    {
        using var source = tensor(elements, parameter.shape);
        parameter.copy_(source);
    }

    private static bool Same(float one, float other) =>
        BitConverter.SingleToInt32Bits(one) == BitConverter.SingleToInt32Bits(other);

    private InvalidInputException Refuse(string expected, string found) =>
        new($"'{file.Name}' can not be read back: expected {expected}, found {found}.");
}
