// Runs a model in onnxruntime-node: {model, runs: [[{name, type, shape, data}]]} on standard input, the outputs of every run
// as JSON on standard output, in the same form. Types are float32, int64 and string; all in row-major order.
const fs = require("fs");
const path = require("path");
const ort = require(path.join(process.argv[2], "onnxruntime-node"));

const arrays = { float32: (data) => Float32Array.from(data), int64: (data) => BigInt64Array.from(data, BigInt) };

async function main() {
  const { model, runs } = JSON.parse(fs.readFileSync(0, "utf8"));
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1 });
  const answers = [];
  for (const inputs of runs) {
    const feeds = {};
    for (const { name, type, shape, data } of inputs) {
      feeds[name] = new ort.Tensor(type, type in arrays ? arrays[type](data) : data, shape);
    }
    const results = await session.run(feeds);
    answers.push(
      session.outputNames.map((name) => ({
        name,
        type: results[name].type,
        shape: results[name].dims,
        data: Array.from(results[name].data, (value) => (typeof value === "bigint" ? Number(value) : value)),
      })),
    );
  }
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(String(error));
  process.exit(1);
});
