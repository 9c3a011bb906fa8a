using Rnn.Onnx.Cli;
using Rnn.Onnx.Cli.Report;

return await App.RunAsync(args, Terminal.Open(), Console.Error);
