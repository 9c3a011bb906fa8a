using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Recurrent;

/// <summary>
/// One direction of a layer as one Scan. Its constants are the matrices for MatMul (name.weight [C, G*H], name.recurrence
/// [H, G*H]) and, where the cell has them, name.bias_ih, name.bias_hh, name.gain_ih, name.gain_hh [G*H], name.gain_cell and
/// name.bias_cell [H]; gates in PyTorch's order. T time, N batch, C features, H hidden units, G gates.
/// </summary>
internal sealed class DirectionScan(GraphBuilder graph, CellKind cell, RecurrentWeights weights, string name)
{
    private long Rows => cell.GateCount() * weights.Hidden;

    /// <summary>Adds the Scan over x [T, N, C]: the steps [T, N, H] and the final state [N, H].</summary>
    public RecurrentNodeOutputs Add(string x, string? mask, RecurrentState initial, bool backward)
    {
        var gains = weights.Normalization;
        var weight = Matrix("weight", weights.WeightIh, weights.Features);
        var projected = Shift(
            graph,
            graph.MatMul(x, weight, name + ".projection"),
            Vector("gain_ih", gains?.GainIh),
            Vector("bias_ih", weights.BiasIh)
        ); // [T, N, G*H]
        var body = Body(mask is not null);
        string[] states = initial.Cell is { } initialCell ? [initial.Hidden, initialCell] : [initial.Hidden];
        string[] scanned = mask is null ? [projected] : [projected, mask];
        var directions = new long[scanned.Length];
        Array.Fill(directions, backward ? 1 : 0);
        var outputs = graph.AddNode(
            "Scan",
            [.. states, .. scanned],
            outputCount: states.Length + 1,
            [
                NodeAttribute.Of("body", body),
                NodeAttribute.Of("num_scan_inputs", scanned.Length),
                NodeAttribute.Of("scan_input_directions", directions),
                NodeAttribute.Of("scan_output_directions", [backward ? 1 : 0]),
            ],
            name: name
        );
        return new RecurrentNodeOutputs(
            outputs[^1],
            new RecurrentState(outputs[0], initial.Cell is null ? null : outputs[1])
        );
    }

    // States, the step's part of the input and, with lengths, whether the row still has a step; out go states and the output.
    private GraphBuilder Body(bool masked)
    {
        var recurrence = Matrix("recurrence", weights.WeightHh, weights.Hidden);
        var gain = Vector("gain_hh", weights.Normalization?.GainHh);
        var bias = Vector("bias_hh", weights.BiasHh);
        var cellGain = Vector("gain_cell", weights.Normalization?.GainCell);
        var cellBias = Vector("bias_cell", weights.Normalization?.BiasCell);

        var body = graph.CreateBody(name + ".step");
        var before = new RecurrentState(Input("h"), cell == CellKind.Lstm ? Input("c") : null);
        var x = body.AddInput(name + ".x", ElementType.Float, default, Rows);
        var alive = masked ? body.AddInput(name + ".alive", ElementType.Bool, default, 1) : null;

        var r = Shift(body, body.MatMul(before.Hidden, recurrence), gain, bias); // [N, G*H]
        var after = CellEquations.Step(body, cell, weights.Hidden, x, r, before, NormalizeCell); // [N, H]

        Output("h_next", Alive(after.Hidden, before.Hidden));
        if (before.Cell is { } cellBefore)
        {
            Output("c_next", Alive(after.Cell!, cellBefore));
        }

        Output("y", alive is null ? after.Hidden : body.Where(alive, after.Hidden, body.Scalar(0f)));
        return body;

        string Input(string what) => body.AddInput($"{name}.{what}", ElementType.Float, default, weights.Hidden);

        void Output(string what, string value) =>
            body.AddOutput($"{name}.{what}", value, ElementType.Float, default, weights.Hidden);

        // After its end a row keeps the state it had.
        string Alive(string next, string old) => alive is null ? next : body.Where(alive, next, old);

        string NormalizeCell(string value) =>
            cellGain.Length == 0 ? value : CellEquations.LayerNorm(body, value, weights.Hidden, cellGain, cellBias);
    }

    // A plain cell's bias is added; a normalized cell's is the shift of its normalization.
    private string Shift(GraphBuilder target, string product, string gain, string bias)
    {
        if (gain.Length > 0)
        {
            return CellEquations.Normalize(target, cell, weights.Hidden, product, gain, bias);
        }

        return bias.Length == 0 ? product : target.Add(product, bias);
    }

    // PyTorch keeps [G*H, columns]; MatMul wants [columns, G*H].
    private string Matrix(string what, float[] data, int columns) =>
        graph.AddShared(NamedTensor.Of($"{name}.{what}", Transposed.Of(data, (int)Rows, columns), columns, Rows));

    private string Vector(string what, float[]? data) =>
        data is null ? "" : graph.AddShared(NamedTensor.Of($"{name}.{what}", data, data.Length));
}
