"""Writes tests/models/Data/recurrent.json: what PyTorch's recurrent layers answer, with their weights.

Run with Debian's python3-torch 1.13.1: /usr/bin/python3 tests/reference/recurrent.py
"""

import json
import pathlib

import torch

N, T, C, H = 3, 4, 2, 3
CASES = [
    # cell, layers, bidirectional, bias, lengths, initial state
    ("Lstm", 1, False, True, None, False),
    ("Lstm", 1, False, False, None, False),
    ("Lstm", 2, False, True, None, True),
    ("Lstm", 2, True, True, [4, 2, 1], True),
    ("Gru", 1, False, True, None, False),
    ("Gru", 2, True, True, [4, 2, 1], True),
    ("ElmanTanh", 1, False, True, None, False),
    ("ElmanTanh", 2, True, True, [4, 2, 1], True),
    ("ElmanRelu", 1, False, True, None, False),
    ("ElmanRelu", 2, True, True, [4, 2, 1], True),
]


def module(cell, layers, bidirectional, bias):
    options = dict(num_layers=layers, bidirectional=bidirectional, bias=bias, batch_first=True)
    if cell == "Lstm":
        return torch.nn.LSTM(C, H, **options)
    if cell == "Gru":
        return torch.nn.GRU(C, H, **options)
    return torch.nn.RNN(C, H, nonlinearity=cell[5:].lower(), **options)


def numbers(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().flatten().tolist()]


def batch_first(state):
    return state.transpose(0, 1).contiguous()


results = []
torch.manual_seed(0)
for cell, layers, bidirectional, bias, lengths, with_initial in CASES:
    rnn = module(cell, layers, bidirectional, bias)
    directions = 2 if bidirectional else 1
    x = torch.randn(N, T, C)
    h0 = torch.randn(layers * directions, N, H) if with_initial else torch.zeros(layers * directions, N, H)
    c0 = torch.randn(layers * directions, N, H) if with_initial else torch.zeros(layers * directions, N, H)
    state = (h0, c0) if cell == "Lstm" else h0
    if lengths is None:
        sequence, final = rnn(x, state)
    else:
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
        output, final = rnn(packed, state)
        sequence, _ = torch.nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=T)
    hn, cn = final if cell == "Lstm" else (final, None)
    top = batch_first(hn[-directions:]).reshape(N, directions * H)
    results.append(
        {
            "cell": cell,
            "layers": layers,
            "bidirectional": bidirectional,
            "lengths": lengths,
            "parameters": {name: numbers(value) for name, value in rnn.named_parameters()},
            "x": numbers(x),
            "h0": numbers(batch_first(h0)) if with_initial else None,
            "c0": numbers(batch_first(c0)) if with_initial and cell == "Lstm" else None,
            "sequence": numbers(sequence),
            "last": numbers(top),
            "hn": numbers(batch_first(hn)),
            "cn": numbers(batch_first(cn)) if cn is not None else None,
        }
    )

path = pathlib.Path(__file__).parent.parent / "models" / "Data" / "recurrent.json"
path.write_text(json.dumps(results, indent=None, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, "bytes")
