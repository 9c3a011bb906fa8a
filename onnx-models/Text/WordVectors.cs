namespace Rnn.Onnx.Models.Text;

/// <summary>Vectors of words that were trained elsewhere, for the tokens of a vocabulary. Immutable.</summary>
public sealed class WordVectors
{
    private WordVectors(int size, IReadOnlyDictionary<int, float[]> rows) => (Size, Rows) = (size, rows);

    /// <summary>Numbers of a vector: E.</summary>
    public int Size { get; }

    /// <summary>The vectors of the tokens that were found, each [E], by the tokens' ids.</summary>
    public IReadOnlyDictionary<int, float[]> Rows { get; }

    /// <summary>
    /// Reads the text format of word2vec and GloVe: on each line a word and its numbers, separated by blanks; a first line of two
    /// whole numbers says how many words and numbers there are. A word may hold blanks, as some of GloVe's do. Of a word that comes
    /// twice, the first vector counts. One line at a time is in memory.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="vocabulary">The tokens whose vectors are kept; the special ones have none.</param>
    /// <exception cref="InvalidInputException">The file is missing, empty or no UTF-8, or a line is not as said.</exception>
    public static WordVectors Read(string path, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var rows = new Dictionary<int, float[]>();
        long? promised = null;
        var (number, found) = (0L, 0L);
        var size = 0;
        foreach (var text in TextFile.ReadLines(path))
        {
            number++;
            var line = new WordVectorLine(path, number, text);
            if (number == 1 && line.Header() is { } header)
            {
                (promised, size) = header;
                continue;
            }
            if (size == 0)
                size = line.Size();
            found++;
            var word = line.Word(size);
            var id = vocabulary.Id(word);
            if (id >= Vocabulary.Special.Count && !rows.ContainsKey(id))
                rows.Add(id, line.Numbers(word, size));
            else
                line.RequireNumbers(word);
        }
        if (found == 0)
            throw Errors.InvalidInput($"File '{path}': expected words and their vectors, found none.");
        if (promised is { } count && count != found)
            throw Errors.InvalidInput($"File '{path}', line 1: expected {count} vectors as it says, found {found}.");
        return new WordVectors(size, rows);
    }
}
