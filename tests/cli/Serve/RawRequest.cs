using System.Net.Sockets;
using System.Text;

namespace Rnn.Onnx.Cli.Tests.Serve;

/// <summary>A request exactly as it is written: clients tidy paths before they send them.</summary>
internal static class RawRequest
{
    /// <summary>Sends GET with this path, and gives all that comes back.</summary>
    public static async Task<string> GetAsync(Uri server, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var request = $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
