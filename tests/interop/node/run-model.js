// Runs a model in onnxruntime-node: {model, inputs: [{name, shape, data}]} on standard input, its outputs as JSON on
// standard output. Only float tensors, in row-major order.
const fs = require("fs");
const path = require("path");
const ort = require(path.join(process.argv[2], "onnxruntime-node"));

async function main() {
  const { model, inputs } = JSON.parse(fs.readFileSync(0, "utf8"));
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const feeds = {};
  for (const { name, shape, data } of inputs) {
    feeds[name] = new ort.Tensor("float32", Float32Array.from(data), shape);
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
