using Rnn.Onnx.Inference;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>The model that is served: its bytes for browsers, and a session for what is computed here.</summary>
internal sealed class ServedModel : IDisposable
{
    private ServedModel(ModelFile file, string name)
    {
        Name = name;
        Bytes = file.ToBytes();
        Session = SequenceModel.From(file, name, new SessionSettings { Device = Device.Cpu });
    }

    /// <summary>The file's name without its folder, which is nobody's business.</summary>
    public string Name { get; }

    /// <summary>The whole file.</summary>
    public byte[] Bytes { get; }

    public SequenceModel Session { get; }

    public ModelFile File => Session.File;

    public ModelCard? Card => Session.Card;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidInputException">It is missing, or no model that ONNX Runtime can run.</exception>
    public static ServedModel Open(string path) => new(ModelFile.Open(path), Path.GetFileName(path));

    /// <summary>Whether the inputs that must be fed are these.</summary>
    public bool Reads(params IReadOnlyList<string> names) =>
        File.Inputs.Select(input => input.Name).Order().SequenceEqual(names.Order());

    /// <summary>Whether these are among the outputs.</summary>
    public bool Gives(params IReadOnlyList<string> names) =>
        names.All(name => File.Outputs.Any(output => output.Name == name));

    public void Dispose() => Session.Dispose();
}
