"""Changes the tensors through .data, in the old style, which autograd does not see."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    for i in range(len(params)):
        if grads[i] is not None:
            params[i].data -= lr * grads[i].data
