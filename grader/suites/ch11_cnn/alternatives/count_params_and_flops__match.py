"""By patterns, with sums of products."""

from math import prod


def count_params_and_flops(spec, size):
    def after(layer, size):
        return tuple(
            (length + 2 * p - k) // s + 1
            for length, k, s, p in zip(size, layer["kernel"], layer["stride"], layer["padding"], strict=True)
        )

    weights, operations = [], []
    for layer in spec:
        match layer:
            case {"kind": "conv", "in": inputs, "out": outputs, "bias": bias, "groups": groups}:
                size = after(layer, size)
                each = inputs * prod(layer["kernel"]) // groups
                weights.append(outputs * each + (outputs if bias else 0))
                operations.append(prod(size) * (2 * outputs * each + (outputs if bias else 0)))
            case {"kind": "max_pool"}:
                size = after(layer, size)
            case {"kind": "global_avg_pool"}:
                size = (1, 1)
            case {"kind": "linear", "in": inputs, "out": outputs, "bias": bias}:
                weights.append((inputs + bool(bias)) * outputs)
                operations.append((2 * inputs + bool(bias)) * outputs)
    return sum(weights), sum(operations)
