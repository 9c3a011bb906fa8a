"""Writes tests/training/Golden/fused_layers.txt: what PyTorch's recurrent layers answer, and the gradients of all they read.

    /usr/bin/python3 tests/reference/fused_layers.py

Debian's torch 1.13.1, in double precision; its own float32 is held to the bounds that the kernels are held to. A line is a
case: cell, seed, N, T, C, H, bidirectional, bias, lengths, initial states, and then float32 numbers in base64: of each tensor,
in the order of `results`, up to six of its values and two weighted sums of all. Weights and inputs are not in the file:
`uniform` draws them, and tests/training/Kernels/GoldenCase.cs draws the same.
"""

import base64
import itertools
import pathlib

import numpy
import torch

CELLS = ["Lstm", "Gru", "ElmanTanh", "ElmanRelu"]
FACTORS = [
    [1, 2, 3, 5, 7, 17],  # N
    [1, 2, 3, 13],  # T
    [1, 3, 10, 17],  # C
    [1, 3, 15, 16, 17, 20, 33],  # H
    [0, 1],  # bidirectional
    [0, 1],  # bias
    [0, 1],  # lengths
    [0, 1],  # initial states
]
GRADIENT = 1e-5  # of a tensor's largest
OUTPUT, TINY = 4e-7, 1e-7  # of an output's largest, and anywhere


def bits(stream, count):
    """SplitMix64 (Steele, Lea and Flood 2014) from a state of its own for each stream."""
    with numpy.errstate(over="ignore"):
        step = numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
        z = step + numpy.uint64(stream) * numpy.uint64(0xD1342543DE82EF95)
        z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
        return z ^ (z >> numpy.uint64(31))


def uniform(stream, scale, *shape):
    """Uniform in [-scale, scale), rounded to float32."""
    unit = (bits(stream, int(numpy.prod(shape))) >> numpy.uint64(40)).astype(numpy.float64) / 2**23 - 1
    return torch.from_numpy((unit * scale).astype(numpy.float32).reshape(shape))


def covering():
    """Settings that hold every pair of values of two factors (greedily)."""
    places = list(itertools.combinations(range(len(FACTORS)), 2))
    open_pairs = {(i, a, j, b) for i, j in places for a in FACTORS[i] for b in FACTORS[j]}
    chosen, draw = [], 0
    while open_pairs:
        best, most = None, set()
        for _ in range(300):
            draw += 1
            picks = bits(draw, len(FACTORS))
            setting = [values[int(pick % numpy.uint64(len(values)))] for values, pick in zip(FACTORS, picks)]
            held = {(i, setting[i], j, setting[j]) for i, j in places} & open_pairs
            if len(held) > len(most):
                best, most = setting, held
        chosen.append(best)
        open_pairs -= most
    return chosen


def lengths_of(stream, n, t):
    """Unsorted; one row has all steps, and another, where there is one, a single step."""
    drawn = bits(stream, n + 1)
    lengths = [1 + int(x % numpy.uint64(t)) for x in drawn[:n]]
    longest = int(drawn[n] % numpy.uint64(n))
    lengths[(longest + 1) % n] = 1
    lengths[longest] = t
    return torch.tensor(lengths)


