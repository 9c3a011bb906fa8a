"""Holds a model against the reference checker of the onnx package and says what it found as JSON."""

import json
import sys

import onnx

path = sys.argv[1]
onnx.checker.check_model(path, full_check=True)
model = onnx.load(path, load_external_data=False)
print(
    json.dumps(
        {
            "ir": model.ir_version,
            "opsets": {o.domain: o.version for o in model.opset_import},
            "external": sum(t.data_location == onnx.TensorProto.EXTERNAL for t in model.graph.initializer),
            "inputs": [i.name for i in model.graph.input],
            "outputs": [o.name for o in model.graph.output],
            "card": any(p.key == "rnn.card" for p in model.metadata_props),
        }
    )
)
