using Microsoft.ML.OnnxRuntime;

namespace Microsoft.ML.Contract.Tests.Onnx;

/// <summary>What one would not expect of ApplyOnnxModel, but what it does.</summary>
[TestClass]
public sealed class OnnxSurprisesTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void ApplyOnnxModel_TwoUnknownDimensionsBesideTheBatch_IsOutOfRange()
    {
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        var estimator = _ml.Transforms.ApplyOnnxModel(Samples.Model("two_unknown"));
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        StringAssert.Contains(error.Message, "Only 1 unknown dimension is allowed");
    }

    [TestMethod]
    public void ApplyOnnxModel_OtherElementType_IsOutOfRange()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Int32s { x = [1, 2, 3] } });
        var estimator = _ml.Transforms.ApplyOnnxModel(Samples.Model("linear"));
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        StringAssert.Contains(
            error.Message,
            "Schema mismatch for input column 'x': expected Single, got Vector<Int32, 3>"
        );
    }

    [TestMethod]
    public void ApplyOnnxModel_MissingColumn_IsOutOfRange()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Text() });
        var estimator = _ml.Transforms.ApplyOnnxModel(Samples.Model("linear"));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(data)).Message,
            "Could not find input column 'x'"
        );
    }

    [TestMethod]
    public void ApplyOnnxModel_OutputOfRankZero_ThrowsWhenRead()
    {
        var (model, data) = Fit("rank_zero", Samples.Windows);
        using (model)
        {
            var scored = model.Transform(data);
            Assert.AreEqual(NumberDataViewType.Single, scored.Schema["total"].Type);
            Assert.Throws<Exception>(() => scored.GetColumn<float>("total").ToArray());
        }
    }

    [TestMethod]
    public void ApplyOnnxModel_InputWithAnInitializer_NeedsNoColumn()
    {
        var (model, data) = Fit("default_input", Samples.Windows);
        using (model)
            CollectionAssert.AreEqual(new[] { 10f, 20, 30 }, model.Transform(data).GetColumn<float[]>("y").First());
    }

    [TestMethod]
    public void ApplyOnnxModel_InputWithAnInitializer_CanBeOverriddenAloneButNotInAChain()
    {
        var data = _ml.Data.LoadFromEnumerable(
            new[]
            {
                new WithFactor { x = [1, 2, 3], factor = [2] },
            }
        );
        var estimator = _ml.Transforms.ApplyOnnxModel(["y"], ["x", "factor"], Samples.Model("default_input"));
        using (var model = estimator.Fit(data))
            CollectionAssert.AreEqual(new[] { 2f, 4, 6 }, model.Transform(data).GetColumn<float[]>("y").First());
        var chain = _ml.Transforms.CopyColumns("copy", "x").Append(estimator);
        Assert.Throws<Exception>(() => chain.Fit(data));
    }

    [TestMethod]
    public void ApplyOnnxModel_HalfInitializer_Throws() =>
        Assert.Throws<InvalidOperationException>(() =>
            _ml.Transforms.ApplyOnnxModel(Samples.Model("half_initializer"))
        );

    [TestMethod]
    public void ApplyOnnxModel_ScalarTextIntoRankOne_FailsInvalidRank()
    {
        var (model, _) = Fit("text_rank_one", new[] { new Text { text = "a" } });
        using var engine = model.Engine<Text, Copy>(_ml);
        StringAssert.Contains(
            Assert.ThrowsExactly<OnnxRuntimeException>(() => engine.Predict(new Text { text = "a" })).Message,
            "Invalid rank"
        );
    }

    [TestMethod]
    public void ApplyOnnxModel_NoShape_IsANullReference() =>
        Assert.ThrowsExactly<NullReferenceException>(() => _ml.Transforms.ApplyOnnxModel(Samples.Model("no_shape")));

    [TestMethod]
    public void ApplyOnnxModel_NodeNamedAfterTheColumn_GivesSlotNames()
    {
        var (model, data) = Fit("slot_names", Samples.Windows);
        using (model)
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            model.Transform(data).Schema["y"].GetSlotNames(ref names);
            CollectionAssert.AreEqual(
                new[] { "first", "second" },
                names.DenseValues().Select(name => name.ToString()).ToArray()
            );
        }
    }

    [TestMethod]
    public void ApplyOnnxModel_OutputOfLengthZero_LeavesThePropertyNull()
    {
        var (model, _) = Fit("positive_items", Samples.Windows);
        using var engine = model.Engine<Window, Kept>(_ml);
        CollectionAssert.AreEqual(new[] { 1f, 2, 3 }, engine.Predict(Samples.Windows[0]).y);
        Assert.IsNull(engine.Predict(Samples.Windows[1]).y);
        CollectionAssert.AreEqual(new[] { 0.5f, 4 }, engine.Predict(Samples.Windows[2]).y);
    }

    [TestMethod]
    public void Save_ModelFileDeleted_IsFileNotFound()
    {
        var copy = Path.GetTempFileName();
        File.Copy(Samples.Model("linear"), copy, overwrite: true);
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = _ml.Transforms.ApplyOnnxModel(copy).Fit(data);
        File.Delete(copy);
        Assert.HasCount(3, model.Transform(data).GetColumn<float[]>("y").ToArray());
        Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Model.Save(model, data.Schema, new MemoryStream()));
    }

    [TestMethod]
    public void Load_TemporaryCopy_IsThereUntilTheTransformerIsDisposed()
    {
        using var file = new MemoryStream();
        var (model, data) = Fit("linear", Samples.Windows);
        using (model)
            _ml.Model.Save(model, data.Schema, file);

        var folder = Directory.CreateTempSubdirectory();
        var loaded = new MLContext { TempFilePath = folder.FullName }.Model.Load(file, out _);
        Assert.HasCount(1, folder.GetFiles());
        ((IDisposable)loaded).Dispose();
        Assert.IsEmpty(folder.GetFiles());
        folder.Delete();
    }

    [TestMethod]
    public void ApplyOnnxModel_Stream_LeavesItsTemporaryCopyBehind()
    {
        var folder = Directory.CreateTempSubdirectory();
        var ml = new MLContext { TempFilePath = folder.FullName };
        using (var stream = File.OpenRead(Samples.Model("linear")))
        using (ml.Transforms.ApplyOnnxModel(stream).Fit(ml.Data.LoadFromEnumerable(Samples.Windows))) { }
        Assert.HasCount(1, folder.GetFiles());
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public void ApplyOnnxModel_DeviceWithoutCudaLibrary_FallsBackToNothing()
    {
        // The CPU-only native library has no entry point for CUDA; that error is not one that falls back.
        if (OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
            Assert.Inconclusive("This native library has CUDA.");
        Assert.ThrowsExactly<EntryPointNotFoundException>(() =>
            _ml.Transforms.ApplyOnnxModel(Samples.Model("linear"), gpuDeviceId: 0, fallbackToCpu: true)
        );
    }

    [TestMethod]
    public void SetOnnxSessionOption_CreateSessionOptions_GoesBeforeTheDevice()
    {
        var made = 0;
        _ml.SetOnnxSessionOption(
            new OnnxSessionOptions
            {
                CreateSessionOptions = () =>
                {
                    made++;
                    return new SessionOptions();
                },
            }
        );
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = _ml.Transforms.ApplyOnnxModel(Samples.Model("linear"), gpuDeviceId: 0).Fit(data);
        Assert.AreEqual(1, made);
    }

    [TestMethod]
    public void GetOnnxSessionOption_NoneSet_IsNull()
    {
        Assert.IsNull(_ml.GetOnnxSessionOption());
        var options = new OnnxSessionOptions { IntraOpNumThreads = 1 };
        _ml.SetOnnxSessionOption(options);
        Assert.AreSame(options, _ml.GetOnnxSessionOption());
    }

    [TestMethod]
    public void ApplyOnnxModel_NoFile_IsAnIoError() =>
        Assert.ThrowsExactly<IOException>(() => _ml.Transforms.ApplyOnnxModel("none.onnx"));

    [TestMethod]
    public void ApplyOnnxModel_UnknownOutput_NamesThoseThereAre() =>
        StringAssert.Contains(
            Assert
                .ThrowsExactly<ArgumentOutOfRangeException>(() =>
                    _ml.Transforms.ApplyOnnxModel("z", "x", Samples.Model("linear"))
                )
                .Message,
            "[y]"
        );

    [TestMethod]
    public void ApplyOnnxModel_ShapeThatDoesNotFit_IsOutOfRange() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            _ml.Transforms.ApplyOnnxModel(Samples.Model("linear"), new Dictionary<string, int[]> { ["x"] = [1, 4] })
        );

    [TestMethod]
    public void OnnxOptions_Threads_AreTaken()
    {
        var options = new OnnxOptions
        {
            ModelFile = Samples.Model("linear"),
            InputColumns = ["x"],
            OutputColumns = ["y"],
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
        };
        var data = _ml.Data.LoadFromEnumerable(Samples.Windows);
        using var model = _ml.Transforms.ApplyOnnxModel(options).Fit(data);
        Samples.AssertEqual(
            Samples.Linear,
            _ml.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false)
        );
    }

    private (OnnxTransformer, IDataView) Fit<T>(string model, T[] rows)
        where T : class
    {
        var data = _ml.Data.LoadFromEnumerable(rows);
        return (_ml.Transforms.ApplyOnnxModel(Samples.Model(model)).Fit(data), data);
    }

    public sealed class Int32s
    {
        [VectorType(3)]
        public int[] x { get; set; }
    }

    public sealed class WithFactor
    {
        [VectorType(3)]
        public float[] x { get; set; }

        [VectorType(1)]
        public float[] factor { get; set; }
    }

    public sealed class Text
    {
        public string text { get; set; }
    }

    public sealed class Copy
    {
        public string[] copy { get; set; }
    }

    public sealed class Kept
    {
        public float[] y { get; set; }
    }
}
