"""Writes tests/models/Data/translation_scores.tsv: BLEU and chrF of random pairs by NLTK.

Run with Debian's python3-nltk 3.8: /usr/bin/python3 tests/reference/translation_scores.py

A row a pair: the translation, its references (one to three, with " | " between two), then 100 times sentence_bleu as it is and
with the smoothing methods 2 and 3, and sentence_chrf against the first reference with beta 2 and 3. The last rows have numbers of
pairs instead of texts, "0-99": corpus_bleu, without and with smoothing, and corpus_chrf of these pairs.
"""

import pathlib
import random
import warnings

from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu
from nltk.translate.chrf_score import corpus_chrf

warnings.simplefilter("ignore")
WORDS = ["a", "b", "c", "d", "e", "the", "of", "is", "A", "é", "e\u0301", "ß", "\U0001f469", ".", ",", "don't"]
PAIRS = 1000
PARTS = [(0, 100), (100, 150), (150, 157), (500, 1000), (0, PAIRS)]

draw = random.Random(5)


def sentence():
    return draw.choices(WORDS, range(len(WORDS), 0, -1), k=draw.randint(0, 4) if draw.random() < 0.1 else draw.randint(3, 14))


def changed(words):
    words = list(words)
    for _ in range(draw.randint(0, 5)):
        place = draw.randint(0, len(words))
        words[place : place + draw.randint(0, 2)] = draw.choices(WORDS, k=draw.randint(0, 2))
    return words


def scores(references, hypotheses):
    smoothing = SmoothingFunction()
    bleu = [
        100 * corpus_bleu(references, hypotheses, smoothing_function=method)
        for method in (None, smoothing.method2, smoothing.method3)
    ]
    first = [group[0] for group in references]
    chrf = [100 * corpus_chrf(first, hypotheses, beta=beta) for beta in (2.0, 3.0)]
    # What is left of a score of 0 is not worth its digits.
    return [f"{score if score > 1e-9 else 0:.12g}" for score in bleu + chrf]


references, hypotheses, rows = [], [], []
for _ in range(PAIRS):
    truth = sentence()
    hypothesis = changed(truth) if draw.random() < 0.9 else sentence()
    group = [truth] + [changed(truth) for _ in range(draw.choice([0, 0, 1, 2]))]
    references.append(group)
    hypotheses.append(hypothesis)
    texts = [" ".join(hypothesis), " | ".join(" ".join(reference) for reference in group)]
    rows.append("\t".join(texts + scores([group], [hypothesis])))
for start, end in PARTS:
    rows.append("\t".join([f"{start}-{end - 1}", ""] + scores(references[start:end], hypotheses[start:end])))

path = pathlib.Path(__file__).parent.parent / "models" / "Data" / "translation_scores.tsv"
path.write_text("\n".join(rows) + "\n", encoding="utf-8")
print(path, path.stat().st_size, "bytes")
