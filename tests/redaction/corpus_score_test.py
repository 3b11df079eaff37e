#!/usr/bin/python3
"""Measures the detectors on the labelled corpus, and fails below the floors. FIND_SPANS is the program that finds.

    corpus_score_test.py            figures of both halves, and what failed in the tuned half
    corpus_score_test.py all        what failed in the held-out half too: for a reader, never for tuning

A label is found if findings of its class cover all of it. A finding is right if it touches a label of its class, and is not
much wider than it.
"""
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict

import corpus

WIDER = 12
# (recall, precision) of each class, a little below what was measured.
FLOORS = {
    "tuned": {"secret": (0.99, 0.99), "email": (0.99, 0.99), "phone": (0.98, 0.98), "account": (0.98, 0.98), "home_path": (0.98, 0.98)},
    "held out": {"secret": (0.94, 0.99), "email": (0.98, 0.98), "phone": (0.98, 0.98), "account": (0.94, 0.98),
                 "home_path": (0.88, 0.98)},
}
MOST_NEAR_MISSES_HIT = {"tuned": 0.005, "held out": 0.02}


def find_spans(cases):
    lines = "".join(json.dumps(case.text) + "\n" for case in cases)
    done = subprocess.run([os.environ["FIND_SPANS"]], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def covers(spans, data_class, begin, end):
    at = begin
    for found_class, left, right, _ in spans:
        if found_class == data_class and left <= at < right:
            at = right
    return at >= end


def is_right(span, labels):
    found_class, left, right, _ = span
    return any(found_class == data_class and left < end and right > begin and (right - left) <= (end - begin) + WIDER
               for data_class, begin, end in labels)


class Score:
    def __init__(self):
        self.labels, self.found, self.right, self.wrong = Counter(), Counter(), Counter(), Counter()
        self.near_misses, self.near_misses_hit = 0, 0
        self.failures = []
        self.missed_makers = defaultdict(Counter)

    def add(self, case, spans):
        for data_class, begin, end in case.labels:
            self.labels[data_class] += 1
            if covers(spans, data_class, begin, end):
                self.found[data_class] += 1
            else:
                self.failures.append(("missed", case, spans))
        wrong = [span for span in spans if not is_right(span, case.labels)]
        for span in spans:
            (self.wrong if span in wrong else self.right)[span[0]] += 1
        if wrong:
            self.failures.append(("wrong", case, wrong))
        if not case.labels:
            self.near_misses += 1
            self.near_misses_hit += bool(spans)

    def recall(self, data_class):
        return self.found[data_class] / max(1, self.labels[data_class])

    def precision(self, data_class):
        return self.right[data_class] / max(1, self.right[data_class] + self.wrong[data_class])


def show_failures(score):
    for kind, case, spans in score.failures:
        shown = case.text if len(case.text) < 300 else case.text[:200] + " … " + case.text[-80:]
        print(f"  {kind}: {case.maker} in {case.carrier}: {shown!r} {spans}")


def complaints(half, score):
    for data_class, (recall, precision) in FLOORS[half].items():
        if score.recall(data_class) < recall:
            yield f"{half}: recall of {data_class} is {score.recall(data_class):.4f}, below {recall}"
        if score.precision(data_class) < precision:
            yield f"{half}: precision of {data_class} is {score.precision(data_class):.4f}, below {precision}"
    hit = score.near_misses_hit / max(1, score.near_misses)
    if hit > MOST_NEAR_MISSES_HIT[half]:
        yield f"{half}: {hit:.4f} of the near misses are hit, above {MOST_NEAR_MISSES_HIT[half]}"


def main():
    cases = corpus.cases()
    scores = {half: Score() for half in corpus.HALVES}
    for case, spans in zip(cases, find_spans(cases), strict=True):
        scores[case.half].add(case, spans)
    failed = []
    for half, score in scores.items():
        print(f"{half}: {sum(score.labels.values())} labels, {score.near_misses} near misses, {score.near_misses_hit} of them hit")
        for data_class in FLOORS[half]:
            print(f"  {data_class:10} {score.labels[data_class]:5} labels  recall {score.recall(data_class):.4f}"
                  f"  precision {score.precision(data_class):.4f}")
        if half == "tuned" or "all" in sys.argv[1:]:
            show_failures(score)
        failed += complaints(half, score)
    for complaint in failed:
        print(complaint)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
