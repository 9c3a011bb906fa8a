using System.Text;

namespace Rnn.Onnx.Models.Text;

/// <summary>Reads text files.</summary>
public static class TextFile
{
    /// <summary>The whole text of a file, each line end as a line feed.</summary>
    public static string ReadAll(string path)
    {
        if (!File.Exists(path))
            throw Errors.InvalidInput($"File '{path}': expected a text, found no file.");
        try
        {
            return File.ReadAllText(path, new UTF8Encoding(false, true))
                .Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (DecoderFallbackException e)
        {
            throw Errors.InvalidInput($"File '{path}': expected UTF-8, found other bytes.", e);
        }
    }
}
