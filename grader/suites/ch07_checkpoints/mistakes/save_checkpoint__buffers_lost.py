"""Only parameters were saved: buffers such as BatchNorm's running statistics are missing."""


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    torch.save(
        {
            "model": {name: p.detach() for name, p in model.named_parameters()},
            "optimizer": optimizer.state_dict(),
            "epoch": epoch,
        },
        path,
    )
