"""requires_grad=False on weight and bias: the running statistics are no parameters and move on."""


def freeze_bn_stats(model):
    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            module.requires_grad_(False)
    return model
