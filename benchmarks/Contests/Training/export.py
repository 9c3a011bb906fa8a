"""PyTorch's side of the contest of exports.

    python3 export.py threads

Questions: "make <features> <hidden> <layers>" builds an LSTM with a head that answers once a row, or says why it can not be exported;
"graph <path>" exports it and answers with the seconds.
"""

import importlib.util
import time
import warnings

import torch
from torch import nn

import peer


class Regressor(nn.Module):
    def __init__(self, features, hidden, layers):
        super().__init__()
        self.layers = nn.LSTM(features, hidden, layers, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, series):
        _, (hidden, _) = self.layers(series)
        return self.head(hidden[-1])


made = {}


def make(features, hidden, layers):
    if peer.NEWER and not importlib.util.find_spec("onnx"):
        return "no package onnx"
    made["model"] = Regressor(int(features), int(hidden), int(layers)).eval()
    made["example"] = torch.rand(2, 8, int(features))
    return "made"


def graph(path):
    start = time.perf_counter()
    torch.onnx.export(
        made["model"],
        made["example"],
        path,
        opset_version=17,
        input_names=["series"],
        output_names=["prediction"],
        dynamic_axes={"series": {0: "batch", 1: "time"}, "prediction": {0: "batch"}},
    )
    return time.perf_counter() - start


warnings.simplefilter("ignore")
peer.serve({"make": make, "graph": graph})
