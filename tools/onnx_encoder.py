"""A BERT encoder of a sentence-transformers folder as an ONNX graph, so that onnxruntime can be asked for the same vectors.

Independent of src/embed/: it reads the folder itself and states the arithmetic in ONNX operators. Needs the packages onnx
and numpy; used by tools/embedding_goldens.py and bench/embedding_rival.py, by no test.
"""
import json
import pathlib
import struct

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper


def read_tensors(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    table = json.loads(data[8:8 + size])
    table.pop("__metadata__", None)
    for name, entry in table.items():
        if entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            values = numpy.frombuffer(data[8 + size + begin:8 + size + end], dtype="<f4")
            yield name, values.reshape(entry["shape"])


class Graph:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.config = json.loads((folder / "config.json").read_text())
        self.tensors = dict(read_tensors(folder / "model.safetensors"))
        self.nodes, self.constants = [], []
        self.count = 0

    def constant(self, array):
        self.count += 1
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(array), f"constant{self.count}"))
        return self.constants[-1].name

    def op(self, kind, *inputs, **attributes):
        self.count += 1
        out = f"{kind.lower()}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=out, **attributes))
        return out

    def linear(self, x, name):
        product = self.op("MatMul", x, self.constant(self.tensors[name + ".weight"].T))
        return self.op("Add", product, self.constant(self.tensors[name + ".bias"]))

    def norm(self, x, name):
        return self.op("LayerNormalization", x, self.constant(self.tensors[name + ".weight"]),
                       self.constant(self.tensors[name + ".bias"]), axis=-1, epsilon=self.config["layer_norm_eps"])

    def heads(self, x, order):
        heads = self.config["num_attention_heads"]
        shape = self.constant(numpy.array([1, -1, heads, self.config["hidden_size"] // heads], dtype=numpy.int64))
        return self.op("Transpose", self.op("Reshape", x, shape), perm=order)

    def layer(self, x, name):
        size = self.config["hidden_size"] // self.config["num_attention_heads"]
        query = self.heads(self.linear(x, name + "attention.self.query"), [0, 2, 1, 3])
        key = self.heads(self.linear(x, name + "attention.self.key"), [0, 2, 3, 1])
        value = self.heads(self.linear(x, name + "attention.self.value"), [0, 2, 1, 3])
        scores = self.op("Div", self.op("MatMul", query, key), self.constant(numpy.float32(size ** 0.5)))
        mixed = self.op("Transpose", self.op("MatMul", self.op("Softmax", scores, axis=-1), value), perm=[0, 2, 1, 3])
        mixed = self.op("Reshape", mixed, self.constant(numpy.array([1, -1, self.config["hidden_size"]], dtype=numpy.int64)))
        x = self.norm(self.op("Add", self.linear(mixed, name + "attention.output.dense"), x), name + "attention.output.LayerNorm")
        wide = self.linear(x, name + "intermediate.dense")
        error = self.op("Erf", self.op("Div", wide, self.constant(numpy.float32(2 ** 0.5))))
        gelu = self.op("Mul", self.op("Mul", wide, self.op("Add", error, self.constant(numpy.float32(1)))),
                       self.constant(numpy.float32(0.5)))
        return self.norm(self.op("Add", self.linear(gelu, name + "output.dense"), x), name + "output.LayerNorm")

    def build(self):
        words = self.op("Gather", self.constant(self.tensors["embeddings.word_embeddings.weight"]), "ids")
        count = self.op("Shape", "ids", start=1, end=2)
        positions = self.op("Slice", self.constant(self.tensors["embeddings.position_embeddings.weight"]),
                            self.constant(numpy.array([0])), count, self.constant(numpy.array([0])))
        places = self.op("Add", positions, self.constant(self.tensors["embeddings.token_type_embeddings.weight"][0]))
        x = self.norm(self.op("Add", words, places), "embeddings.LayerNorm")
        for number in range(self.config["num_hidden_layers"]):
            x = self.layer(x, f"encoder.layer.{number}.")
        mean = self.op("ReduceMean", x, self.constant(numpy.array([1])), keepdims=0)
        length = self.op("ReduceL2", mean, self.constant(numpy.array([1])), keepdims=1)
        self.nodes.append(helper.make_node("Div", [mean, length], ["vector"], name="vector"))
        graph = helper.make_graph(
            self.nodes, "encoder", [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, self.config["hidden_size"]])], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def write(folder, out):
    onnx.save(Graph(folder).build(), out)
