"""Writes the small ONNX files that the contract tests of ML.NET read (tests/compat/Microsoft.ML/Models).

Run: /usr/bin/python3 tests/reference/small_onnx_models.py tests/compat/Microsoft.ML/Models
"""

import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FLOAT, INT64, INT32, STRING, FLOAT16 = (
    TensorProto.FLOAT,
    TensorProto.INT64,
    TensorProto.INT32,
    TensorProto.STRING,
    TensorProto.FLOAT16,
)


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def array(name, items, dtype):
    return numpy_helper.from_array(np.array(items, dtype), name)


def write(name, nodes, inputs, outputs, initializers=(), check=True):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="rnn.onnx tests")
    if check:
        checker.check_model(model)
    save(model, Path(sys.argv[1]) / f"{name}.onnx")


def main():
    # y = x W + b, with x [batch, 3] and y [batch, 2].
    linear = [
        array("W", [[1, 0.5], [2, 0.25], [3, -1]], np.float32),
        array("b", [0.125, -0.5], np.float32),
    ]
    write(
        "linear",
        [helper.make_node("Gemm", ["x", "W", "b"], ["y"])],
        [value("x", FLOAT, ["batch", 3])],
        [value("y", FLOAT, ["batch", 2])],
        linear,
    )
    # The same with a half-precision initializer that is cast in the graph.
    write(
        "half_initializer",
        [helper.make_node("Cast", ["W"], ["w"], to=FLOAT), helper.make_node("MatMul", ["x", "w"], ["y"])],
        [value("x", FLOAT, ["batch", 3])],
        [value("y", FLOAT, ["batch", 2])],
        [array("W", [[1, 0.5], [2, 0.25], [3, -1]], np.float16)],
    )
    # y = 2 x with any number of steps.
    write(
        "any_length",
        [helper.make_node("Add", ["x", "x"], ["y"])],
        [value("x", FLOAT, ["batch", "time"])],
        [value("y", FLOAT, ["batch", "time"])],
    )
    # Two unknown dimensions beside the batch.
    write(
        "two_unknown",
        [helper.make_node("Identity", ["x"], ["y"])],
        [value("x", FLOAT, ["batch", "time", "features"])],
        [value("y", FLOAT, ["batch", "time", "features"])],
    )
    # Two inputs and two outputs of several types: sum [batch] of x, ids doubled.
    write(
        "two_in_two_out",
        [
            helper.make_node("ReduceSum", ["x", "axis"], ["total"], keepdims=0),
            helper.make_node("Add", ["ids", "ids"], ["doubled.output"]),
        ],
        [value("x", FLOAT, ["batch", 3]), value("ids", INT64, ["batch", 2])],
        [value("total", FLOAT, ["batch"]), value("doubled.output", INT64, ["batch", 2])],
        [array("axis", [1], np.int64)],
    )
    # An output of rank 0.
    write(
        "rank_zero",
        [helper.make_node("ReduceSum", ["x"], ["total"], keepdims=0)],
        [value("x", FLOAT, ["batch", 3])],
        [value("total", FLOAT, [])],
    )
    # An input with a default: y = x * factor.
    write(
        "default_input",
        [helper.make_node("Mul", ["x", "factor"], ["y"])],
        [value("x", FLOAT, ["batch", 3]), value("factor", FLOAT, [1, 1])],
        [value("y", FLOAT, ["batch", 3])],
        [array("factor", [[10]], np.float32)],
    )
    # Text in, text out, by way of numbers; the names of the classes stand in a node called after the column.
    words = ["red", "green", "blue"]
    encode = helper.make_node(
        "LabelEncoder",
        ["color"],
        ["id"],
        domain="ai.onnx.ml",
        keys_strings=words,
        values_int64s=[0, 1, 2],
        default_int64=-1,
    )
    decode = helper.make_node(
        "LabelEncoder",
        ["id"],
        ["name"],
        domain="ai.onnx.ml",
        keys_int64s=[0, 1, 2],
        values_strings=[word.upper() for word in words],
        default_string="?",
    )
    write(
        "colors",
        [encode, decode],
        [value("color", STRING, ["batch", 1])],
        [value("id", INT64, ["batch", 1]), value("name", STRING, ["batch", 1])],
    )
    names = helper.make_node(
        "LabelEncoder",
        ["names_in"],
        ["names_out"],
        name="mlnet.y.SlotNames",
        domain="ai.onnx.ml",
        keys_strings=["first", "second"],
        values_int64s=[0, 1],
    )
    write(
        "slot_names",
        [helper.make_node("Gemm", ["x", "W", "b"], ["y"]), names],
        [value("x", FLOAT, ["batch", 3])],
        [value("y", FLOAT, ["batch", 2]), value("names_out", INT64, [1])],
        [*linear, helper.make_tensor("names_in", STRING, [1], [b"first"])],
    )
    # String of rank 1, which a scalar column does not fit.
    write(
        "text_rank_one",
        [helper.make_node("Identity", ["text"], ["copy"])],
        [value("text", STRING, ["batch"])],
        [value("copy", STRING, ["batch"])],
    )
    # No shape declared at all: the checker refuses that, but runtimes open it.
    write(
        "no_shape",
        [helper.make_node("Identity", ["text"], ["copy"])],
        [value("text", STRING, None)],
        [value("copy", STRING, None)],
        check=False,
    )
    # Only the values that are above 0: the length of the output differs from row to row, and can be 0.
    write(
        "positive_items",
        [
            helper.make_node("Reshape", ["x", "flat"], ["items"]),
            helper.make_node("Greater", ["items", "zero"], ["above"]),
            helper.make_node("Compress", ["items", "above"], ["kept"], axis=0),
            helper.make_node("Unsqueeze", ["kept", "first"], ["y"]),
        ],
        [value("x", FLOAT, ["batch", 3])],
        [value("y", FLOAT, ["batch", "kept"])],
        [array("flat", [-1], np.int64), array("zero", 0, np.float32), array("first", [0], np.int64)],
    )


main()
