using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Lab.Compare;

/// <summary>How gates begin.</summary>
internal enum GateBias
{
    /// <summary>
    /// As long as the task is: log of a number drawn from 1 to T - 1 at the LSTM's forget gate, its opposite at the input gate, and the
    /// same at the GRU's update gate (Tallec and Ollivier 2018, "Can recurrent neural networks warp time?", section 2).
    /// </summary>
    Chrono,

    /// <summary>As PyTorch draws them, and 1 at the LSTM's forget gate.</summary>
    Usual,
}

/// <summary>How the cells are compared.</summary>
internal sealed record CompareOptions
{
    /// <summary>Hidden units, H. Default: 32.</summary>
    public int Hidden { get; init; } = 32;

    /// <summary>Whether GRU and LSTM get fewer units, as many as have no more parameters than the RNN. Default: no.</summary>
    public bool EqualParameters { get; init; }

    /// <summary>Steps of the adding task's sequences, and silent steps of the copy task's. Default: 10, 20 and 40.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [10, 20, 40];

    /// <summary>Training steps of each cell, task and length, 32 fresh sequences each. Default: 500.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>How gates begin. Default: <see cref="Compare.GateBias.Chrono"/>.</summary>
    public GateBias GateBias { get; init; }

    /// <summary>Seed of weights and sequences. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public CompareOptions Validate()
    {
        OptionRange.AtLeast(Hidden, 1, "hidden");
        OptionRange.AtLeast(Steps, 0, "steps");
        if (Lengths.Count == 0)
            throw new InvalidInputException("Option lengths: expected at least one number, found none.");
        foreach (var length in Lengths)
            OptionRange.AtLeast(length, 2, "lengths");
        return this;
    }
}
