using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Transforms.Text;

namespace Microsoft.ML;

public static class TextCatalog
{
    public static TokenizingByCharactersEstimator TokenizeIntoCharactersAsKeys(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string inputColumnName = null,
        bool useMarkerCharacters = true
    ) => new(catalog.GetEnvironment(), useMarkerCharacters, outputColumnName, inputColumnName ?? outputColumnName);

    public static TextNormalizingEstimator NormalizeText(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string inputColumnName = null,
        TextNormalizingEstimator.CaseMode caseMode = TextNormalizingEstimator.CaseMode.Lower,
        bool keepDiacritics = false,
        bool keepPunctuations = true,
        bool keepNumbers = true
    ) =>
        new(
            catalog.GetEnvironment(),
            new TextNormalization(caseMode, keepDiacritics, keepPunctuations, keepNumbers),
            outputColumnName,
            inputColumnName ?? outputColumnName
        );

    /// <param name="separators">The space when it is null.</param>
    public static WordTokenizingEstimator TokenizeIntoWords(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string inputColumnName = null,
        char[] separators = null
    ) => new(catalog.GetEnvironment(), separators ?? [' '], outputColumnName, inputColumnName ?? outputColumnName);
}
