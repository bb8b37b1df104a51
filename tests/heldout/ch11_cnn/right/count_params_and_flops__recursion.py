"""The first layer, then the rest."""

from geometry import conv_out_size


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    if len(spec) == 0:
        return 0, 0
    layer, *rest = spec
    params = flops = 0
    match layer:
        case {"kind": "conv" | "max_pool" as kind, "kernel": kernel, "stride": stride, "padding": padding}:
            size = tuple(conv_out_size(n, k, s, p, 1) for n, k, s, p in zip(size, kernel, stride, padding))
            if kind == "conv":
                per_output = (layer["in"] // layer["groups"]) * kernel[0] * kernel[1]
                params = per_output * layer["out"] + (layer["out"] if layer["bias"] else 0)
                flops = (2 * per_output + bool(layer["bias"])) * layer["out"] * size[0] * size[1]
        case {"kind": "linear", "in": cin, "out": cout}:
            params = cin * cout + (cout if layer["bias"] else 0)
            flops = 2 * cin * cout + (cout if layer["bias"] else 0)
        case {"kind": "global_avg_pool"}:
            size = (1, 1)
    more_params, more_flops = count_params_and_flops(rest, size)
    return params + more_params, flops + more_flops
