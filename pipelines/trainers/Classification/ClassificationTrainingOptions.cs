using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training;
using Rnn.Onnx.Training.Models;
using Rnn.Onnx.Training.Modules;
using Rnn.Onnx.Training.Optimization;
using Rnn.Onnx.Training.Tasks;

namespace Rnn.Onnx.Pipelines.Trainers;

/// <summary>How a classifier of texts is made, from the cut of the data to the loss.</summary>
public sealed record ClassificationTrainingOptions
{
    /// <summary>
    /// Sizes and cell; vocabulary and labels come from the data. Default: an LSTM of 128 units in each direction over an
    /// embedding of 200, the largest of its steps, and half of the values dropped.
    /// </summary>
    public SequenceClassifierOptions Model { get; init; } =
        new()
        {
            Embedding = 200,
            EmbeddingScale = 0.1,
            Dropout = 0.5,
            VariationalDropout = true,
            Pooling = Pooling.Max,
            Recurrent = new RecurrentOptions { Hidden = 128, Bidirectional = true },
        };

    /// <summary>How it is trained. Default: 5 epochs of AdamW at 0.001 along a cosine, batches of 50, the
    /// epoch by its accuracy.</summary>
    public TrainerOptions Training { get; init; } =
        new()
        {
            Epochs = 5,
            BestMetric = "accuracy",
            BatchSize = 50,
            LearningRate = 0.001,
            Optimizer = new OptimizerSettings { Kind = OptimizerKind.AdamW, WeightDecay = 1e-4 },
            Schedule = new ScheduleSettings { Kind = ScheduleKind.Cosine },
        };

    /// <summary>How the classes count. Default: every text alike.</summary>
    public ClassificationLoss Loss { get; init; } = new();

    /// <summary>How a text becomes tokens. Default: words as they are written.</summary>
    public TextOptions Text { get; init; } = new();

    /// <summary>Which tokens of the training part the model knows. Default: all.</summary>
    public VocabularyOptions Vocabulary { get; init; } = new();

    /// <summary>How the texts are cut into parts. Default: a tenth to validate, a tenth to test.</summary>
    public LabeledSplitOptions Split { get; init; } = new();

    /// <summary>
    /// A file of word vectors in the text format of word2vec and GloVe, with which the embedding begins; their size is then the
    /// embedding's. Default: none.
    /// </summary>
    public string? VectorsPath { get; init; }

    /// <summary>Whether the embedding stays as it begins, for which it needs vectors. Default: no.</summary>
    public bool FreezeVectors { get; init; }

    /// <summary>Refuses values that can not train.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range, or two do not go together.</exception>
    public ClassificationTrainingOptions Validate()
    {
        Text.Validate();
        Vocabulary.Validate();
        Split.Validate();
        Loss.Validate();
        Training.Validate();
        return FreezeVectors && VectorsPath is null
            ? throw new InvalidInputException("Option freeze-vectors: expected vectors to keep, found none.")
            : this;
    }
}
