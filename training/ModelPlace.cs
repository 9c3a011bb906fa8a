using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training;

/// <summary>A model on the device it is trained on; disposing it brings the model back to where it was.</summary>
internal sealed class ModelPlace : IDisposable
{
    private readonly nn.Module model;
    private readonly Device before;

    private ModelPlace(nn.Module model, Device device)
    {
        this.model = model;
        before = Of(model);
        Device = device;
        Move(device);
    }

    public Device Device { get; }

    /// <summary>Moves <paramref name="model"/> to the chosen device.</summary>
    /// <exception cref="InvalidInputException">CUDA is asked for where there is none.</exception>
    public static ModelPlace On(TrainingDevice device, nn.Module model)
    {
        var found = cuda.is_available();
        if (device == TrainingDevice.Cuda && !found)
            throw new InvalidInputException(
                "Option device: expected a CUDA device, but the tensor library finds none on this machine."
            );
        return new ModelPlace(model, found && device != TrainingDevice.Cpu ? CUDA : CPU);
    }

    /// <summary>The device of a model's parameters.</summary>
    public static Device Of(nn.Module model) => model.parameters().FirstOrDefault()?.device ?? CPU;

    /// <summary>
    /// The random numbers of an epoch on a CUDA device, whose generator no checkpoint can read: they are a function of seed
    /// and epoch instead, so that a resumed run draws the same.
    /// </summary>
    public void SeedEpoch(int seed, int epoch)
    {
        if (Device.type == DeviceType.CUDA)
            cuda.manual_seed_all(EpochRandom.Seed(seed, epoch));
    }

    public void Dispose() => Move(before);

    private void Move(Device device)
    {
        if (Of(model).type != device.type)
            model.to(device);
    }
}
