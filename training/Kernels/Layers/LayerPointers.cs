namespace Rnn.Onnx.Training.Kernels.Layers;

/// <summary>The weights of one direction, PyTorch's, or their gradients; biases are null where there are none.</summary>
internal readonly unsafe struct WeightPointers
{
    /// <summary>Of the input [G*H, C].</summary>
    public float* Input { get; init; }

    /// <summary>Of the state [G*H, H].</summary>
    public float* State { get; init; }

    /// <summary>Added to the product of the input [G*H].</summary>
    public float* InputBias { get; init; }

    /// <summary>Added to the product of the state [G*H].</summary>
    public float* StateBias { get; init; }
}

/// <summary>What a layer takes, or the gradients of that; null where there is none, or none is wanted.</summary>
internal readonly unsafe struct InputPointers
{
    /// <summary>[N, T, C].</summary>
    public float* Steps { get; init; }

    /// <summary>Hidden states before the first step [D, N, H].</summary>
    public float* Hidden { get; init; }

    /// <summary>Cell states before the first step [D, N, H].</summary>
    public float* Cell { get; init; }
}

/// <summary>What a layer answers, or the gradients of that; null where there is none.</summary>
internal readonly unsafe struct OutputPointers
{
    /// <summary>[N, T, D*H], 0 behind a row's end.</summary>
    public float* Steps { get; init; }

    /// <summary>Hidden states after each row's last step [D, N, H].</summary>
    public float* Hidden { get; init; }

    /// <summary>Cell states after each row's last step [D, N, H].</summary>
    public float* Cell { get; init; }
}
