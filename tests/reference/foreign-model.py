"""Writes tests/models/Data/foreign.onnx: a small file by another writer, using forms of the format that we never write.

Run with Debian's python3-onnx 1.12: /usr/bin/python3 tests/reference/foreign-model.py
"""

import pathlib

import onnx
from onnx import TensorProto, helper

typed = helper.make_tensor("typed", TensorProto.FLOAT, [2, 2], [1.0, 2.0, 3.0, 4.0])  # float_data, not raw
half = helper.make_tensor("half", TensorProto.FLOAT16, [3], [0.5, 1.0, 1.5])  # bits in int32_data
then_body = helper.make_graph(
    [helper.make_node("Add", ["x", "typed"], ["sum"])],
    "then",
    [],
    [helper.make_tensor_value_info("sum", TensorProto.FLOAT, ["batch", 2])],
)
else_body = helper.make_graph(
    [helper.make_node("Identity", ["x"], ["same"])],
    "else",
    [],
    [helper.make_tensor_value_info("same", TensorProto.FLOAT, ["batch", 2])],
)
graph = helper.make_graph(
    [
        helper.make_node("If", ["flag"], ["y"], then_branch=then_body, else_branch=else_body),
        helper.make_node("Cast", ["half"], ["wide"], to=TensorProto.FLOAT),
    ],
    "foreign",
    [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 2]),
        helper.make_tensor_value_info("flag", TensorProto.BOOL, []),
        helper.make_tensor_value_info("typed", TensorProto.FLOAT, [2, 2]),
    ],
    [
        helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 2]),
        helper.make_tensor_value_info("wide", TensorProto.FLOAT, [3]),
    ],
    initializer=[typed, half],
)
model = helper.make_model(graph, producer_name="somebody", opset_imports=[helper.make_opsetid("", 16)])
model.ir_version = 8
helper.set_model_props(model, {"key": "value"})
onnx.checker.check_model(model)
path = pathlib.Path(__file__).parent.parent / "models" / "Data" / "foreign.onnx"
path.write_bytes(model.SerializeToString())
print(path, path.stat().st_size, "bytes")
