namespace Rnn.Onnx.Models.Deployment;

/// <summary>
/// Writes models for NVIDIA's Triton inference server: folder/name/1/model.onnx with folder/name/config.pbtxt. The folder is
/// what the server gets as its model repository.
/// </summary>
/// <remarks>
/// <para>
/// Requests of equal shape are batched dynamically; those of other lengths run by themselves, so nothing needs padding. A stateful
/// model (inputs h_in, c_in, outputs h_out, c_out) is scheduled by sequences: the server keeps the states, begins every
/// sequence with zeros, and clients see neither. Both need 'batch' as the first dimension of every input and output; a model
/// with others is served without batching.
/// </para>
/// <para>
/// Inputs with a default in the file are left out, unless <see cref="TritonOptions.OptionalInputs"/> asks for them: the server's
/// ONNX Runtime backend takes a default's replacement only for a whole run, not for a row, and therefore not from models it
/// batches. Fields: Triton's documentation, model_configuration.md and implicit_state_management.md.
/// </para>
/// </remarks>
public static class TritonRepository
{
    private const string Version = "1";
    private const string Configuration = "config.pbtxt";

    /// <summary>Writes or replaces a model. The whole folder of the model appears at once.</summary>
    /// <param name="file">The model.</param>
    /// <param name="folder">The model repository; it is made where it does not exist.</param>
    /// <param name="name">The model's name on the server: letters, digits, dots, dashes and underscores.</param>
    /// <param name="options">Batching.</param>
    /// <exception cref="InvalidInputException">
    /// The name or an option is not allowed, the model can not be served, the folder can not be written, or the model's folder holds
    /// something that was not written by this method.
    /// </exception>
    public static void Write(ModelFile file, string folder, string name, TritonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new TritonOptions();
        options.Validate();
        RequireName(name);
        var text = TritonConfig.Create(file, name, options);
        var target = Path.Combine(Path.GetFullPath(folder), name);
        var suffix = "." + Path.GetRandomFileName();
        var (fresh, old) = (Hidden(target) + suffix, Hidden(target) + suffix + ".old");
        try
        {
            RequireOurs(target);
            var version = Directory.CreateDirectory(Path.Combine(fresh, Version)).FullName;
            file.Save(Path.Combine(version, "model.onnx"));
            File.WriteAllText(Path.Combine(fresh, Configuration), text);
            if (Directory.Exists(target))
            {
                Directory.Move(target, old);
            }

            Directory.Move(fresh, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.InvalidInput($"'{target}' can not be written: {e.Message}", e);
        }
        finally
        {
            DeleteQuietly(fresh);
            DeleteQuietly(old);
        }
    }

    private static void RequireName(string name)
    {
        var allowed =
            !string.IsNullOrEmpty(name)
            && name[0] != '.'
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        if (!allowed)
        {
            throw Errors.InvalidInput(
                $"Option model name: expected letters, digits, dots, dashes and underscores, found '{name}'."
            );
        }
    }

    private static void RequireOurs(string target)
    {
        if (!Directory.Exists(target) && !File.Exists(target))
        {
            return;
        }

        var configuration = Path.Combine(target, Configuration);
        var ours =
            File.Exists(configuration)
            && File.ReadLines(configuration).FirstOrDefault() == TritonConfig.Header
            && Directory
                .EnumerateFileSystemEntries(target, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(target, path).Replace('\\', '/'))
                .All(path => path is Configuration or Version or "1/model.onnx" or "1/model.onnx.data");
        if (!ours)
        {
            throw Errors.InvalidInput(
                $"'{target}' can not be written: expected a folder that is new or was written for Triton by this library, found other content."
            );
        }
    }

    private static string Hidden(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, "." + Path.GetFileName(path));

    private static void DeleteQuietly(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left over carries a name of its own, and the first failure is the one worth telling.
        }
    }
}
