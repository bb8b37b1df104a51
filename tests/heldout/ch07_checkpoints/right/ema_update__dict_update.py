"""Makes a dict of all new values first."""

import torch


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.inference_mode(False), torch.no_grad():
        averaged = {
            name: torch.add(ema[name] * decay, tensor, alpha=1 - decay).type_as(ema[name])
            for name, tensor in state.items()
            if tensor.is_floating_point()
        }
        copied = {name: tensor.detach().clone() for name, tensor in state.items() if name not in averaged}
    ema.update(averaged)
    ema.update(copied)
