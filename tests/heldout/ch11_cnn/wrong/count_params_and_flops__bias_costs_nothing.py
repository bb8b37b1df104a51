"""Leaves the addition of biases out of the operations."""

from geometry import conv_out_size


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    h, w = size
    params = flops = 0
    for layer in spec:
        if layer["kind"] in ("conv", "max_pool"):
            (kh, kw), (sh, sw), (ph, pw) = layer["kernel"], layer["stride"], layer["padding"]
            h, w = conv_out_size(h, kh, sh, ph, 1), conv_out_size(w, kw, sw, pw, 1)
        if layer["kind"] == "conv":
            taps = layer["in"] // layer["groups"] * kh * kw
            params += layer["out"] * (taps + layer["bias"])
            flops += layer["out"] * h * w * 2 * taps
        elif layer["kind"] == "linear":
            params += layer["out"] * (layer["in"] + layer["bias"])
            flops += layer["out"] * 2 * layer["in"]
    return params, flops
