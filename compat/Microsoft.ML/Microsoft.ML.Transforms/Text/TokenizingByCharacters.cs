using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Text;

public sealed class TokenizingByCharactersEstimator : TrivialEstimator<TokenizingByCharactersTransformer>
{
    internal TokenizingByCharactersEstimator(IHostEnvironment env, bool useMarkers, string output, string input)
        : base(
            env.Register(nameof(TokenizingByCharactersEstimator)),
            new TokenizingByCharactersTransformer(env, useMarkers, (output, input))
        ) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        return inputSchema.With(
            Transformer.ColumnPairs.Select(pair =>
            {
                var input = TextInput.Find(inputSchema, pair.Input, TokenizingByCharactersTransformer.Expected);
                var slots = input.Annotations.Where(annotation => annotation.Name == AnnotationKinds.SlotNames);
                return new SchemaShape.Column(
                    pair.Output,
                    SchemaShape.Column.VectorKind.VariableVector,
                    NumberDataViewType.UInt16,
                    isKey: true,
                    new SchemaShape(slots.Append(AnnotationShapes.KeyValues(TextDataViewType.Instance)))
                );
            })
        );
    }
}

/// <summary>UTF-16 units as keys: a unit's key is its own number, so that the null character is missing.</summary>
public sealed class TokenizingByCharactersTransformer : OneToOneTransformerBase
{
    internal const string LoadName = "CharToken";
    internal const string Expected = "String";

    private const ushort TextStart = 0x02;
    private const ushort TextEnd = 0x03;
    private const ushort UnitSeparator = 0x1f;

    private readonly bool _useMarkers;

    internal TokenizingByCharactersTransformer(
        IHostEnvironment env,
        bool useMarkers,
        params (string Output, string Input)[] columns
    )
        : base(env.Register("CharTokenizer"), columns) => _useMarkers = useMarkers;

    internal TokenizingByCharactersTransformer(IHostEnvironment env, ModelLoadContext ctx)
        : base(env.Register("CharTokenizer"), ctx) => _useMarkers = ctx.Reader.ReadBoolean();

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetLoader(LoadName, typeof(TokenizingByCharactersTransformer).Assembly);
        SaveColumns(ctx);
        ctx.Writer.Write(_useMarkers);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
    {
        TextInput.CheckAll(schema, ColumnPairs, Expected);
        return new Mapper(this, schema);
    }

    private sealed class Mapper(TokenizingByCharactersTransformer parent, DataViewSchema schema)
        : ColumnPairMapper(parent, schema)
    {
        protected override DataViewSchema.DetachedColumn MakeOutput(
            string name,
            int output,
            DataViewSchema.Column input
        )
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
            annotations.Add(
                AnnotationKinds.KeyValues,
                new VectorDataViewType(TextDataViewType.Instance, CharacterNames.Count),
                (ref VBuffer<ReadOnlyMemory<char>> names) =>
                    VBuffer<ReadOnlyMemory<char>>.Copy(CharacterNames.All, 0, ref names, CharacterNames.Count)
            );
            var type = new VectorDataViewType(new KeyDataViewType(typeof(ushort), CharacterNames.Count));
            return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
        }

        /// <summary>
        /// A vector is one text, with a separator before each item but the first and the empty ones. Empty text that is
        /// no vector has no markers either.
        /// </summary>
        protected override Delegate MakeGetter(DataViewRow row, int output, DataViewSchema.Column input)
        {
            var isScalar = input.Type is not VectorDataViewType;
            return TextInput.MakeGetter<ushort>(
                row,
                input,
                (texts, keys) =>
                {
                    if (isScalar && texts[0].IsEmpty)
                        return;
                    AddMarker(TextStart, keys);
                    for (var i = 0; i < texts.Length; i++)
                    {
                        if (i > 0 && !texts[i].IsEmpty)
                            keys.Add(UnitSeparator);
                        foreach (var character in texts[i].Span)
                            keys.Add(character);
                    }
                    AddMarker(TextEnd, keys);
                }
            );
        }

        private void AddMarker(ushort marker, List<ushort> keys)
        {
            if (parent._useMarkers)
                keys.Add(marker);
        }
    }
}
