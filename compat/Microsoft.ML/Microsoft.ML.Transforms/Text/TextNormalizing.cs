using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

public sealed class TextNormalizingEstimator : TrivialEstimator<TextNormalizingTransformer>
{
    internal TextNormalizingEstimator(IHostEnvironment env, TextNormalization rules, string output, string input)
        : base(
            env.Register(nameof(TextNormalizingEstimator)),
            new TextNormalizingTransformer(env, rules, (output, input))
        ) { }

    public enum CaseMode
    {
        Lower = 0,
        Upper = 1,
        None = 2,
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair =>
            {
                var input = TextInput.Find(inputSchema, pair.Input, TextNormalizingTransformer.Expected);
                var kind =
                    input.Kind == SchemaShape.Column.VectorKind.Scalar
                        ? input.Kind
                        : SchemaShape.Column.VectorKind.VariableVector;
                return new SchemaShape.Column(pair.Output, kind, input.ItemType, isKey: false);
            })
        );
    }
}

/// <summary>What is done to text, character by character: characters beyond U+FFFF are left alone.</summary>
internal sealed record TextNormalization(
    TextNormalizingEstimator.CaseMode CaseMode,
    bool KeepDiacritics,
    bool KeepPunctuations,
    bool KeepNumbers
)
{
    public ReadOnlyMemory<char> Apply(ReadOnlyMemory<char> text, StringBuilder buffer)
    {
        buffer.Clear();
        var changed = false;
        foreach (var character in text.Span)
        {
            if (IsDropped(character))
            {
                changed = true;
                continue;
            }
            var folded = Fold(character);
            changed |= folded != character;
            buffer.Append(folded);
        }
        return changed ? buffer.ToString().AsMemory() : text;
    }

    private bool IsDropped(char character) =>
        (!KeepPunctuations && char.IsPunctuation(character))
        || (!KeepNumbers && char.IsNumber(character))
        || (!KeepDiacritics && BaseLetters.IsMark(character));

    private char Fold(char character)
    {
        var letter = KeepDiacritics ? character : BaseLetters.Of(character);
        return CaseMode switch
        {
            TextNormalizingEstimator.CaseMode.Lower => char.ToLowerInvariant(letter),
            TextNormalizingEstimator.CaseMode.Upper => char.ToUpperInvariant(letter),
            _ => letter,
        };
    }
}

public sealed class TextNormalizingTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "TextNormalizerTransform";
    internal const string Expected = "String or vector of String";

    private readonly TextNormalization _rules;

    internal TextNormalizingTransformer(
        IHostEnvironment env,
        TextNormalization rules,
        params (string Output, string Input)[] columns
    )
        : base(env.Register("TextNormalizer"), columns) => _rules = rules;

    internal TextNormalizingTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register("TextNormalizer"), ctx) =>
        _rules = new TextNormalization(
            (TextNormalizingEstimator.CaseMode)ctx.Reader.ReadByte(),
            ctx.Reader.ReadBoolean(),
            ctx.Reader.ReadBoolean(),
            ctx.Reader.ReadBoolean()
        );

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(TextNormalizingTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.Write((byte)_rules.CaseMode);
        ctx.Writer.Write(_rules.KeepDiacritics);
        ctx.Writer.Write(_rules.KeepPunctuations);
        ctx.Writer.Write(_rules.KeepNumbers);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
    {
        TextInput.CheckAll(schema, ColumnPairs, Expected);
        return new Mapper(this, schema);
    }

    private sealed class Mapper(TextNormalizingTransformer parent, DataViewSchema schema)
        : ColumnPairMapper(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        ) =>
            new(
                name,
                input.Type is VectorDataViewType ? new VectorDataViewType(TextDataViewType.Instance) : input.Type
            );

        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input) =>
            input.Type is VectorDataViewType ? OfVector(row, input) : OfScalar(row, input);

        private ValueGetter<ReadOnlyMemory<char>> OfScalar(DataViewRow row, DataViewSchema.Column input)
        {
            var get = row.GetGetter<ReadOnlyMemory<char>>(input);
            var buffer = new StringBuilder();
            ReadOnlyMemory<char> source = default;
            return (ref ReadOnlyMemory<char> text) =>
            {
                get(ref source);
                text = parent._rules.Apply(source, buffer);
            };
        }

        /// <summary>Items of which nothing is left are left out, so the vector gets shorter.</summary>
        private ValueGetter<VBuffer<ReadOnlyMemory<char>>> OfVector(DataViewRow row, DataViewSchema.Column input)
        {
            var buffer = new StringBuilder();
            return TextInput.MakeGetter<ReadOnlyMemory<char>>(
                row,
                input,
                (texts, kept) =>
                {
                    foreach (var item in texts)
                    {
                        var text = parent._rules.Apply(item, buffer);
                        if (!text.IsEmpty)
                            kept.Add(text);
                    }
                }
            );
        }
    }
}
