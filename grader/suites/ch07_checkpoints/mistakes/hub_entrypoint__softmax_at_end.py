"""These are probabilities. Return the logits: nothing comes after the last layer."""


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    layers = []
    for inputs, outputs in pairwise(sizes):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    model = nn.Sequential(*layers[:-1], nn.Softmax(dim=-1))
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
