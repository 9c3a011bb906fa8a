using Rnn.Onnx.Models;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tasks;

/// <summary>Vectors that an embedding begins with instead of random values, as those trained on more text.</summary>
/// <param name="Vectors">The vectors by their ids, each of the embedding's size; other ids keep their random values.</param>
/// <param name="Frozen">Whether the whole embedding stays as it begins.</param>
public sealed record FirstVectors(IReadOnlyDictionary<int, float[]> Vectors, bool Frozen)
{
    /// <summary>Writes the vectors into the embedding of a model.</summary>
    /// <exception cref="InvalidInputException">The model has no embedding, or a vector is of another size.</exception>
    internal void Enter(RecurrentModel model)
    {
        var table =
            model.Table?.weight
            ?? throw new InvalidInputException("Option vectors: expected a model with a vocabulary, found none.");
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (id, vector) in Vectors)
        {
            if (vector.Length != table.shape[1])
                throw new InvalidInputException(
                    $"Option embedding: expected the size of the vectors, {vector.Length}, found {table.shape[1]}."
                );
            table.select(0, id).copy_(tensor(vector)); // [E]
        }
        if (Frozen)
            table.requires_grad = false;
    }
}
