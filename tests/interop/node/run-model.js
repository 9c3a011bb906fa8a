// Runs a model in onnxruntime-node: {model, inputs: [{name, type, shape, data}]} on standard input, its outputs as JSON on
// standard output. Inputs are float32, the default, or int64; outputs are float32; all in row-major order.
const fs = require("fs");
const path = require("path");
const ort = require(path.join(process.argv[2], "onnxruntime-node"));

async function main() {
  const { model, inputs } = JSON.parse(fs.readFileSync(0, "utf8"));
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const feeds = {};
  for (const { name, type = "float32", shape, data } of inputs) {
    const values = type === "int64" ? BigInt64Array.from(data, BigInt) : Float32Array.from(data);
    feeds[name] = new ort.Tensor(type, values, shape);
  }
  const results = await session.run(feeds);
  const outputs = session.outputNames.map((name) => ({
    name,
    shape: results[name].dims,
    data: Array.from(results[name].data),
  }));
  process.stdout.write(JSON.stringify(outputs));
}

main().catch((error) => {
  process.stderr.write(String(error));
  process.exit(1);
});
