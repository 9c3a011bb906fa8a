namespace Rnn.Onnx.Training.Models.Forecasting;

/// <summary>What goes into a <see cref="ForecastNetwork"/> and comes out of it.</summary>
/// <param name="Window">Features of a step that is read, F.</param>
/// <param name="Known">Features of a step ahead that are known before, E; 0 for none.</param>
/// <param name="Channel">Size of the embedding that tells channels apart; 0 where all columns are read together.</param>
/// <param name="Answers">Values forecast for a step, K: targets times levels.</param>
internal sealed record NetworkSizes(int Window, int Known, int Channel, int Answers);
