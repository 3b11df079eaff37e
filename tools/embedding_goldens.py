#!/usr/bin/python3
"""Writes what onnxruntime and the tokenizers library make of src/embed/testdata/texts.txt: the expected tokens of every text
and the expected vector of every eighth. Run once, by hand, in an environment with onnx, onnxruntime, numpy and tokenizers:

    tools/embedding_goldens.py .deps/embedding-weights
"""
import pathlib
import sys
import tempfile

import numpy
import onnxruntime
import tokenizers

import onnx_encoder

EVERY = 8


def main(folder):
    data = pathlib.Path(__file__).resolve().parent.parent / "src/embed/testdata"
    texts = (data / "texts.txt").read_text(encoding="utf-8").split("\n")[:-1]
    tokenizer = tokenizers.Tokenizer.from_file(f"{folder}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    tokens = [tokenizer.encode(text).ids for text in texts]
    (data / "tokens.txt").write_text("".join(" ".join(map(str, ids)) + "\n" for ids in tokens))
    with tempfile.TemporaryDirectory() as temporary:
        onnx_encoder.write(folder, f"{temporary}/encoder.onnx")
        session = onnxruntime.InferenceSession(f"{temporary}/encoder.onnx", providers=["CPUExecutionProvider"])
        vectors = [session.run(None, {"ids": numpy.array([ids], dtype=numpy.int64)})[0][0] for ids in tokens[::EVERY]]
    (data / "vectors.f32").write_bytes(numpy.array(vectors, dtype="<f4").tobytes())
    print(f"{len(texts)} texts, {len(vectors)} vectors")


main(*sys.argv[1:])
