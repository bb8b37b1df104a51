"""A handler for each kind, and a class that keeps the sums."""


class Counter:
    def __init__(self, size):
        self.height, self.width = size
        self.params = 0
        self.flops = 0

    def slide(self, kernel, stride, padding):
        self.height = (self.height + 2 * padding[0] - kernel[0]) // stride[0] + 1
        self.width = (self.width + 2 * padding[1] - kernel[1]) // stride[1] + 1

    def conv(self, layer):
        self.slide(layer["kernel"], layer["stride"], layer["padding"])
        weights = layer["out"] * layer["in"] * layer["kernel"][0] * layer["kernel"][1] // layer["groups"]
        biases = layer["out"] * int(layer["bias"])
        self.params += weights + biases
        self.flops += (2 * weights + biases) * self.height * self.width

    def max_pool(self, layer):
        self.slide(layer["kernel"], layer["stride"], layer["padding"])

    def global_avg_pool(self, layer):
        pass

    def linear(self, layer):
        weights, biases = layer["in"] * layer["out"], layer["out"] * int(layer["bias"])
        self.params += weights + biases
        self.flops += 2 * weights + biases


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    counter = Counter(size)
    for layer in spec:
        getattr(counter, layer["kind"])(layer)
    return counter.params, counter.flops
