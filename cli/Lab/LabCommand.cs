using System.CommandLine;
using Rnn.Onnx.Cli.Lab.Attention;
using Rnn.Onnx.Cli.Lab.Cells;
using Rnn.Onnx.Cli.Lab.Compare;
using Rnn.Onnx.Cli.Lab.Gradients;
using Rnn.Onnx.Cli.Lab.Temperature;

namespace Rnn.Onnx.Cli.Lab;

/// <summary><c>rnn lab</c>: the lessons that tutorials on recurrent networks teach, measured.</summary>
internal static class LabCommand
{
    public static Command Create(Reply reply) =>
        new("lab", "The lessons of the tutorials, measured: each leaves a page with plots that says what is seen.")
        {
            GradientsLab.Create(reply),
            CellsLab.Create(reply),
            CompareLab.Create(reply),
            TemperatureLab.Create(reply),
            AttentionLab.Create(reply),
        };
}
