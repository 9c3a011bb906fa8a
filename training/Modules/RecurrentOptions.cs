using System.Text.Json.Serialization;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;

namespace Rnn.Onnx.Training.Modules;

/// <summary>What a stack of recurrent layers is made of.</summary>
public sealed record RecurrentOptions
{
    /// <summary>The cell. Default: <see cref="CellKind.Lstm"/>.</summary>
    public CellKind Cell { get; init; } = CellKind.Lstm;

    /// <summary>Features of a step, C. Default: 1.</summary>
    public int Features { get; init; } = 1;

    /// <summary>Hidden units of a layer and direction, H. Default: 64.</summary>
    public int Hidden { get; init; } = 64;

    /// <summary>Layers, one upon the other. Default: 1.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether each layer also reads the sequence from its end. Default: no.</summary>
    public bool Bidirectional { get; init; }

    /// <summary>Probability of dropping a value between two layers while training. Default: 0.</summary>
    public double Dropout { get; init; }

    /// <summary>
    /// Whether what is dropped between two layers is the same at all steps of a row (Gal and Ghahramani 2016, equation 7, the
    /// masks of the inputs). Default: no, drawn anew at every step.
    /// </summary>
    public bool VariationalDropout { get; init; }

    /// <summary>Whether the cells add biases, one to the product of the input and one to that of the state. Default: yes.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Whether each layer from the second on adds its input to its output at every step. Default: no.</summary>
    public bool Residual { get; init; }

    /// <summary>
    /// Whether the states before the first step are learned, where none are given; they begin as zeros. Default: no, zeros.
    /// </summary>
    public bool LearnedInitialState { get; init; }

    /// <summary>
    /// Whether the cells are the ones written out in <see cref="Rnn.Onnx.Training.Cells"/>, run step by step, and exported
    /// so: the same values, more slowly. Default: no, the built-in ones.
    /// </summary>
    public bool HandWritten { get; init; }

    /// <summary>Whether the cells are layer-normalized, which implies hand-written ones. Default: no.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>
    /// Whether float32 layers on the CPU run through the fused kernels of this library, which give the same values as the tensor
    /// library's own up to rounding, several times faster. What they do not cover runs through the tensor library by itself. No
    /// part of what a model is: neither cards nor checkpoints hold it. Default: yes.
    /// </summary>
    [JsonIgnore]
    public bool FusedKernels { get; init; } = true;

    /// <summary>The values to begin with. Default: PyTorch's.</summary>
    public Initialization Initialization { get; init; } = new();

    /// <summary>1, or 2 if bidirectional.</summary>
    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public RecurrentOptions Validate()
    {
        OptionRange.AtLeast(Features, 1, "features");
        OptionRange.AtLeast(Hidden, 1, "hidden");
        OptionRange.AtLeast(Layers, 1, "layers");
        OptionRange.Within(Dropout, 0, 1, "dropout");
        if (Initialization.ForgetBias is not null && (Cell != CellKind.Lstm || !Bias))
            throw new InvalidInputException(
                $"Option forget-bias: expected an LSTM with biases, found {Cell}{(Bias ? "" : " without biases")}."
            );
        return this;
    }
}