def results(case, dtype, weight_factor=1.0):
    cell, seed, n, t, c, h, bidirectional, bias, ragged, initial = case
    d = 2 if bidirectional else 1
    stream = lambda part: seed * 64 + part
    options = dict(bidirectional=bool(bidirectional), bias=bool(bias), batch_first=True)
    if cell == "Lstm":
        rnn = torch.nn.LSTM(c, h, **options)
    elif cell == "Gru":
        rnn = torch.nn.GRU(c, h, **options)
    else:
        rnn = torch.nn.RNN(c, h, nonlinearity=cell[5:].lower(), **options)
    rnn = rnn.to(dtype)
    names = [f"{name}_l0{end}" for end in ["", "_reverse"][:d] for name in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]]
    weights = [getattr(rnn, name) for name in names if bias or name.startswith("weight")]
    with torch.no_grad():
        for k, weight in enumerate(weights):
            scale = 1 / weight.shape[1] ** 0.5 if weight.dim() == 2 else 0.5
            weight.copy_(uniform(stream(8 + k), scale, *weight.shape))
            weight.mul_(weight_factor)
    leaf = lambda values: values.to(dtype).requires_grad_()
    x = leaf(uniform(stream(0), 2, n, t, c))
    h0 = leaf(uniform(stream(1), 1, n, d, h))
    c0 = leaf(uniform(stream(2), 1, n, d, h))
    first = lambda state: state.transpose(0, 1).contiguous()
    state = None if not initial else (first(h0), first(c0)) if cell == "Lstm" else first(h0)
    if ragged:
        rows = lengths_of(stream(3), n, t)
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, rows, batch_first=True, enforce_sorted=False)
        output, final = rnn(packed, state)
        steps, _ = torch.nn.utils.rnn.pad_packed_sequence(output, batch_first=True, total_length=t)
    else:
        steps, final = rnn(x, state)
    hidden, memory = final if cell == "Lstm" else (final, None)
    hidden = hidden.transpose(0, 1)  # [N, D, H]
    weigh = lambda part, values: (values * uniform(stream(part), 1, *values.shape).to(dtype)).sum()
    loss = weigh(4, steps) + weigh(5, hidden.reshape(n, d * h)) + weigh(6, hidden)
    outputs = {"steps": steps, "hidden": hidden}
    if memory is not None:
        outputs["cell"] = memory.transpose(0, 1)
        loss = loss + weigh(7, outputs["cell"])
    loss.backward()
    gradients = {"input": x.grad}
    if initial:
        gradients["h0"] = h0.grad
        if memory is not None:
            gradients["c0"] = c0.grad
    for k, weight in enumerate(weights):
        gradients[str(k)] = weight.grad
    return [{name: value.detach().double() for name, value in part.items()} for part in (outputs, gradients)]


def steady(case):
    """Whether no unit of a ReLU layer is so near 0 that rounding could turn it on or off."""
    _, gradients = results(case, torch.float64)
    for factor in (1 - 2e-6, 1 + 2e-6):
        _, moved = results(case, torch.float64, factor)
        if any((moved[k] - gradients[k]).abs().max() > 1e-4 * gradients[k].abs().max() for k in gradients):
            return False
    return True


def summary(stream, values):
    """Up to six values, and two weighted sums of all."""
    flat = values.flatten()
    count = flat.numel()
    at = range(count) if count <= 6 else [int(x % numpy.uint64(count)) for x in bits(stream, 6)]
    sums = [float((flat * uniform(stream + part, 1, count).double()).sum()) for part in (1, 2)]
    return [float(flat[i]) for i in at] + sums


def main():
    torch.set_num_threads(1)
    lines, worst = [], {"outputs": 0.0, "gradients": 0.0}
    settings = covering()
    for cell in CELLS:
        for setting in settings:
            seed = len(lines) + 1
            while not steady((cell, seed, *setting)):
                seed += 1000
            case = (cell, seed, *setting)
            exact, single = results(case, torch.float64), results(case, torch.float32)
            for name, value in exact[0].items():
                part = (single[0][name] - value).abs().max() / (OUTPUT * value.abs().max() + TINY)
                worst["outputs"] = max(worst["outputs"], float(part))
            for name, value in exact[1].items():
                part = (single[1][name] - value).abs().max() / (GRADIENT * value.abs().max().clamp_min(1e-30))
                worst["gradients"] = max(worst["gradients"], float(part))
            tensors = [*exact[0].values(), *exact[1].values()]
            numbers = [x for k, value in enumerate(tensors) for x in summary(seed * 64 + 20 + 3 * k, value)]
            data = base64.b64encode(numpy.array(numbers, "<f4").tobytes()).decode()
            lines.append(" ".join(map(str, case)) + " " + data)
    print(len(settings), "settings of each cell; float32 against the bounds:", worst)
    path = pathlib.Path(__file__).parent.parent / "training" / "Golden" / "fused_layers.txt"
    path.write_text("\n".join(lines) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
