"""Values of random numbers, initializers, layers and losses by PyTorch after the seed 3, as the bits of each float.

    python3 tests/reference/torch_values.py

The first line names the libtorch in use; a test runs this script and compares when it uses the same one.
"""

import struct

import torch
from torch import nn

torch.set_num_threads(1)


def library():
    with open("/proc/self/maps") as maps:
        return next((line.split()[-1] for line in maps if "libtorch_cpu.so" in line), "?")


def drawn(draw, *shape):
    return draw(torch.empty(*shape))


def packed_lstm():
    layer = nn.LSTM(2, 3, batch_first=True, bidirectional=True)
    x = torch.randn(3, 5, 2)
    packed = nn.utils.rnn.pack_padded_sequence(x, torch.tensor([2, 5, 3]), True, False)
    return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], True)[0]


def cross_entropy():
    scores = torch.randn(4, 5, requires_grad=True)
    loss = nn.functional.cross_entropy(scores, torch.tensor([1, 0, 4, -100]), label_smoothing=0.1)
    loss.backward()
    return torch.cat([loss.detach().view(1), scores.grad.flatten()])


def layer_norm():
    x = torch.randn(2, 6, requires_grad=True)
    nn.LayerNorm(6)(x).pow(2).sum().backward()
    return x.grad


VALUES = {
    "randn": lambda: torch.randn(20),
    "rand": lambda: torch.rand(20),
    "randint": lambda: torch.randint(0, 100, (20,)).float(),
    "randperm": lambda: torch.randperm(20).float(),
    "bernoulli": lambda: torch.bernoulli(torch.full((20,), 0.5)),
    "multinomial": lambda: torch.multinomial(torch.ones(30), 20).float(),
    "dropout": lambda: nn.functional.dropout(torch.ones(20), 0.3),
    "normal_": lambda: drawn(lambda t: t.normal_(1, 2), 20),
    "uniform_": lambda: drawn(lambda t: t.uniform_(-1, 2), 20),
    "kaiming_uniform_": lambda: drawn(nn.init.kaiming_uniform_, 4, 5),
    "kaiming_normal_": lambda: drawn(lambda t: nn.init.kaiming_normal_(t, nonlinearity="relu"), 4, 5),
    "xavier_uniform_": lambda: drawn(lambda t: nn.init.xavier_uniform_(t, 1.5), 4, 5),
    "orthogonal_wide": lambda: drawn(nn.init.orthogonal_, 3, 5),
    "orthogonal_tall": lambda: drawn(nn.init.orthogonal_, 5, 3),
    "Linear": lambda: nn.Linear(4, 3).bias,
    "Embedding": lambda: nn.Embedding(5, 4, padding_idx=1).weight,
    "LSTMCell": lambda: nn.LSTMCell(3, 2).bias_hh,
    "GRUCell": lambda: nn.GRUCell(3, 2)(torch.ones(2, 3)),
    "RNNCell": lambda: nn.RNNCell(3, 2, nonlinearity="relu")(torch.ones(2, 3)),
    "packed_lstm": packed_lstm,
    "cross_entropy": cross_entropy,
    "layer_norm": layer_norm,
}

print(library())
for name, value in VALUES.items():
    torch.manual_seed(3)
    numbers = value().detach().flatten().tolist()
    print(name, *(struct.pack(">f", number).hex() for number in numbers))
