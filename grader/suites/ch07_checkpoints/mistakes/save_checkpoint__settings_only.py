"""The optimiser's settings were saved, but not its averages and step counts."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": {"state": {}, "param_groups": optimizer.state_dict()["param_groups"]},
            "epoch": epoch,
        },
        path,
    )
