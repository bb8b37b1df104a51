"""The first layer, and then the rest."""


def count_params_and_flops(spec, size):
    if not spec:
        return 0, 0
    layer, *rest = spec
    kind, bias = layer["kind"], int(layer.get("bias", False))
    params = flops = 0
    if kind == "linear":
        params, flops = layer["out"] * (layer["in"] + bias), layer["out"] * (2 * layer["in"] + bias)
    elif kind != "global_avg_pool":
        (kh, kw), (sh, sw), (ph, pw) = layer["kernel"], layer["stride"], layer["padding"]
        size = conv_out_size(size[0], kh, sh, ph, 1), conv_out_size(size[1], kw, sw, pw, 1)
        if kind == "conv":
            seen = layer["in"] // layer["groups"]
            params = layer["out"] * seen * kh * kw + bias * layer["out"]
            flops = 2 * size[0] * size[1] * layer["out"] * seen * kh * kw + bias * layer["out"] * size[0] * size[1]
    more = count_params_and_flops(rest, size)
    return params + more[0], flops + more[1]
