"""One step of every recurrent cell with weights that are simple to write down, plain by PyTorch's own cells, layer-normalized
by the equations of Ba, Kiros and Hinton 2016 (supplement, 20 to 31) in numpy.

    python3 tests/reference/cell_steps.py

Weight and bias number k of a parameter (row-major) is ((k * 7) % 11 - 5) / 10; gains are 1 more; 3 features, 2 hidden units.
"""

import numpy as np
import torch
from torch import nn

X = np.array([[1.0, -1.5, 0.2]])
H = np.array([[0.3, -0.6]])
C = np.array([[0.4, 0.9]])


def numbers(*shape):
    return np.array([((k * 7) % 11 - 5) / 10 for k in range(int(np.prod(shape)))]).reshape(shape)


def show(name, values):
    print(name, " ".join(f"{v:.6f}" for v in np.asarray(values).ravel()))


def plain(name, cell, state):
    cell = cell.double()
    with torch.no_grad():
        for p in cell.parameters():
            p.copy_(torch.tensor(numbers(*p.shape)))
        out = cell(torch.tensor(X), state)
    for part in out if isinstance(out, tuple) else (out,):
        show(name, part)


def norm(values, gain, shift):
    return gain * (values - values.mean(-1, keepdims=True)) / np.sqrt(values.var(-1, keepdims=True) + 1e-5) + shift


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def products(gates, parts):
    rows = gates * 2
    of_x, of_h = X @ numbers(rows, 3).T, H @ numbers(rows, 2).T
    gain, shift = numbers(rows) + 1, numbers(rows)
    at, x, h = 0, [], []
    for part in parts:
        s = slice(at, at + part)
        x.append(norm(of_x[:, s], gain[s], shift[s]))
        h.append(norm(of_h[:, s], gain[s], shift[s]))
        at += part
    return np.concatenate(x, -1), np.concatenate(h, -1)


h, c = torch.tensor(H), torch.tensor(C)
plain("ElmanTanh", nn.RNNCell(3, 2, nonlinearity="tanh"), h)
plain("ElmanRelu", nn.RNNCell(3, 2, nonlinearity="relu"), h)
plain("Lstm", nn.LSTMCell(3, 2), (h, c))
plain("Gru", nn.GRUCell(3, 2), h)

x, r = products(1, [2])
show("ElmanTanh normalized", np.tanh(x + r))
show("ElmanRelu normalized", np.maximum(0, x + r))

x, r = products(4, [8])
i, f, g, o = np.split(x + r, 4, -1)
new = sigmoid(f) * C + sigmoid(i) * np.tanh(g)
show("Lstm normalized", sigmoid(o) * np.tanh(norm(new, numbers(2) + 1, numbers(2))))
show("Lstm normalized", new)

x, r = products(3, [4, 2])
gate, update, n = 0, 1, 2
x, r = np.split(x, 3, -1), np.split(r, 3, -1)
z = sigmoid(x[update] + r[update])
show("Gru normalized", (1 - z) * np.tanh(x[n] + sigmoid(x[gate] + r[gate]) * r[n]) + z * H)
