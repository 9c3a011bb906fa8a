"""PyTorch's side of the contest of epochs: the same models, sizes, batches, optimizer and steps, written as its users write them.

    python3 epochs.py threads

Questions, a line each:

    about, settings                                what this is, and the settings it can run with
    run <setting> <kind> <folder> <epochs> <n>     trains; answers with the seconds of each n steps when they are done and waits for
                                                   any line, and with the last seconds, the training and the validation loss at the end
    memory <setting> <kind> <folder>               bytes at the highest point of an epoch
"""

import pathlib
import random
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence

import peer

BATCH, SEGMENT, LOOK_BACK = 64, 100, 20
EVALUATION_STREAMS, EVALUATION_SEGMENT, EVALUATION_BATCH = 8, 500, 256
POOL = 50


def ids(folder, name):
    return torch.from_numpy(numpy.fromfile(pathlib.Path(folder, name), numpy.int64))


class CharacterModel(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 64)
        self.layers = nn.LSTM(64, 256, 2, batch_first=True)
        self.head = nn.Linear(256, vocabulary)

    def forward(self, tokens, state):
        steps, state = self.layers(self.embedding(tokens), state)
        return self.head(steps), state


class Characters:
    rate, clip = 0.002, 1

    def __init__(self, folder):
        self.training, self.validation = ids(folder, "training"), ids(folder, "validation")
        self.model = CharacterModel(int(max(self.training.max(), self.validation.max())) + 1)

    @staticmethod
    def segments(text, streams, steps):
        length = (len(text) - 1) // streams
        inputs, targets = text[: streams * length].view(streams, -1), text[1 : streams * length + 1].view(streams, -1)
        return zip(inputs.split(steps, 1), targets.split(steps, 1))

    def losses(self, text, streams, steps):
        state = None
        for inputs, targets in self.segments(text, streams, steps):
            logits, state = self.model(inputs, state)
            state = state[0].detach(), state[1].detach()
            yield functional.cross_entropy(logits.flatten(0, 1), targets.flatten()), targets.numel()

    def training_losses(self, epoch):
        return self.losses(self.training, BATCH, SEGMENT)

    def validation_losses(self):
        return self.losses(self.validation, EVALUATION_STREAMS, EVALUATION_SEGMENT)


class SentenceModel(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 128)
        self.layers = nn.LSTM(128, 64, batch_first=True, bidirectional=True)
        self.head = nn.Linear(128, 2)

    def forward(self, tokens, lengths):
        packed = pack_padded_sequence(self.embedding(tokens), lengths, batch_first=True)
        _, (hidden, _) = self.layers(packed)
        return self.head(torch.cat([hidden[0], hidden[1]], 1))


class Sentences:
    rate, clip = 0.001, 1

    def __init__(self, folder):
        self.training, self.validation = self.rows(folder, "training"), self.rows(folder, "validation")
        self.model = SentenceModel(1 + max(int(row.max()) for row, _ in self.training + self.validation))

    @staticmethod
    def rows(folder, name):
        rows = ids(folder, name).split(ids(folder, name + "_lengths").tolist())
        return list(zip(rows, ids(folder, name + "_classes").tolist()))

    # Rows of about the same length together, the longest first, as packing wants them.
    @staticmethod
    def batches(rows, size, epoch=None):
        if epoch is None:
            pools = [rows]
        else:
            order = random.Random(epoch).sample(rows, len(rows))
            pools = [order[i : i + POOL * size] for i in range(0, len(order), POOL * size)]
        batches = []
        for pool in pools:
            ordered = sorted(pool, key=lambda row: -len(row[0]))
            batches += [ordered[i : i + size] for i in range(0, len(ordered), size)]
        if epoch is not None:
            random.Random(epoch).shuffle(batches)
        return batches

    def losses(self, batches):
        for batch in batches:
            rows, classes = zip(*batch)
            lengths = torch.tensor([len(row) for row in rows])
            logits = self.model(pad_sequence(rows, batch_first=True), lengths)
            yield functional.cross_entropy(logits, torch.tensor(classes)), len(rows)

    def training_losses(self, epoch):
        return self.losses(self.batches(self.training, BATCH, epoch))

    def validation_losses(self):
        return self.losses(self.batches(self.validation, EVALUATION_BATCH))


class SineModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(1, 64, batch_first=True)
        self.head = nn.Linear(64, 1)

    def forward(self, windows):
        _, (hidden, _) = self.layer(windows)
        return self.head(hidden[0])


class Sine:
    rate, clip = 0.01, 0

    def __init__(self, folder):
        values = torch.from_numpy(numpy.fromfile(pathlib.Path(folder, "sine"), numpy.float32))
        self.inputs = values.unfold(0, LOOK_BACK, 1)[:-1].unsqueeze(2).contiguous()
        self.targets = values[LOOK_BACK:].unsqueeze(1)
        self.model = SineModel()

    def losses(self):
        yield functional.mse_loss(self.model(self.inputs), self.targets), len(self.inputs)

    def training_losses(self, epoch):
        return self.losses()

    def validation_losses(self):
        return self.losses()


KINDS = {"characters": Characters, "sentences": Sentences, "sine": Sine}


def optimizer(work):
    parameters = list(work.model.parameters())
    return torch.optim.Adam(parameters, work.rate, **({"fused": True} if peer.NEWER else {}))


def train(work, epochs, pause):
    torch.manual_seed(1)
    parameters = list(work.model.parameters())
    adam = optimizer(work)
    for epoch in range(epochs):
        work.model.train()
        total = count = 0
        for loss, weight in work.training_losses(epoch):
            adam.zero_grad(set_to_none=True)
            loss.backward()
            if work.clip:
                nn.utils.clip_grad_norm_(parameters, work.clip)
            adam.step()
            total, count = total + loss.item() * weight, count + weight
            pause()
        work.model.eval()
        with torch.no_grad():
            sums = [(loss.item() * weight, weight) for loss, weight in work.validation_losses()]
    return total / count, sum(s for s, _ in sums) / sum(w for _, w in sums)


class Pauses:
    def __init__(self, every):
        self.every, self.steps, self.start = every, 0, time.perf_counter()

    def seconds(self):
        return time.perf_counter() - self.start

    def __call__(self):
        self.steps += 1
        if self.steps % self.every == 0:
            print(self.seconds(), flush=True)
            sys.stdin.readline()
            self.start = time.perf_counter()


def run(setting, kind, folder, epochs, steps):
    peer.choose(setting)
    work = KINDS[kind](folder)
    pauses = Pauses(int(steps))
    training, validation = train(work, int(epochs), pauses)
    return f"{pauses.seconds()} {training:.4g} {validation:.4g}"


def memory(setting, kind, folder):
    peer.choose(setting)
    return peer.peak_memory(lambda: train(KINDS[kind](folder), 1, lambda: None))


peer.serve({"run": run, "memory": memory})
