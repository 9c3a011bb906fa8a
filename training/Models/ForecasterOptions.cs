using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Modules;

namespace Rnn.Onnx.Training.Models;

/// <summary>What a <see cref="Forecaster"/> is made of.</summary>
public sealed record ForecasterOptions
{
    /// <summary>The recurrent layers. Default: one LSTM layer of 64 units.</summary>
    public RecurrentOptions Recurrent { get; init; } = new();

    /// <summary>Steps read, T of a training window. Default: 28.</summary>
    public int LookBack { get; init; } = 28;

    /// <summary>Steps forecast at once. Default: 14.</summary>
    public int Horizon { get; init; } = 14;

    /// <summary>Column of the input that is forecast. Default: 0.</summary>
    public int Target { get; init; }

    /// <summary>
    /// Whether each window is brought to its own mean 0 and deviation 1 and the forecast back again (reversible instance
    /// normalization, Kim et al. 2022). Default: yes.
    /// </summary>
    public bool NormalizeWindows { get; init; } = true;

    /// <summary>Refuses values that no network can be built from.</summary>
    /// <exception cref="Rnn.Onnx.Models.InvalidInputException">A value is out of its range.</exception>
    public ForecasterOptions Validate()
    {
        Recurrent.Validate();
        OptionRange.AtLeast(LookBack, 1, "look-back");
        OptionRange.AtLeast(Horizon, 1, "horizon");
        return this;
    }
}
