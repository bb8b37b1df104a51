"""Every element by itself."""


def scale(x, factor):
    if factor == 0.0:
        raise ValueError("zero")
    return torch.stack([element * factor for element in x.reshape(-1)]).reshape(x.shape)
