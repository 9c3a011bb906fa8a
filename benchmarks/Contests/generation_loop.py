"""PyTorch's part of the contest in text generation: a character model of two LSTM layers writes one text, one thread.

    python3 generation_loop.py vocabulary embedding hidden

Each line on standard input, "greedy 500" or "sampled 500", is answered by the seconds of processor time that so many
characters took. The loop is written the fast way: no gradients, one module call for both layers, no value leaves the
tensors before the end.
"""

import sys
import time

import torch
from torch import nn

TEMPERATURE, TOP_K, TOP_P = 0.8, 40, 0.95


def best(logits):
    return logits.argmax(-1)


def draw(logits):
    values, ids = (logits / TEMPERATURE).topk(TOP_K)
    weights = values.softmax(-1)
    weights = weights.masked_fill(weights.cumsum(-1) - weights >= TOP_P, 0)
    return ids.gather(-1, torch.multinomial(weights, 1))[:, 0]


def write(embedding, layers, head, choose, length):
    token, state, written = torch.zeros(1, dtype=torch.long), None, []
    for _ in range(length):
        steps, state = layers(embedding(token)[None], state)
        token = choose(head(steps[0]))
        written.append(token)
    return torch.cat(written).tolist()


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    vocabulary, size, hidden = (int(word) for word in sys.argv[1:])
    model = nn.Embedding(vocabulary, size), nn.LSTM(size, hidden, 2), nn.Linear(hidden, vocabulary)
    with torch.inference_mode():
        for line in sys.stdin:
            way, length = line.split()
            start = time.process_time()
            write(*model, best if way == "greedy" else draw, int(length))
            print(time.process_time() - start, flush=True)


main()
