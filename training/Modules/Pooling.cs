namespace Rnn.Onnx.Training.Modules;

/// <summary>How the outputs of a row's steps become one vector.</summary>
public enum Pooling
{
    /// <summary>The output at the row's end.</summary>
    Last,

    /// <summary>The mean of the row's steps.</summary>
    Mean,

    /// <summary>The largest of the row's steps, unit by unit.</summary>
    Max,

    /// <summary>A weighted mean; the weights are learned from each step beside the last one.</summary>
    Attention,
}
