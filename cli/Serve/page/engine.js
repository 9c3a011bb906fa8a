// Computes with the model's own file in the browser where that can be, and on the server otherwise.

export class Engine {
  #info;
  #tell;
  #session = null;
  #turn = Promise.resolve();
  forced = false;

  // tell(place, words): where the last answer was computed.
  constructor(info, tell) {
    this.#info = info;
    this.#tell = tell;
  }

  // inBrowser({ run, ort }) computes here, onServer() there; why says that this question is one for the server.
  async compute(inBrowser, onServer, why = null) {
    let reason = this.#info.serverOnly ?? (this.forced ? "as you chose" : why);
    if (!reason) {
      try {
        const { ort, session } = await (this.#session ??= this.#open());
        const answer = await this.#inTurn(() => inBrowser({ ort, session, run: feeds => session.run(feeds) }));
        this.#tell("browser", `computed in your browser, onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common}`);
        return answer;
      } catch (error) {
        reason = `the browser could not: ${String(error.message ?? error).split("\n")[0]}`;
      }
    }
    const answer = await onServer();
    this.#tell("server", `computed on the server: ${reason}`);
    return answer;
  }

  async #open() {
    const ort = await import("/web/ort.wasm.min.mjs");
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = "/web/";
    ort.env.logLevel = "error";
    const response = await fetch("/model.onnx");
    if (!response.ok) throw new Error(`the file could not be read, ${response.status}`);
    return { ort, session: await ort.InferenceSession.create(new Uint8Array(await response.arrayBuffer()), { logSeverityLevel: 3 }) };
  }

  // A session runs one question at a time.
  #inTurn(work) {
    const done = this.#turn.then(work, work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

// Texts as the tensor that a graph reads, [texts, 1].
export function texts(ort, values) {
  return new ort.Tensor("string", values, [values.length, 1]);
}
