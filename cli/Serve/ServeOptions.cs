using System.Net;
using Rnn.Onnx.Models;

namespace Rnn.Onnx.Cli.Serve;

/// <summary>Where <c>rnn serve</c> listens, and what it lets a request cost.</summary>
internal sealed record ServeOptions
{
    /// <summary>The port; 0: any free one. Default: 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>The address of this machine to listen on: localhost, an IP address, or 0.0.0.0 or :: for all. Default: 127.0.0.1.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Bytes of a request's body at the most. Default: 1,000,000.</summary>
    public long BodyLimit { get; init; } = 1_000_000;

    /// <summary>Seconds that a request may take. Default: 30.</summary>
    public double TimeLimit { get; init; } = 30;

    /// <summary>Requests that are computed at once; those above are refused. Default: 8.</summary>
    public int Requests { get; init; } = 8;

    /// <summary>The address to listen on.</summary>
    public IPAddress Address => Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(Host);

    /// <summary>Whether only programs on this machine can reach it.</summary>
    public bool IsLocal => IPAddress.IsLoopback(Address);

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="InvalidInputException">A value is out of its range.</exception>
    public ServeOptions Validate()
    {
        OptionRange.Within(Port, 0, 65536, "port");
        OptionRange.AtLeast(BodyLimit, 1, "body-limit");
        OptionRange.Positive(TimeLimit, "time-limit");
        OptionRange.Within(TimeLimit, 0, 86401, "time-limit");
        OptionRange.AtLeast(Requests, 1, "requests");
        if (Host != "localhost" && !IPAddress.TryParse(Host, out _))
            throw new InvalidInputException(
                $"Option host: expected localhost or an IP address of this machine, found '{Host}'."
            );
        return this;
    }
}
