"""PyTorch's part of the contest in translation: one encoder of two GRUs, one decoder GRU with general attention, one thread.

    python3 translation_loop.py folder

The folder holds the weights as float32 files by their names, "sizes.txt" (embedding, encoder units, decoder units, vocabulary,
tokens of a translation) and "sources.txt", the ids of a text a line. Each line on standard input, "beam batch count", is answered by the
seconds of processor time in which so many texts were translated; their tokens are written to "tokens.txt".

The loop is written the fast way: no gradients, the keys are computed once, all lanes of all texts make one step together, lanes share the
tensors of their source, hypotheses are traced back at the end, and no value leaves the tensors before.
"""

import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

PAD, UNKNOWN, BEGIN, END = range(4)


class Translator:
    def __init__(self, folder):
        sizes = (folder / "sizes.txt").read_text().split()
        embedding, encoder, hidden, vocabulary, self.length = (int(word) for word in sizes)

        def load(name, *shape):
            return torch.from_numpy(numpy.fromfile(folder / name, dtype=numpy.float32)).view(*shape)

        self.hidden = hidden
        self.source, self.target = load("source", vocabulary, embedding), load("target", vocabulary, embedding)
        self.encoder = nn.GRU(embedding, encoder, batch_first=True, bidirectional=True)
        for direction in ("", "_reverse"):
            for name, shape in (("weight_ih", (-1, embedding)), ("weight_hh", (-1, encoder)), ("bias_ih", (-1,)), ("bias_hh", (-1,))):
                getattr(self.encoder, f"{name}_l0{direction}").data = load(f"encoder{direction}_{name}", *shape)
        self.cell = nn.GRUCell(embedding, hidden)
        for name, shape in (("weight_ih", (-1, embedding)), ("weight_hh", (-1, hidden)), ("bias_ih", (-1,)), ("bias_hh", (-1,))):
            getattr(self.cell, name).data = load(f"decoder_{name}", *shape)
        self.bridge, self.bridge_bias = load("bridge", hidden, 2 * encoder), load("bridge_bias", hidden)
        self.key = load("key", hidden, 2 * encoder)
        self.combine, self.combine_bias = load("combine", -1, hidden + 2 * encoder), load("combine_bias", -1)
        self.output_bias = load("output_bias", vocabulary)
        self.output_bias[[PAD, BEGIN]] = -torch.inf

    def encode(self, ids):
        outputs, final = self.encoder(functional.embedding(ids, self.source))  # [N, S, 2 He], [2, N, He]
        joined = torch.cat((final[0], final[1]), 1)
        state = torch.tanh(functional.linear(joined, self.bridge, self.bridge_bias))
        keys = functional.linear(outputs, self.key).transpose(1, 2).contiguous()  # [N, H, S]
        return outputs, keys, state

    def step(self, tokens, state, outputs, keys):
        rows = len(outputs)
        state = self.cell(functional.embedding(tokens, self.target), state)  # [B, H]
        lanes = state.view(rows, -1, self.hidden)  # [N, K, H]
        shares = torch.bmm(lanes, keys).softmax(-1)  # [N, K, S]
        seen = torch.cat((lanes, torch.bmm(shares, outputs)), 2).view(len(state), -1)  # [B, H + 2 He]
        vector = torch.tanh(functional.linear(seen, self.combine, self.combine_bias))
        return functional.linear(vector, self.target, self.output_bias), state, shares  # tied: [B, V]

    def greedy(self, sources):
        outputs, keys, state = self.encode(sources)
        token = torch.full((len(sources),), BEGIN)
        done, written, looks = torch.zeros(len(sources), dtype=torch.bool), [], []
        sums = torch.zeros(len(sources))
        for _ in range(self.length):
            logits, state, shares = self.step(token, state, outputs, keys)
            best, token = logits.max(-1)
            token = token.masked_fill(done, PAD)
            sums += (best - logits.logsumexp(-1)).masked_fill(done, 0)
            written.append(token)
            looks.append(shares[:, 0])
            done = done | (token == END)
            if done.all():
                break
        return self.replaced(torch.stack(written, 1), torch.stack(looks, 1), sources)

    def beam(self, sources, lanes):
        outputs, keys, state = self.encode(sources)
        rows = len(sources)
        first = torch.arange(rows)[:, None] * lanes  # [N, 1]
        logits, state, shares = self.step(torch.full((rows,), BEGIN), state, outputs, keys)
        sums, token = logits.log_softmax(-1).topk(lanes)  # [N, K]
        state = state.repeat_interleave(lanes, 0)
        done, counts = token == END, torch.ones(rows, lanes)
        tokens, parents, looks = [token], [torch.zeros_like(token)], [shares.expand(-1, lanes, -1)]
        itself = torch.full((lanes,), -torch.inf)
        itself[0] = 0
        for _ in range(self.length - 1):
            if done.all():
                break
            logits, state, shares = self.step(token.view(-1), state, outputs, keys)
            likely, ids = logits.log_softmax(-1).view(rows, lanes, -1).topk(lanes)  # [N, K, K]
            likely = torch.where(done[:, :, None], itself, likely)
            ids = ids.masked_fill(done[:, :, None], END)
            proposals = (sums[:, :, None] + likely).view(rows, -1)
            greedy = proposals[:, 0].clone()
            proposals[:, 0] = torch.inf
            sums, place = proposals.topk(lanes)
            sums[:, 0] = greedy
            parent = place.div(lanes, rounding_mode="floor")
            token = ids.view(rows, -1).gather(1, place)
            counts = counts.gather(1, parent) + ~done.gather(1, parent)
            done = token == END
            state = state.index_select(0, (parent + first).view(-1))
            tokens.append(token)
            parents.append(parent)
            looks.append(shares)
        best = (sums / ((5 + counts) / 6)).argmax(1, keepdim=True)  # [N, 1], length penalty 1
        written, looked = [], []
        for token, parent, shares in zip(tokens[::-1], parents[::-1], looks[::-1]):
            written.append(token.gather(1, best)[:, 0])
            best = parent.gather(1, best)
            looked.append(shares.gather(1, best[:, :, None].expand(-1, -1, shares.shape[2]))[:, 0])
        return self.replaced(torch.stack(written[::-1], 1), torch.stack(looked[::-1], 1), sources)

    # An unknown word becomes the source token that was looked at most.
    @staticmethod
    def replaced(tokens, looks, sources):
        most = sources.gather(1, looks.argmax(2))
        words = []
        for ids, instead in zip(tokens.tolist(), most.tolist()):
            ids = ids[: ids.index(END)] if END in ids else ids
            words.append(" ".join(f"s{other}" if id == UNKNOWN else f"t{id}" for id, other in zip(ids, instead)))
        return words


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    translator = Translator(folder)
    sources = torch.tensor([[int(id) for id in line.split()] for line in (folder / "sources.txt").read_text().splitlines()])
    with torch.inference_mode():
        for line in sys.stdin:
            lanes, batch, count = (int(word) for word in line.split())
            start = time.process_time()
            texts = []
            for part in sources[:count].split(batch):
                texts += translator.greedy(part) if lanes == 1 else translator.beam(part, lanes)
            seconds = time.process_time() - start
            (folder / "tokens.txt").write_text("\n".join(texts))
            print(seconds, flush=True)


main()
