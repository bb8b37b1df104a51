"""Uses the height, its stride and its padding for both directions."""

from geometry import conv_out_size


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    n = size[0]
    params = flops = 0
    for layer in spec:
        if layer["kind"] in ("conv", "max_pool"):
            k = layer["kernel"][0]
            n = conv_out_size(n, k, layer["stride"][0], layer["padding"][0], 1)
        if layer["kind"] == "conv":
            taps = layer["in"] // layer["groups"] * k * k
            params += layer["out"] * (taps + layer["bias"])
            flops += layer["out"] * n * n * (2 * taps + layer["bias"])
        elif layer["kind"] == "linear":
            params += layer["out"] * (layer["in"] + layer["bias"])
            flops += layer["out"] * (2 * layer["in"] + layer["bias"])
    return params, flops
