"""Keep the running statistics of a pretrained BatchNorm."""

import torch


def freeze_bn_stats(model: torch.nn.Module) -> torch.nn.Module:
    """Make every BatchNorm of the model normalise with its running statistics and leave them as they are, for good.

    This holds while the model trains, too: after model.train() a forward pass still normalises with running_mean and
    running_var, and does not move them (nor num_batches_tracked). All other layers, such as Dropout, go on following
    model.train() and model.eval(). The weight and the bias of a BatchNorm are parameters, not statistics: they keep
    their requires_grad and can still be trained. How you do it, and what .training says, is up to you.

    Args:
        model: the model, changed in place; it may hold BatchNorms at any depth, or be one itself. A BatchNorm is a
            torch.nn.BatchNorm1d, BatchNorm2d or BatchNorm3d or an instance of a subclass of these;
            torch.nn.SyncBatchNorm is none and may stay as it is.

    Returns:
        The same model object, with the same names in its state_dict.

    Forbidden: nothing.

    Example:
        With mean 1 and variance 4, (x - 1) / 2 is what comes out, in train mode too.

        >>> model = torch.nn.Sequential(torch.nn.BatchNorm1d(1))
        >>> model[0].running_mean[:], model[0].running_var[:] = 1.0, 4.0
        >>> _ = freeze_bn_stats(model)
        >>> _ = model.train()
        >>> model(torch.tensor([[2.0], [4.0]]))
        tensor([[0.5000],
                [1.5000]], grad_fn=<NativeBatchNormBackward0>)
        >>> model[0].running_mean
        tensor([1.])
    """

    raise NotImplementedError("freeze_bn_stats is not implemented yet")
