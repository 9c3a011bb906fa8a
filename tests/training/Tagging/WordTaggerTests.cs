using Rnn.Onnx.Models;
using Rnn.Onnx.Models.Recurrent;
using Rnn.Onnx.Models.Text;
using Rnn.Onnx.Training.Models;
using static TorchSharp.torch;

namespace Rnn.Onnx.Training.Tests.Tagging;

[TestClass]
public sealed class WordTaggerTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_PaddedRows_AnswerAsEachAlone(bool crf)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var model = SampleTaggers.Create(crf);
        model.eval();
        using var none = no_grad();
        var words = randint(4, SampleTaggers.Featurizer.Words.Count, [3, 5], ScalarType.Int64);
        var characters = Characters(3, 5, 4);
        long[] lengths = [5, 2, 1];

        var together = model.Run(words, characters, tensor(lengths)); // [N, T, K]

        Assert.AreSequenceEqual([3L, 5, 3], together.shape);
        for (var row = 0; row < 3; row++)
        {
            var alone = model.Run(
                words.narrow(0, row, 1).narrow(1, 0, lengths[row]),
                characters.narrow(0, row, 1).narrow(1, 0, lengths[row])
            );
            var difference = (alone[0] - together[row].narrow(0, 0, lengths[row])).abs().max().item<float>();
            Assert.IsLessThan(1e-6f, difference, $"row {row}");
        }
    }

    [TestMethod]
    [DataRow(CellKind.Lstm)]
    [DataRow(CellKind.Gru)]
    public void Run_MoreColumnsOfCharacters_DoNotCount(CellKind cell)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var model = SampleTaggers.Create(options: new WordTaggerOptions { CharacterCell = cell });
        model.eval();
        using var none = no_grad();
        var words = randint(4, SampleTaggers.Featurizer.Words.Count, [2, 3], ScalarType.Int64);
        var characters = Characters(2, 3, 4);
        var wider = cat([characters, zeros([2, 3, 9], ScalarType.Int64)], 2); // [N, T, L + 9]

        var difference = (model.Run(words, characters) - model.Run(words, wider)).abs().max().item<float>();

        Assert.IsLessThan(1e-6f, difference);
    }

    [TestMethod]
    public void Run_OtherSpelling_AnswersOtherwise()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var model = SampleTaggers.Create();
        model.eval();
        using var none = no_grad();
        var unknown = full([1, 1], (long)Vocabulary.Unknown, ScalarType.Int64);

        var one = model.Run(unknown, tensor(new long[] { 4, 5, 6 }, [1, 1, 3]));
        var reversed = model.Run(unknown, tensor(new long[] { 6, 5, 4 }, [1, 1, 3]));

        Assert.IsGreaterThan(1e-4f, (one - reversed).abs().max().item<float>());
    }

    [TestMethod]
    public void Run_WhileTraining_ReadsRareWordsAsUnknownNowAndThen()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var options = new WordTaggerOptions
        {
            RareFrom = 6,
            UnknownShare = 0.5,
            Dropout = 0,
        };
        using var model = SampleTaggers.Create(options: options);
        using var none = no_grad();
        var characters = full([1, 1, 1], 4L, ScalarType.Int64);
        model.train();

        Assert.AreEqual(1, Answers(5), "a frequent word");
        Assert.AreEqual(2, Answers(6), "a rare word is itself or unknown");
        model.eval();
        Assert.AreEqual(1, Answers(6), "not when it answers");

        int Answers(long id) =>
            Enumerable
                .Range(0, 40)
                .Select(_ => model.Run(full([1, 1], id, ScalarType.Int64), characters)[0, 0, 0].item<float>())
                .Distinct()
                .Count();
    }

    [TestMethod]
    public void Run_WrongIds_AreRefused()
    {
        using var scope = NewDisposeScope();
        using var model = SampleTaggers.Create();
        var (words, characters) = (zeros([2, 3], ScalarType.Int64), zeros([2, 3, 4], ScalarType.Int64));

        Expect($"expected ids from 0 to {SampleTaggers.Featurizer.Words.Count - 1}, found 99", words + 99, characters);
        Expect("expected ids from 0 to", words, characters - 1);
        Expect("expected ids as Int64 [N, T, L], found Int64 [2, 3]", words, words);
        Expect("expected ids as Int64 [N, T], found Float32 [2, 3]", words.to(ScalarType.Float32), characters);
        Expect(
            "expected the characters of each word, found words [2, 3] and characters [2, 2, 4]",
            words,
            characters.narrow(1, 0, 2)
        );

        void Expect(string sentence, Tensor first, Tensor second)
        {
            var e = Assert.ThrowsExactly<InvalidInputException>(() => model.Run(first, second));
            Assert.Contains(sentence, e.Message);
        }
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        Refused("classes", new WordTaggerOptions { Labels = ["X"] });
        Refused("labels", new WordTaggerOptions { Labels = ["X", "X"] });
        Refused("unknown-share", new WordTaggerOptions { Labels = ["X", "Y"], UnknownShare = 1 });
        Refused("character-hidden", new WordTaggerOptions { Labels = ["X", "Y"], CharacterHidden = 0 });

        static void Refused(string option, WordTaggerOptions options)
        {
            var e = Assert.ThrowsExactly<InvalidInputException>(() => options.Validate());
            Assert.Contains(option, e.Message);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Describe_Model_CountsAllItsParameters(bool crf)
    {
        using var model = SampleTaggers.Create(crf);

        Assert.AreEqual(model.parameters().Sum(parameter => parameter.numel()), model.Describe().Parameters);
        Assert.AreEqual(
            model.Describe().Parameters,
            ModelFactory.SizeOf(ModelFactory.SpecificationOf(model)),
            "what a stranger's options would cost"
        );
    }

    [TestMethod]
    public void ModelFactory_Specification_BuildsTheSameModelAgain()
    {
        using var model = SampleTaggers.Create(crf: true);

        using var again = (WordTagger)ModelFactory.Create(ModelFactory.SpecificationOf(model));

        again.load_state_dict(model.state_dict());
        Assert.AreEqual(ModelFactory.SpecificationOf(model), ModelFactory.SpecificationOf(again));
        Assert.AreSequenceEqual(model.Featurizer.Words.Tokens, again.Featurizer.Words.Tokens);
        Assert.AreEqual(4, again.Featurizer.MaximumCharacters);
    }

    // Words of one character to all, 0 behind.
    private static Tensor Characters(int rows, int time, int most)
    {
        var ids = randint(4, SampleTaggers.Featurizer.Characters.Count, [rows, time, most], ScalarType.Int64);
        var lengths = randint(1, most + 1, [rows, time, 1], ScalarType.Int64);
        return ids.masked_fill(arange(most).ge(lengths), 0); // [N, T, L]
    }
}
