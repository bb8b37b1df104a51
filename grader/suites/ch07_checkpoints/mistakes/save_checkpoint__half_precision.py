"""The parameters were rounded to 16 bits before they were saved."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save(
        {
            "model": {name: v.half() if v.is_floating_point() else v for name, v in model.state_dict().items()},
            "optimizer": optimizer.state_dict(),
            "epoch": epoch,
        },
        path,
    )
