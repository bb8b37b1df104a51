"""What a network costs: numbers to store, and operations to compute."""

from geometry import conv_out_size


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    """The parameters of a network, and the floating-point operations for one image.

    Args:
        spec: the layers in order, each a dict with a "kind":
            "conv": with "in" and "out" (channels), "kernel", "stride" and "padding" (pairs: height, width), "bias", and
            "groups", which divides both numbers of channels: each output channel sees in / groups input channels;
            "max_pool": with "kernel", "stride" and "padding"; no parameters, and comparisons do not count;
            "global_avg_pool": every feature map becomes one number; it counts as nothing too;
            "linear": with "in", "out" and "bias".
        size: (height, width) of the image.

    Returns:
        (parameters, flops), Python ints. A product and the addition that takes it into a sum count as 2 operations, the
        addition of a bias as 1: an output number of a convolution costs 2 * (in / groups) * kH * kW, plus 1 with bias.

    Forbidden: nothing. Dilation is 1 everywhere.

    Example:
        18 + 2 parameters in the convolution, whose 2 * 4 * 5 output numbers cost 19 each; 8 + 4 and 4 * 5 in the other.

        >>> conv = {"kind": "conv", "in": 1, "out": 2, "kernel": (3, 3), "stride": (1, 1), "padding": (0, 0)}
        >>> spec = [
        ...     {**conv, "groups": 1, "bias": True},
        ...     {"kind": "global_avg_pool"},
        ...     {"kind": "linear", "in": 2, "out": 4, "bias": True},
        ... ]
        >>> count_params_and_flops(spec, (6, 7))
        (32, 780)
    """
    ### BEGIN SOLUTION
    params = flops = 0
    height, width = size
    for layer in spec:
        if layer["kind"] in ("conv", "max_pool"):
            (kh, kw), (sh, sw), (ph, pw) = layer["kernel"], layer["stride"], layer["padding"]
            height, width = conv_out_size(height, kh, sh, ph, 1), conv_out_size(width, kw, sw, pw, 1)
        if layer["kind"] == "conv":
            taps = layer["in"] // layer["groups"] * kh * kw
            params += layer["out"] * (taps + layer["bias"])
            flops += layer["out"] * height * width * (2 * taps + layer["bias"])
        elif layer["kind"] == "linear":
            params += layer["out"] * (layer["in"] + layer["bias"])
            flops += layer["out"] * (2 * layer["in"] + layer["bias"])
    return params, flops
    ### END SOLUTION
