namespace Rnn.Onnx.Training.Checkpoints;

/// <summary>What a checkpoint says about its model, enough to build the module again without the data.</summary>
/// <param name="Kind">The kind of model, as in "forecaster".</param>
/// <param name="OptionsJson">The options it was built from; a run is resumed only with the same ones.</param>
/// <param name="Context">Whatever else an export needs (scaler, columns, labels), as JSON; null where nothing is.</param>
public sealed record CheckpointModel(string Kind, string OptionsJson, string? Context = null);
