"""The optimiser's averages are loaded, but it keeps its own settings, such as the learning rate."""


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    if optimizer is not None:
        own = optimizer.state_dict()["param_groups"]
        optimizer.load_state_dict({"state": checkpoint["optimizer"]["state"], "param_groups": own})
    return checkpoint["epoch"]
