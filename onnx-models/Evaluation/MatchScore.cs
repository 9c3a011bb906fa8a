namespace Rnn.Onnx.Models.Evaluation;

/// <summary>How well one thing was found among others: a tag, or the entities of a type.</summary>
/// <param name="Name">What was to be found.</param>
/// <param name="Support">How often it is there.</param>
/// <param name="Answered">How often it was answered.</param>
/// <param name="Right">How often both.</param>
public sealed record MatchScore(string Name, int Support, int Answered, int Right)
{
    /// <summary>Share of the answers that are right; 0 without answers.</summary>
    public double Precision => Share(Answered);

    /// <summary>Share of what is there that was found; 0 where nothing is.</summary>
    public double Recall => Share(Support);

    /// <summary>The harmonic mean of precision and recall; 0 where nothing right was answered.</summary>
    public double F1 => Right == 0 ? 0 : 2.0 * Right / (Support + Answered);

    private double Share(int of) => of == 0 ? 0 : (double)Right / of;
}
