"""Losses of fifty training steps by PyTorch, as the bits of each float: what TorchSharp must reproduce.

    python3 tests/reference/torch_training.py > tests/compat/TorchSharp/Golden/torch_training.txt

The first line names the libtorch in use: bits are comparable between programs that use the same one. Every other line
is one run: cell, optimizer, dropout, losses.
"""

import struct

import torch

torch.set_num_threads(1)


def library():
    with open("/proc/self/maps") as maps:
        return next((line.split()[-1] for line in maps if "libtorch_cpu.so" in line), "?")


def optimizer(name, parameters):
    if name == "adamw":
        return torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.02, amsgrad=True)
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=0.05, momentum=0.9, weight_decay=0.001, nesterov=True)
    if name == "rmsprop":
        return torch.optim.RMSprop(parameters, lr=0.005, momentum=0.5, centered=True)
    return torch.optim.Adam(parameters, lr=0.01)


def train(cell, name, dropout):
    torch.manual_seed(42)
    x = torch.randn(16, 12, 3)
    y = torch.randn(16, 1)
    kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[cell]
    recurrent = kind(3, 20, num_layers=2, batch_first=True, dropout=dropout, bidirectional=True)
    head = torch.nn.Linear(40, 1)
    parameters = [*recurrent.parameters(), *head.parameters()]
    steps = optimizer(name, parameters)
    for _ in range(50):
        steps.zero_grad()
        loss = torch.nn.functional.mse_loss(head(recurrent(x)[0][:, -1]), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        steps.step()
        yield struct.pack(">f", loss.item()).hex()


print(library())
for cell in ("lstm", "gru", "rnn"):
    for name in ("adam", "adamw", "sgd", "rmsprop"):
        for dropout in (0.0, 0.2):
            print(cell, name, dropout, *train(cell, name, dropout))
