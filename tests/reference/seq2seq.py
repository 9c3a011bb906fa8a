"""Logits and attention of small encoder-decoders, by PyTorch's own modules: tests/training/Golden/seq2seq.txt.

    /usr/bin/python3 tests/reference/seq2seq.py > tests/training/Golden/seq2seq.txt

Every parameter is filled by a formula of its name and place, the same as in Seq2SeqGoldenTests.cs. Two rows, the second
one shorter; source and target ids are written below.
"""

import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

SOURCE = torch.tensor([[4, 5, 6, 7], [6, 3, 0, 0]])
LENGTHS = torch.tensor([4, 2])
TARGET = torch.tensor([[2, 4, 5], [2, 5, 5]])
VS, V, E = 8, 6, 4

CASES = {  # name: cell, layers, bidirectional, encoder hidden, decoder hidden, attention, feeding, tied
    "gru-general": ("gru", 1, True, 3, 6, "general", False, True),
    "lstm-additive-feeding": ("lstm", 2, True, 2, 5, "additive", True, True),
    "tanh-dot": ("tanh", 1, False, 5, 5, "dot", False, False),
    "gru-none": ("gru", 2, False, 3, 4, "none", False, False),
}


def filled(name, *shape):
    count = 1
    for size in shape:
        count *= size
    start = sum(name.encode()) % 17
    return (0.5 * torch.sin(0.7 * torch.arange(count, dtype=torch.float64) + start)).float().view(*shape)


def layers(stack, cell, count, features, hidden, directions):
    kind = {"gru": nn.GRU, "lstm": nn.LSTM, "tanh": nn.RNN}[cell]
    for layer in range(count):
        module = kind(features if layer == 0 else directions * hidden, hidden, batch_first=True, bidirectional=directions == 2)
        for name, parameter in module.named_parameters():
            parameter.data = filled(f"{stack}.layers.{layer}.recurrent.{name}", *parameter.shape)
        yield module


def run(cell, count, bidirectional, he, h, kind, feeding, tied):
    directions = 2 if bidirectional else 1
    width = directions * he
    embedded = nn.functional.embedding(SOURCE, filled("source_embedding.weight", VS, E))
    finals = []
    steps = pack_padded_sequence(embedded, LENGTHS, batch_first=True)
    for module in layers("encoder", cell, count, E, he, directions):
        steps, final = module(steps)
        finals.append(final if cell == "lstm" else (final,))
    outputs, _ = pad_packed_sequence(steps, batch_first=True)

    def cross(part, name, tanh):
        z = torch.cat([final[part] for final in finals]).transpose(0, 1).flatten(1)
        s = z @ filled(f"bridge.{name}.weight", count * h, count * width).t() + filled(f"bridge.{name}.bias", count * h)
        return (s.tanh() if tanh else s).view(2, count, h).transpose(0, 1).contiguous()

    state = [cross(0, "hidden", True)] + ([cross(1, "cell", False)] if cell == "lstm" else [])
    table = filled("target_embedding.weight", V, E)
    size = E if tied else 7
    decoder = list(layers("decoder", cell, count, E + (size if feeding else 0), h, 1))
    combine = filled("combine.weight", size, h + (0 if kind == "none" else width)), filled("combine.bias", size)
    head = (table, filled("head_bias", V)) if tied else (filled("head.weight", V, size), filled("head.bias", V))
    behind = torch.arange(4)[None] >= LENGTHS[:, None]
    fed = torch.zeros(2, size)
    logits, attention = [], []
    for t in range(3):
        x = nn.functional.embedding(TARGET[:, t : t + 1], table)
        if feeding:
            x = torch.cat([x, fed[:, None]], 2)
        after = []
        for layer, module in enumerate(decoder):
            own = tuple(part[layer : layer + 1].contiguous() for part in state)
            x, new = module(x, own if cell == "lstm" else own[0])
            after.append(new if cell == "lstm" else (new,))
        state = [torch.cat([new[part] for new in after]) for part in range(len(state))]
        d = x[:, 0]
        both = d
        if kind != "none":
            if kind == "additive":
                keys = outputs @ filled("attention.key.weight", h, width).t()
                mixed = torch.tanh((d @ filled("attention.query.weight", h, h).t())[:, None] + keys)
                scores = (mixed @ filled("attention.energy.weight", 1, h).t())[..., 0]
            else:
                keys = outputs if kind == "dot" else outputs @ filled("attention.key.weight", h, width).t()
                scores = torch.einsum("nh,nsh->ns", d, keys)
            weights = scores.masked_fill(behind, float("-inf")).softmax(1)
            attention.append(weights)
            both = torch.cat([d, torch.einsum("ns,nsw->nw", weights, outputs)], 1)
        fed = torch.tanh(both @ combine[0].t() + combine[1])
        logits.append(fed @ head[0].t() + head[1])
    return torch.stack(logits, 1), torch.stack(attention, 1) if attention else None


for name, case in CASES.items():
    with torch.no_grad():
        logits, attention = run(*case)
    print(name, "logits", *(f"{x:.7g}" for x in logits.flatten().tolist()))
    if attention is not None:
        print(name, "attention", *(f"{x:.7g}" for x in attention.flatten().tolist()))
