"""The operations are counted without groups."""


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    params = flops = 0
    height, width = size
    for layer in spec:
        if layer["kind"] in ("conv", "max_pool"):
            (kh, kw), (sh, sw), (ph, pw) = layer["kernel"], layer["stride"], layer["padding"]
            height, width = conv_out_size(height, kh, sh, ph, 1), conv_out_size(width, kw, sw, pw, 1)
        if layer["kind"] == "conv":
            taps = layer["in"] // layer["groups"] * kh * kw
            params += layer["out"] * (taps + layer["bias"])
            flops += layer["out"] * height * width * (2 * taps * layer["groups"] + layer["bias"])
        elif layer["kind"] == "linear":
            params += layer["out"] * (layer["in"] + layer["bias"])
            flops += layer["out"] * (2 * layer["in"] + layer["bias"])
    return params, flops
