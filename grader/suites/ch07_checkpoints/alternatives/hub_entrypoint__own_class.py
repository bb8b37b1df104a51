"""A class of one's own with those names."""


class Chain(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        for index, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            setattr(self, str(2 * index), nn.Linear(inputs, outputs))

    def forward(self, x):
        layers = list(self.children())
        for layer in layers[:-1]:
            x = layer(x).clamp(min=0)
        return layers[-1](x)


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    net = Chain(sizes)
    if weights is not None:
        content = torch.load(weights, map_location, weights_only=True)
        net.load_state_dict(content["model"], strict=True)
    return net.eval()
