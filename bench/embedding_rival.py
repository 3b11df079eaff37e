#!/usr/bin/env python3
"""What onnxruntime takes for the questions of bench/embedding.cc with the same weights, as JSON: microseconds at the median.
Needs onnx, onnxruntime, numpy and tokenizers: an environment of its own.

    bench/embedding_rival.py .deps/embedding-weights [COUNT]

Its int8 is what its own tools make: dynamic quantisation, weights per channel. Both graphs run with all optimisations.
"""
import json
import pathlib
import re
import sys
import tempfile
import time

import numpy
import onnxruntime
import tokenizers
from onnxruntime.quantization import QuantType, quantize_dynamic

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
import onnx_encoder  # noqa: E402


def questions():
    listed = re.search(r"questions = \{(.*?)\};", (HERE / "embedding.cc").read_text(), re.S).group(1)
    return re.findall(r'"([^"]*)"', listed)


def median(path, threads, tokenizer, count):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    asked = questions()
    times = []
    for number in range(-count // 4, count):
        text = asked[number % len(asked)]
        begin = time.perf_counter()
        ids = numpy.array([tokenizer.encode(text).ids], dtype=numpy.int64)
        session.run(None, {"ids": ids})
        if number >= 0:
            times.append((time.perf_counter() - begin) * 1e6)
    return sorted(times)[count // 2]


def main(folder, count="1000"):
    tokenizer = tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    with tempfile.TemporaryDirectory() as temporary:
        whole, small = f"{temporary}/float32.onnx", f"{temporary}/int8.onnx"
        onnx_encoder.write(folder, whole)
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
        print(json.dumps({f"{name}_{threads}": median(path, threads, tokenizer, int(count))
                          for name, path in (("int8", small), ("float32", whole)) for threads in (1, 2)}))


main(*sys.argv[1:])
