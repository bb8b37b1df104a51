"""The optimiser's settings are loaded, but its averages and step count are not, or were wiped again."""


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    if optimizer is not None:
        optimizer.load_state_dict({"state": {}, "param_groups": checkpoint["optimizer"]["param_groups"]})
    return checkpoint["epoch"]
