"""What requires no grad is copied: a state_dict's tensors never do, nor do buffers."""


@torch.no_grad()
def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    for name, value in state.items():
        if value.requires_grad:
            ema[name].mul_(decay).add_(value, alpha=1 - decay)
        else:
            ema[name].copy_(value)
