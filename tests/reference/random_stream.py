"""The hashes behind the random numbers of generated text, in Python's whole numbers.

    python3 tests/reference/random_stream.py
"""

MASK = 0xFFFFFFFF
OFFSET = 0x9E3779B9


def mix(x):
    x ^= x >> 16
    x = x * 0x21F0AAAD & MASK
    x ^= x >> 15
    x = x * 0x735A2D97 & MASK
    return x ^ x >> 15


def number(seed, step):
    key = mix(mix((seed & MASK) + OFFSET & MASK) ^ (seed >> 32 & MASK))
    return mix(mix(step + OFFSET & MASK) ^ key)


for seed, step in (0, 0), (1, 0), (1, 499), (-1, 7), (-(2**63), 2**40), (1234567890123456789, 12):
    print(seed, step, number(seed, step))
