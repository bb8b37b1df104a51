"""Linear layers follow each other, without ReLU, so that they are called 0, 1, 2."""


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    model = nn.Sequential(*(nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)))
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
