using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rnn.Onnx.Cli.Terminal;

/// <summary>A console that can be told to be silent: commands hold it before it is known whether they are to speak.</summary>
internal sealed class SwitchedConsole(IAnsiConsole speaking) : IAnsiConsole
{
    private static readonly IAnsiConsole Silent = AnsiConsole.Create(
        new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(TextWriter.Null),
        }
    );

    public bool IsSilent { get; set; }

    public Profile Profile => Chosen.Profile;

    public IAnsiConsoleCursor Cursor => Chosen.Cursor;

    public IAnsiConsoleInput Input => Chosen.Input;

    public IExclusivityMode ExclusivityMode => Chosen.ExclusivityMode;

    public RenderPipeline Pipeline => Chosen.Pipeline;

    private IAnsiConsole Chosen => IsSilent ? Silent : speaking;

    public void Clear(bool home) => Chosen.Clear(home);

    public void Write(IRenderable renderable) => Chosen.Write(renderable);
}
