using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly MemberColumn[] _inputs;

    internal CustomMappingEstimator(
        IHostEnvironment env,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition,
        SchemaDefinition outputSchemaDefinition
    )
        : base(
            env.Register(nameof(CustomMappingEstimator<TSrc, TDst>)),
            new CustomMappingTransformer<TSrc, TDst>(
                mapAction,
                contractName,
                inputSchemaDefinition,
                outputSchemaDefinition
            )
        ) => _inputs = MemberColumn.Of(typeof(TSrc), inputSchemaDefinition, SchemaDefinition.Direction.Both);

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        foreach (var input in _inputs)
        {
            var expected = SchemaShape.Shape(input.Name, input.Type);
            var found = inputSchema.Find(input.Name);
            if (!expected.ItemType.Equals(found.ItemType) || expected.IsKey != found.IsKey || !Takes(expected, found))
                throw Check.WrongColumn(nameof(inputSchema), "input", input.Name, $"{input.Type}", found.TypeText);
        }
        return inputSchema.With(SchemaShape.Create(MemberColumn.SchemaOf(Transformer.AddedColumns)));
    }

    /// <summary>A variable vector takes any vector.</summary>
    private static bool Takes(SchemaShape.Column expected, SchemaShape.Column found) =>
        expected.Kind == SchemaShape.Column.VectorKind.VariableVector
            ? found.Kind != SchemaShape.Column.VectorKind.Scalar
            : expected.Kind == found.Kind;
}
