using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML;
using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Cards;
using Rnn.Onnx.Models.Text;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>Labeled sequences of a view, cut into what is learned from and what chooses the epoch.</summary>
/// <param name="Training">Sequences to learn from.</param>
/// <param name="Validation">Sequences that choose the best epoch, with the same labels.</param>
/// <param name="Name">The columns, for the card.</param>
internal sealed record LabeledSequences<T>(LabeledView<T[]> Training, LabeledView<T[]> Validation, string Name)
    where T : unmanaged
{
    /// <summary>Reads and cuts.</summary>
    /// <exception cref="InvalidInputException">A column does not fit, a row can not be learned, or there are too few rows or labels.</exception>
    public static LabeledSequences<T> Of(
        IDataView trainSet,
        IDataView? validationSet,
        RnnClassificationOptions options,
        Func<T, string?> refuse
    )
    {
        var name = $"{options.FeatureColumn}, {options.LabelColumn}";
        var training = Read(trainSet, null, options, refuse);
        var sequences = validationSet is null
            ? Cut(training, options, name)
            : new LabeledSequences<T>(training, Read(validationSet, training.Labels, options, refuse), name);
        var labels = sequences.Training.Classes.Distinct().Count();
        return labels >= 2 && sequences.Validation.Rows.Count > 0
            ? sequences
            : throw new InvalidInputException(
                $"Data '{name}': expected rows of two labels or more to train on and rows to validate, found {sequences.Training.Rows.Count} rows of {labels} and {sequences.Validation.Rows.Count} rows."
            );
    }

    /// <summary>What the card tells of them.</summary>
    public CardTrainingData Card()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { Training, Validation })
        foreach (var (row, label) in part.Rows.Zip(part.Classes))
        {
            hash.AppendData(MemoryMarshal.AsBytes<T>(row));
            hash.AppendData(BitConverter.GetBytes(label));
        }
        var (training, validation) = (Training.Rows.Count, Validation.Rows.Count);
        return new CardTrainingData(
            Name,
            Convert.ToHexStringLower(hash.GetHashAndReset()),
            training + validation,
            training,
            validation,
            TestRows: 0
        );
    }

    private static LabeledView<T[]> Read(
        IDataView view,
        IReadOnlyList<string>? known,
        RnnClassificationOptions options,
        Func<T, string?> refuse
    )
    {
        var column = RequiredColumn.Sequence(options.FeatureColumn!);
        var label = RequiredColumn.Label(options.LabelColumn);
        var read = LabeledView.Read(view, column, ValueReaders.Vector<T>, label, known, options.Cancellation);
        foreach (var (number, row) in read.Rows.Index())
        {
            var steps = typeof(T) == typeof(float) ? options.Features : 1;
            var wrong =
                row.Length == 0 || row.Length % steps != 0
                    ? $"expected steps of {steps} values, found {row.Length} values"
                    : row.Select(refuse).FirstOrDefault(reason => reason is not null);
            if (wrong is not null)
                throw new InvalidInputException(
                    FormattableString.Invariant($"Column '{column.Name}', row {number}: {wrong}.")
                );
        }
        return read;
    }

    private static LabeledSequences<T> Cut(LabeledView<T[]> all, RnnClassificationOptions options, string name)
    {
        var shares = new LabeledSplitOptions
        {
            Validation = options.ValidationShare,
            Test = 0,
            Seed = options.SplitSeed,
        };
        var (training, validation, _) = StratifiedDraw.Of(all.Classes, shares);
        return new LabeledSequences<T>(Take(training), Take(validation), name);

        LabeledView<T[]> Take(IReadOnlyList<int> rows) =>
            new([.. rows.Select(row => all.Rows[row])], [.. rows.Select(row => all.Classes[row])], all.Labels);
    }
}
