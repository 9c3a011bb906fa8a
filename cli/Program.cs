using Rnn.Onnx.Cli;
using Rnn.Onnx.Cli.Terminal;

return await App.RunAsync(args, TerminalConsole.Open(), Console.Error);
