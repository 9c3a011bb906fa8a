using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Rnn.Onnx.Cli.Serve;
using Rnn.Onnx.Inference;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Serve;

/// <summary>The API of <c>rnn serve</c>: what it answers and what it refuses, with one sentence each.</summary>
[TestClass]
public sealed class ServeApiTests : IDisposable
{
    private const string Texts = """{"texts": ["the old dog"]}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Predict_Classifier_AnswersWhatCSharpComputes()
    {
        await using var server = await ReviewsAsync();
        string[] texts = ["the old dog is here", "", "red\tGreen 🍕 \"quoted\""];
        var (status, answer) = await server.PostAsync(
            "/predict",
            new JsonObject { ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]) }
        );
        Assert.AreEqual(200, status);
        using var model = SequenceModel.Load(folder["reviews.onnx"]);
        foreach (var (expected, found) in Classifications.Of(model, texts).Zip(answer["answers"]!.AsArray()))
        {
            Assert.AreEqual(expected.Label, found!["label"]!.GetValue<string>());
            foreach (var (label, p) in model.Card!.Labels.Zip(expected.Probabilities))
                Assert.AreEqual(p, found["probabilities"]![label]!.GetValue<float>(), label);
        }
    }

    [TestMethod]
    public async Task Run_NamedTensors_AnswersEveryOutput()
    {
        await using var server = await ReviewsAsync();
        var inputs = JsonNode.Parse("""{"inputs": {"text": {"shape": [2, 1], "data": ["a dog", "red"]}}}""")!;
        var (status, answer) = await server.PostAsync("/run", inputs);
        Assert.AreEqual(200, status);
        using var model = SequenceModel.Load(folder["reviews.onnx"]);
        var expected = Classifications.Of(model, ["a dog", "red"]);
        var labels = answer["outputs"]!["label"]!;
        Assert.AreEqual("string", labels["type"]!.GetValue<string>());
        Assert.AreEqual("[2,1]", labels["shape"]!.ToJsonString());
        Assert.AreEqual(expected[1].Label, labels["data"]![1]!.GetValue<string>());
        Assert.AreEqual(
            expected[1].Probabilities[2],
            answer["outputs"]!["probabilities"]!["data"]![5]!.GetValue<float>()
        );
    }

    [TestMethod]
    public async Task Model_Downloaded_IsTheFile()
    {
        await using var server = await ReviewsAsync();
        CollectionAssert.AreEqual(
            await File.ReadAllBytesAsync(folder["reviews.onnx"]),
            await server.Client.GetByteArrayAsync("/model.onnx")
        );
    }

    [TestMethod]
    [DataRow("", "The body: expected JSON, found an error at line 1, byte 1.")]
    [DataRow("hello", "The body: expected JSON, found an error at line 1, byte 1.")]
    [DataRow("{\n\"texts\": [NaN]}", "The body: expected JSON, found an error at line 2, byte 11.")]
    [DataRow("[1]", "The body: expected an object, found an array.")]
    [DataRow("{}", "The body: expected a field 'texts', found none.")]
    [DataRow("""{"text": "a dog"}""", "The body: expected fields among texts, found 'text'.")]
    [DataRow("""{"texts": "a dog"}""", "Field 'texts': expected an array of texts, found a text.")]
    [DataRow("""{"texts": []}""", "Field 'texts': expected texts, found an empty array.")]
    [DataRow("""{"texts": ["a", 1]}""", "Field 'texts[1]': expected a text, found 1.")]
    [DataRow("""{"texts": [null]}""", "Field 'texts[0]': expected a text, found null.")]
    [DataRow("""{"texts": ["\ud83c"]}""", "Field 'texts[0]': expected a text of Unicode, found half of a character.")]
    public async Task Predict_WrongBody_GetsOneSentence(string body, string sentence)
    {
        await using var server = await ReviewsAsync();
        var (status, detail) = await SendAsync(server, "/predict", body);
        Assert.AreEqual(sentence, detail);
        Assert.AreEqual(400, status);
    }

    [TestMethod]
    [DataRow("""{"inputs": 3}""", "Field 'inputs': expected an object, found 3.")]
    [DataRow("""{"inputs": {}}""", "Model 'reviews.onnx': expected an input 'text', found none.")]
    [DataRow("""{"inputs": {"words": {}}}""", "Field 'inputs': expected text: String [batch, 1], found 'words'.")]
    [DataRow("""{"inputs": {"text": "a dog"}}""", "Input 'text': expected an object, found a text.")]
    [DataRow(
        """{"inputs": {"text": {"data": ["a"]}}}""",
        "Input 'text': expected fields shape and data, found no shape."
    )]
    [DataRow(
        """{"inputs": {"text": {"shape": [0, 1], "data": ["a"]}}}""",
        "Input 'text': expected dimensions of 1 or more, found [0, 1]."
    )]
    [DataRow(
        """{"inputs": {"text": {"shape": [2, 1], "data": ["a"]}}}""",
        "Input 'text': expected as many elements as the shape [2, 1] holds, found 1."
    )]
    [DataRow(
        """{"inputs": {"text": {"shape": [1, 1], "data": [1e999]}}}""",
        "Input 'text': data[0]: expected a text, found 1e999."
    )]
    [DataRow(
        """{"inputs": {"text": {"shape": [1, 2], "data": ["a", "b"]}}}""",
        "Model 'reviews.onnx': expected input text: String [batch, 1], found text: String [1, 2]."
    )]
    public async Task Run_WrongTensors_GetsOneSentence(string body, string sentence)
    {
        await using var server = await ReviewsAsync();
        var (status, detail) = await SendAsync(server, "/run", body);
        Assert.AreEqual(sentence, detail);
        Assert.AreEqual(400, status);
    }

    [TestMethod]
    public async Task Predict_TooMuch_IsRefused()
    {
        await using var server = await ReviewsAsync(new ServeOptions { BodyLimit = 4000 });
        var (status, detail) = await SendAsync(server, "/predict", $$"""{"texts": ["{{new string('x', 4000)}}"]}""");
        Assert.AreEqual(413, status);
        Assert.AreEqual("The body: expected 4000 bytes or fewer, found more.", detail);

        var many = string.Join(',', Enumerable.Repeat("\"a\"", 257));
        (status, detail) = await SendAsync(server, "/predict", $$"""{"texts": [{{many}}]}""");
        Assert.AreEqual(400, status);
        Assert.AreEqual("Field 'texts': expected 256 texts or fewer, found 257.", detail);
    }

    [TestMethod]
    public async Task Predict_NoTimeAtAll_IsTold()
    {
        await using var server = await ReviewsAsync(new ServeOptions { TimeLimit = 1e-9 });
        var (status, detail) = await SendAsync(server, "/predict", Texts);
        Assert.AreEqual(408, status);
        Assert.AreEqual("Expected an answer within 1E-09 seconds, found none; ask for less at once.", detail);
    }

    [TestMethod]
    public async Task Predict_OtherContentTypeOrMethod_IsRefused()
    {
        await using var server = await ReviewsAsync();
        // What a form of another site could send without asking first.
        var (status, detail) = await SendAsync(server, "/predict", Texts, type: "text/plain");
        Assert.AreEqual(415, status);
        Assert.AreEqual("Content-Type: expected application/json, found another.", detail);

        using var response = await server.Client.GetAsync("/predict");
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.AreEqual("POST", response.Content.Headers.Allow.Single());
    }

    [TestMethod]
    [DataRow("evil.example", 400)]
    [DataRow("127.0.0.1.evil.example", 400)]
    [DataRow("localhost:1", 200)]
    [DataRow("LOCALHOST", 200)]
    [DataRow("[::1]", 200)]
    public async Task Health_HostHeader_MustNameThisMachine(string host, int expected)
    {
        await using var server = await ReviewsAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = host;
        using var response = await server.Client.SendAsync(request);
        Assert.AreEqual(expected, (int)response.StatusCode);
    }

    [TestMethod]
    public async Task Predict_OriginOfAnotherSite_IsRefused()
    {
        await using var server = await ReviewsAsync();
        Assert.AreEqual(403, (await SendAsync(server, "/predict", Texts, origin: "http://evil.example")).Status);
        Assert.AreEqual(403, (await SendAsync(server, "/predict", Texts, origin: "null")).Status);
        var own = server.Address.ToString().TrimEnd('/');
        Assert.AreEqual(200, (await SendAsync(server, "/predict", Texts, origin: own)).Status);
    }

    [TestMethod]
    [DataRow("/../rnn.dll")]
    [DataRow("/model.onnx/..")]
    [DataRow("/page/../model.onnx")]
    [DataRow("/%6Dodel.onnx")]
    [DataRow("/web/../rnn.dll")]
    [DataRow("/web/..%2frnn.dll")]
    [DataRow("/web/%2e%2e/rnn.dll")]
    [DataRow("/web/vega.min.js")]
    [DataRow("/page/")]
    [DataRow("/page//app.js")]
    [DataRow("/reviews.tsv")]
    [DataRow("/etc/passwd")]
    [DataRow("//etc/passwd")]
    [DataRow("/page/..\\..\\rnn.dll")]
    public async Task Path_OutsideTheTable_IsNotFound(string path)
    {
        await using var server = await ReviewsAsync();
        // As it is: a client would tidy it.
        Assert.StartsWith("HTTP/1.1 404 ", await RawRequest.GetAsync(server.Address, path));
    }

    [TestMethod]
    public async Task Page_Headers_LetNothingInFromElsewhere()
    {
        await using var server = await ReviewsAsync();
        foreach (var path in new[] { "/", "/page/app.js", "/model.onnx", "/nothing" })
        {
            using var response = await server.Client.GetAsync(path);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            StringAssert.Contains(policy, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';");
            Assert.IsFalse(policy.Contains("http", StringComparison.Ordinal));
            Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.AreEqual("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.IsFalse(response.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [TestMethod]
    public async Task Start_PortInUse_IsOneSentence()
    {
        await using var server = await ReviewsAsync();
        var run = await RnnCommand.RunAsync("serve", folder["reviews.onnx"], "--port", $"{server.Address.Port}");
        run.IsRefusedWith(
            $"Option port: expected a free one, found {server.Address.Port} in use; 0 takes any that is free."
        );
    }

    [TestMethod]
    [DataRow("--port 70000", "Option port: expected a value from 0 to below 65536, found 70000.")]
    [DataRow("--host example", "Option host: expected localhost or an IP address of this machine, found 'example'.")]
    [DataRow("--time-limit 0", "Option time-limit: expected a finite number above 0, found 0.")]
    [DataRow("--requests 0", "Option requests: expected 1 or more, found 0.")]
    [DataRow("--body-limit -1", "Option body-limit: expected 1 or more, found -1.")]
    public async Task Start_WrongOption_IsOneSentence(string option, string sentence) =>
        (await RnnCommand.RunAsync($"serve reviews.onnx {option}")).IsRefusedWith(sentence);

    private async Task<LocalServer> ReviewsAsync(ServeOptions? options = null)
    {
        await SmallModels.ReviewsAsync(folder);
        return await LocalServer.StartAsync(folder["reviews.onnx"], options);
    }

    private static async Task<(int Status, string? Detail)> SendAsync(
        LocalServer server,
        string path,
        string body,
        string type = "application/json",
        string? origin = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var response = await server.Client.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (!response.IsSuccessStatusCode)
        {
            Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            Assert.AreEqual((int)response.StatusCode, answer["status"]!.GetValue<int>());
        }
        return ((int)response.StatusCode, answer["detail"]?.GetValue<string>());
    }
}
