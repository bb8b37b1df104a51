"""The network is in train mode; whoever loads it wants to use it: model.eval()."""


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    layers = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model
