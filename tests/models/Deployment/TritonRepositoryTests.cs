using Rnn.Onnx.Models.Deployment;
using Rnn.Onnx.Models.Graph;
using Rnn.Onnx.Models.Tensors;

namespace Rnn.Onnx.Models.Tests.Deployment;

[TestClass]
public sealed class TritonRepositoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Repository => folder["repository"];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Write_Model_IsBatchedDynamically()
    {
        var file = Model(state: false);

        TritonRepository.Write(file, Repository, "births");

        Assert.AreEqual(
            """
            # Written by Rnn.Onnx.
            name: "births"
            platform: "onnxruntime_onnx"
            max_batch_size: 64
            input {
              name: "series"
              data_type: TYPE_FP32
              dims: [ -1, 2 ]
            }
            input {
              name: "kind"
              data_type: TYPE_INT64
              dims: [ 1 ]
              reshape { shape: [ ] }
            }
            output {
              name: "forecast"
              data_type: TYPE_FP32
              dims: [ -1, 2 ]
            }
            dynamic_batching {
              max_queue_delay_microseconds: 500
            }

            """.ReplaceLineEndings("\n"),
            Config("births")
        );
        var model = Path.Combine(Repository, "births", "1", "model.onnx");
        CollectionAssert.AreEqual(file.ToBytes(), File.ReadAllBytes(model));
        CollectionAssert.AreEqual(
            new[] { Path.Combine(Repository, "births") },
            Directory.GetFileSystemEntries(Repository)
        );
    }

    [TestMethod]
    public void Write_StatefulModel_LetsTheServerKeepTheState()
    {
        TritonRepository.Write(Model(state: true), Repository, "births", new TritonOptions { MaxBatchSize = 8 });

        var text = Config("births");
        StringAssert.EndsWith(
            text,
            """
            sequence_batching {
              max_sequence_idle_microseconds: 60000000
              oldest {
                max_candidate_sequences: 8
                max_queue_delay_microseconds: 500
              }
              state {
                input_name: "h_in"
                output_name: "h_out"
                data_type: TYPE_FP32
                dims: [ 1, 3 ]
                initial_state {
                  name: "h_in zero"
                  data_type: TYPE_FP32
                  dims: [ 1, 3 ]
                  zero_data: true
                }
              }
            }

            """.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("dynamic_batching", text);
        Assert.DoesNotContain("name: \"h_out\"\n  data_type", text);
    }

    [TestMethod]
    public void Write_OptionalInputs_AreLeftOutUnlessAskedFor()
    {
        var file = Model(state: false, optional: true);
        TritonRepository.Write(file, Repository, "left-out");
        TritonRepository.Write(file, Repository, "asked-for", new TritonOptions { OptionalInputs = true });

        Assert.DoesNotContain("factor", Config("left-out"));
        var text = Config("asked-for");
        StringAssert.Contains(text, "max_batch_size: 0\n", StringComparison.Ordinal);
        StringAssert.Contains(text, "dims: [ -1, -1, 2 ]\n", StringComparison.Ordinal);
        StringAssert.Contains(
            text,
            "input {\n  name: \"factor\"\n  data_type: TYPE_FP32\n  dims: [ 1 ]\n  optional: true\n}\n",
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("dynamic_batching", text);
    }

    [TestMethod]
    public void Write_OverItsOwnFolder_Replaces()
    {
        TritonRepository.Write(Model(state: false), Repository, "m");
        TritonRepository.Write(Model(state: true), Repository, "m");

        StringAssert.Contains(Config("m"), "sequence_batching", StringComparison.Ordinal);
        Assert.HasCount(1, Directory.GetFileSystemEntries(Repository));
    }

    [TestMethod]
    public void Write_OverForeignContent_IsRefusedAndLeavesIt()
    {
        TritonRepository.Write(Model(state: false), Repository, "m");
        var foreign = Path.Combine(Repository, "m", "labels.txt");
        File.WriteAllText(foreign, "mine");

        Expect.InvalidInput(
            $"'{Path.Combine(Repository, "m")}' can not be written: expected a folder that is new or was written for Triton by this library, found other content.",
            () => TritonRepository.Write(Model(state: true), Repository, "m")
        );
        Assert.AreEqual("mine", File.ReadAllText(foreign));
        Assert.DoesNotContain("sequence_batching", Config("m"));
        Assert.HasCount(1, Directory.GetFileSystemEntries(Repository));
    }

    [TestMethod]
    public void Write_WhatCanNotBeServed_IsRefusedInOneSentence()
    {
        Expect.InvalidInput(
            "Option model name: expected letters, digits, dots, dashes and underscores, found 'a/b'.",
            () => TritonRepository.Write(Model(state: false), Repository, "a/b")
        );
        Expect.InvalidInput(
            "Option maximum batch size: expected 1 or more, found 0.",
            () => TritonRepository.Write(Model(state: false), Repository, "m", new TritonOptions { MaxBatchSize = 0 })
        );
        var error = Assert.ThrowsExactly<InvalidInputException>(() =>
            TritonRepository.Write(Model(state: true), Repository, "m", new TritonOptions { OptionalInputs = true })
        );
        StringAssert.StartsWith(
            error.Message,
            "'served' can not be served with its state: expected inputs and outputs that all begin with the dimension 'batch' and no optional inputs, found series: Float [batch, time, 2]; ",
            StringComparison.Ordinal
        );
        Assert.IsFalse(Directory.Exists(Repository));
    }

    private string Config(string name) => File.ReadAllText(Path.Combine(Repository, name, "config.pbtxt"));

    private static ModelFile Model(bool state, bool optional = false)
    {
        var builder = new GraphBuilder("served");
        var series = builder.AddInput("series", ElementType.Float, "batch", "time", 2);
        builder.AddInput("kind", ElementType.Int64, "batch");
        if (optional)
        {
            builder.AddInput("factor", ElementType.Float, 1);
            builder.AddInitializer("factor", [2f], 1);
            series = builder.Mul(series, "factor");
        }

        builder.AddOutput("forecast", builder.Tanh(series), ElementType.Float, "batch", "time", 2);
        if (state)
        {
            var h = builder.AddInput("h_in", ElementType.Float, "batch", 1, 3);
            builder.AddOutput("h_out", builder.Tanh(h), ElementType.Float, "batch", 1, 3);
        }

        return builder.Build();
    }
}
