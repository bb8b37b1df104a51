"""Of the optimiser only the learning rate is restored."""


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(checkpoint["model"])
    if optimizer is not None:
        for group, saved in zip(optimizer.param_groups, checkpoint["optimizer"]["param_groups"], strict=True):
            group["lr"] = saved["lr"]
    return checkpoint["epoch"]
