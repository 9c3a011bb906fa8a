"""PyTorch's side of the contests of layers: forward and backward of one recurrent layer.

    python3 layers.py threads

Questions, a line each:

    about, settings                                             what this is, and the settings it can run with
    make <setting> <cell> <B> <T> <I> <H> <0 or 1> <folder>     a layer; 1: with the gradient of the input; "-": made-up numbers
    gradients <setting> <path>                                  writes the gradients of a step, float32
    time <setting> <count>                                      seconds of so many steps
    memory <setting> <cell> <B> <T> <I> <H> <0 or 1>            bytes at the highest point of five steps
    peak <size>                                                 seconds of a product of two square matrices
"""

import pathlib
import time

import numpy
import torch
from torch import nn

import peer

CELLS = {"lstm": nn.LSTM, "gru": nn.GRU, "elman": nn.RNN}
PARAMETERS = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]


class Work:
    def __init__(self, cell, batch, length, features, hidden, input_gradient, folder="-"):
        batch, length, features, hidden = int(batch), int(length), int(features), int(hidden)
        self.layer = CELLS[cell](features, hidden, batch_first=True)
        self.parameters = list(self.layer.parameters())
        self.input = values("x", folder, batch, length, features)
        self.given = values("g", folder, batch, length, hidden)
        self.input.requires_grad_(input_gradient == "1")
        if folder != "-":
            with torch.no_grad():
                for name in PARAMETERS:
                    weight = getattr(self.layer, name)
                    weight.copy_(values(name.replace("_l0", ""), folder, *weight.shape))

    def step(self):
        for parameter in self.parameters:
            parameter.grad = None
        self.input.grad = None
        self.layer(self.input)[0].backward(self.given)

    def gradients(self):
        tensors = [getattr(self.layer, name) for name in PARAMETERS] + [self.input]
        return torch.cat([tensor.grad.flatten() for tensor in tensors if tensor.grad is not None])


def values(name, folder, *shape):
    if folder == "-":
        return torch.rand(shape)
    return torch.from_numpy(numpy.fromfile(pathlib.Path(folder, name), numpy.float32)).view(shape)


works = {}


def make(setting, *words):
    works.pop(setting, None)
    works[setting] = Work(*words)
    return "made"


def gradients(setting, path):
    peer.choose(setting)
    works[setting].step()
    works[setting].gradients().numpy().tofile(path)
    return "written"


def seconds(setting, count):
    peer.choose(setting)
    work = works[setting]
    start = time.perf_counter()
    for _ in range(int(count)):
        work.step()
    return time.perf_counter() - start


# A small layer of the kind, large enough for all threads, brings libraries and code into memory first.
def memory(setting, cell, *words):
    peer.choose(setting)
    run(Work(cell, 16, 20, 3, 64, words[-1]), 100)
    return peer.peak_memory(lambda: run(Work(cell, *words), 5))


def run(work, steps):
    for _ in range(steps):
        work.step()


def peak(size):
    a, b = torch.rand(int(size), int(size)), torch.rand(int(size), int(size))
    a.mm(b)
    start = time.perf_counter()
    a.mm(b)
    return time.perf_counter() - start


peer.serve({"make": make, "gradients": gradients, "time": seconds, "memory": memory, "peak": peak})
