// The pictures of docs/images: taken of real runs, by a real browser (tests/browser/drive.cjs says what its steps are).
using System.Text.Json;

const string pictureFolder = "artifacts/pictures";
const string pictureImages = "docs/images";
const string pictureScaling = $"{pictureImages}/performance-scaling.csv";
const string pictureModel = $"{pictureFolder}/births-lstm.onnx";
const string pictureServer = "http://127.0.0.1:5791/";
const string drawn = "window.rnnPage !== undefined";
const string served = "document.body.dataset.ready === 'yes' && document.querySelector('#badge').textContent !== ''";

// What leaves the pages behind that are photographed.
string[][] pictureRuns =
[
    ["demo", "--folder", pictureFolder, "--report", $"{pictureFolder}/report.html"],
    ["lab", "gradients", "-o", $"{pictureFolder}/gradients.html"],
];

// A command whose lines are shown as in a terminal.
string[] pictureTerminal = ["inspect", pictureModel];

/// A picture: its name, the page, how far down it goes, what of the page (all that fits by default), light or dark, and what the
/// page says when it is ready.
record Picture(string Name, string Page, int Height, string Of = null, bool Dark = false, string Ready = "true");

Picture pictureOfScaling = new("performance-scaling", $"{pictureFolder}/scaling.html", 900, "#plot", Ready: "window.drawn === true");

Picture[] pictures =
[
    new("report-light", $"{pictureFolder}/report.html", 770, Ready: drawn),
    new("report-dark", $"{pictureFolder}/report.html", 770, Dark: true, Ready: drawn),
    new("report-errors", $"{pictureFolder}/report.html", 800, "section:has(h2:text-is('Errors'))", Ready: drawn),
    new("report-training", $"{pictureFolder}/report.html", 800, "figure:has(#loss)", Ready: drawn),
    new("lab-gradients", $"{pictureFolder}/gradients.html", 900, Ready: drawn),
    new("serve", pictureServer, 760, Ready: served),
    new("inspect", $"{pictureFolder}/terminal.html", 400, "pre"),
    pictureOfScaling,
];

void TakePictures()
{
    var browser = new[] { "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser" }.FirstOrDefault(System.IO.File.Exists)
        ?? throw Fail("Pictures are taken by Chromium, and there is none: 'apt-get install chromium' brings it on Debian.");
    System.IO.Directory.CreateDirectory(pictureFolder);
    System.IO.Directory.CreateDirectory(pictureImages);
    foreach (var words in pictureRuns)
        RunStep("Pictures", $"rnn {string.Join(' ', words)}", "dotnet", [RnnProgram, .. words]);
    var terminal = Run("dotnet", [RnnProgram, .. pictureTerminal]);
    if (terminal.ExitCode != 0)
        throw Fail("Pictures failed.", terminal.Output);
    System.IO.File.WriteAllText($"{pictureFolder}/terminal.html", Terminal($"rnn {string.Join(' ', pictureTerminal)}", terminal.Output));
    var scaling = ScalingPage();
    System.IO.File.WriteAllText($"{pictureFolder}/scaling.html", scaling ?? "");
    // Fail ends this process at once, and would leave the server behind.
    using var server = Serve();
    string problem = null;
    foreach (var picture in pictures.Where(one => one != pictureOfScaling || scaling != null).TakeWhile(_ => problem == null))
        problem = Step("Pictures", $"{pictureImages}/{picture.Name}.png", () => Take(browser, picture));
    server.Kill(entireProcessTree: true);
    if (problem != null)
        throw Fail("Pictures failed.", problem);
}

string RnnProgram => "cli/bin/Release/net10.0/rnn.dll";

// Returns when it listens; the line says where.
System.Diagnostics.Process Serve()
{
    var start = new ProcessStartInfo("dotnet", [RnnProgram, "serve", pictureModel, "--port", new Uri(pictureServer).Port.ToString()])
    {
        RedirectStandardOutput = true,
    };
    var server = System.Diagnostics.Process.Start(start);
    while (server.StandardOutput.ReadLine() is { } line)
    {
        if (line.Contains("http://"))
            return server;
    }
    throw Fail("rnn serve ended before it listened; what it said stands above.");
}

// null when taken, otherwise what went wrong.
string Take(string browser, Picture picture)
{
    var path = $"{pictureImages}/{picture.Name}.png";
    var page = picture.Page.StartsWith("http") ? picture.Page : new Uri(System.IO.Path.GetFullPath(picture.Page)).AbsoluteUri;
    Dictionary<string, object> screenshot = new() { ["screenshot"] = path, ["view"] = picture.Of == null };
    if (picture.Of != null)
        screenshot["of"] = picture.Of;
    var request = JsonSerializer.Serialize(
        new
        {
            executable = browser,
            colorScheme = picture.Dark ? "dark" : "light",
            width = 1000,
            height = picture.Height,
            steps = new object[] { new { @goto = page }, new { waitFor = picture.Ready }, screenshot },
        }
    );
    System.IO.File.WriteAllText($"{pictureFolder}/request.json", request);
    var modules = System.IO.Path.GetFullPath("node_modules");
    var outcome = Run("node", ["tests/browser/drive.cjs", modules, $"{pictureFolder}/request.json"], minutes: 3);
    if (outcome.ExitCode != 0)
        return outcome.Output;
    using var answer = JsonDocument.Parse(outcome.Output);
    var errors = answer.RootElement.GetProperty("errors");
    return errors.GetArrayLength() == 0 ? null : errors.ToString();
}

string Terminal(string command, string output) =>
    $$"""
    <!DOCTYPE html><meta charset="utf-8"><title>rnn</title>
    <style>
    body { margin: 0; background: #fff; }
    pre { display: inline-block; margin: 0; padding: 18px 22px; background: #14171a; color: #e6e9ec; border-radius: 8px;
      font: 13px/1.45 "DejaVu Sans Mono", monospace; min-width: 900px; }
    b { color: #7fb2e5; font-weight: normal; }
    </style>
    <pre><b>$</b> {{System.Net.WebUtility.HtmlEncode(command)}}
    {{System.Net.WebUtility.HtmlEncode(output.TrimEnd())}}</pre>
    """;

// The scaling of the kernels: the figures that stand beside the picture, which a new measurement replaces. null where there are none.
string ScalingPage()
{
    const string measured = "artifacts/benchmarks/training-scaling.csv";
    if (System.IO.File.Exists(measured))
        System.IO.File.Copy(measured, pictureScaling, overwrite: true);
    if (!System.IO.File.Exists(pictureScaling))
        return null;
    var scripts = new[] { "vega/build/vega", "vega-lite/build/vega-lite", "vega-embed/build/vega-embed" }
        .Select(name => $"<script src=\"{new Uri(System.IO.Path.GetFullPath($"node_modules/{name}.min.js"))}\"></script>");
    return $$"""
        <!DOCTYPE html><meta charset="utf-8"><title>scaling</title>{{string.Concat(scripts)}}
        <style>body { margin: 0; background: #fff; } #plot { display: inline-block; padding: 12px; }</style>
        <div id="plot"></div>
        <script>
        const rows = vega.read({{JsonSerializer.Serialize(System.IO.File.ReadAllText(pictureScaling))}}, { type: "csv", parse: "auto" });
        const spec = {{System.IO.File.ReadAllText("build/scaling.json")}};
        spec.datasets = { rows };
        vegaEmbed("#plot", spec, { actions: false, renderer: "svg" }).then(() => { window.drawn = true; });
        </script>
        """;
}
