using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>A model and its run.</summary>
internal static class TrainedModel
{
    /// <summary>Trains a model that was just made; it is the caller's when the run ends well, and disposed when it does not.</summary>
    public static (TModel Model, TrainingResult Result) Of<TModel>(TModel model, Func<TModel, TrainingResult> train)
        where TModel : nn.Module
    {
        try
        {
            return (model, train(model));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
