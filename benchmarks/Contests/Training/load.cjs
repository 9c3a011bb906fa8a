// Loads ONNX files with ONNX Runtime: each line of standard input is a path, answered by the seconds until the session is there.
//   node load.cjs <folder of node modules>
const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");
const { InferenceSession } = createRequire(process.argv[2] + "/")("onnxruntime-node");

(async () => {
  for await (const path of createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    const session = await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
    console.log(Number(process.hrtime.bigint() - start) / 1e9);
    await session.release();
  }
})();
