// Translates greedily with an encoder file and a decoder file in onnxruntime-node, as any program could: {encoder, decoder,
// never, end, batches: [[{ids, limit}]]} on standard input; on standard output, for each source of each batch, the tokens
// without the end and the sum of their log-probabilities, that of the end in it.
const fs = require("fs");
const path = require("path");
const ort = require(path.join(process.argv[2], "onnxruntime-node"));

const longs = (data, shape) => new ort.Tensor("int64", BigInt64Array.from(data, BigInt), shape);

function likeliest(logits, never) {
  let best = -1;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    if (never.includes(id)) continue;
    if (best < 0 || logits[id] > logits[best]) best = id;
  }
  for (let id = 0; id < logits.length; id++) {
    if (!never.includes(id)) sum += Math.exp(logits[id] - logits[best]);
  }
  return { id: best, logProbability: -Math.log(sum) };
}

async function translate(encoder, decoder, sources, never, end) {
  const longest = Math.max(...sources.map(({ ids }) => ids.length));
  const padded = sources.flatMap(({ ids }) => [...ids, ...Array(longest - ids.length).fill(0)]);
  const real = sources.flatMap(({ ids }) => Array.from({ length: longest }, (_, i) => (i < ids.length ? 1 : 0)));
  const shape = [sources.length, longest];
  const read = await encoder.run({ input_ids: longs(padded, shape), attention_mask: longs(real, shape) });
  const results = sources.map(() => ({ tokens: [], score: 0, produced: 0, done: false }));
  let hidden = read.h_out;
  let tokens = sources.map(() => 2);
  while (results.some(({ done }) => !done)) {
    const step = await decoder.run({
      input_ids: longs(tokens, [sources.length, 1]),
      encoder_hidden_states: read.encoder_hidden_states,
      encoder_keys: read.encoder_keys,
      encoder_attention_mask: longs(real, shape),
      h_in: hidden,
    });
    hidden = step.h_out;
    const width = step.logits.dims[2];
    results.forEach((result, row) => {
      if (result.done) return;
      const { id, logProbability } = likeliest(step.logits.data.subarray(row * width, (row + 1) * width), never);
      result.score += logProbability;
      result.produced++;
      if (id !== end) result.tokens.push(id);
      result.done = id === end || result.produced >= sources[row].limit;
      tokens[row] = id;
    });
  }
  return results.map(({ tokens, score, produced }) => ({ tokens, score, produced }));
}

async function main() {
  const { encoder, decoder, never, end, batches } = JSON.parse(fs.readFileSync(0, "utf8"));
  const options = { intraOpNumThreads: 1 };
  const [reads, writes] = [
    await ort.InferenceSession.create(encoder, options),
    await ort.InferenceSession.create(decoder, options),
  ];
  const answers = [];
  for (const sources of batches) answers.push(...(await translate(reads, writes, sources, never, end)));
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(String(error));
  process.exit(1);
});
