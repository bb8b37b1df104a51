"""Every hidden layer has the first hidden size."""


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    hidden = [sizes[1]] * (len(sizes) - 2)
    layers = []
    for inputs, outputs in pairwise([sizes[0], *hidden, sizes[-1]]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
