"""The labelled corpus: every case from a seed, the same on every machine. `python3 corpus.py` prints it as JSON lines."""
import json
import random
import sys

import named_secret_makers
import near_misses
import personal_makers
import token_makers
from corpus_types import HALVES, Case, place

SEED = 20260301
PER_TOKEN_FORM = 14
PER_NAMED_PAIR = 6
PER_PERSONAL_FORM = 30
PER_NEAR_MISS = 40


def of_half(parts, half):
    return [part for part in parts if part.half == half]


def sampled(rng, makers, carriers, count):
    for maker in makers:
        for _ in range(count):
            yield place(maker, maker.make(rng), rng.choice(carriers))


def paired(rng, makers, carriers, count):
    for carrier in carriers:
        for _ in range(count):
            maker = rng.choice(makers)
            yield place(maker, maker.make(rng), carrier)


def half_cases(half):
    rng = random.Random(f"{SEED} {half}")
    plain = of_half(personal_makers.PLAIN_CARRIERS, half)
    yield from sampled(rng, of_half(token_makers.MAKERS, half), plain, PER_TOKEN_FORM)
    yield from paired(rng, of_half(named_secret_makers.PASSWORDS, half),
                      of_half(named_secret_makers.PASSWORD_CARRIERS, half), PER_NAMED_PAIR)
    yield from paired(rng, of_half(named_secret_makers.TOKENS, half), of_half(named_secret_makers.TOKEN_CARRIERS, half),
                      PER_NAMED_PAIR)
    personal = of_half(personal_makers.MAKERS, half)
    yield from sampled(rng, [m for m in personal if m.data_class != "home_path"], plain, PER_PERSONAL_FORM)
    yield from sampled(rng, [m for m in personal if m.data_class == "home_path"], of_half(personal_makers.HOME_CARRIERS, half),
                       PER_PERSONAL_FORM)
    yield from sampled(rng, of_half(personal_makers.NATIONAL_PHONES, half), of_half(personal_makers.PHONE_CARRIERS, half),
                       PER_PERSONAL_FORM)
    for maker in of_half(near_misses.MAKERS, half):
        for _ in range(PER_NEAR_MISS):
            yield Case(half, maker.name, "near miss", maker.make(rng))


def cases():
    return [case for half in HALVES for case in half_cases(half)]


if __name__ == "__main__":
    for each in cases():
        json.dump(each.__dict__, sys.stdout, ensure_ascii=False)
        print()
