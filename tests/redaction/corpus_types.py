"""What a corpus case is, and how makers of values and of texts are told apart into halves.

A *maker* makes one value of a class; a *carrier* is a text with room for one. A maker or carrier belongs to the tuned or to
the held-out half for good: by its name, so that nobody chooses. A case of a half is made of that half's parts only.
"""
import hashlib
import random
from dataclasses import dataclass, field
from typing import Callable

LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
DIGITS = "0123456789"
BASE62 = DIGITS + UPPER + LOWER
URLSAFE = BASE62 + "-_"
BASE64 = BASE62 + "+/"
HEX = "0123456789abcdef"
BASE32 = UPPER + "234567"

HALVES = ("tuned", "held out")


def half_of(name):
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Maker:
    name: str
    data_class: str  # as the program calls it; "" makes a near miss
    make: Callable[[random.Random], str]

    @property
    def half(self):
        return half_of(self.name)


@dataclass(frozen=True)
class Carrier:
    """`before` and `after` are around the value; the name tells the half."""
    name: str
    before: str
    after: str

    @property
    def half(self):
        return half_of(self.name)


@dataclass
class Case:
    half: str
    maker: str
    carrier: str
    text: str
    labels: list = field(default_factory=list)  # (class, begin, end), in bytes of UTF-8


def place(maker, value, carrier):
    """The case of one value in one text."""
    begin = len(carrier.before.encode())
    end = begin + len(value.encode())
    labels = [(maker.data_class, begin, end)] if maker.data_class else []
    return Case(maker.half, maker.name, carrier.name, carrier.before + value + carrier.after, labels)


def chars(rng, alphabet, count):
    return "".join(rng.choice(alphabet) for _ in range(count))
