using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Onnx;

public sealed class OnnxScoringEstimator : TrivialEstimator<OnnxTransformer>
{
    internal OnnxScoringEstimator(IHostEnvironment env, OnnxOptions options, Stream model = null)
        : base(env.Register(nameof(OnnxScoringEstimator)), new OnnxTransformer(env, options, model)) { }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema);
        foreach (var name in Transformer.Inputs)
            CheckInput(inputSchema, name);
        return inputSchema.With(
            Transformer.Outputs.Select(
                (name, i) =>
                    new SchemaShape.Column(
                        name,
                        Transformer.OutputTypes[i] is VectorDataViewType { IsKnownSize: true }
                            ? SchemaShape.Column.VectorKind.Vector
                            : SchemaShape.Column.VectorKind.VariableVector,
                        Transformer.OutputTypes[i].ItemType(),
                        isKey: false
                    )
            )
        );
    }

    private void CheckInput(SchemaShape inputSchema, string name)
    {
        var column = inputSchema.Find(name);
        // An input that is also an initializer is none here: a chain can not override it.
        var input =
            Array.Find(Transformer.Model.Inputs, candidate => candidate.Name == name)
            ?? throw new InvalidOperationException($"Column {name} doesn't match input node names of model.");
        var expected = ((VectorDataViewType)input.Type).ItemType;
        if (column.ItemType != expected)
            throw Check.WrongColumn(nameof(inputSchema), "input", name, $"{expected}", $"{column.ItemType}");
    }
}
