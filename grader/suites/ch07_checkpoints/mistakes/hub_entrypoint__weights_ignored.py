"""The weights of the file are not used: the network is untrained."""


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    layers = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    return model.eval()
