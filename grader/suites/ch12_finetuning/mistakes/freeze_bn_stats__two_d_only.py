"""Only BatchNorm2d is found."""


def freeze_bn_stats(model):
    def stay(norm):
        norm.eval()
        norm.train = lambda mode=True: norm

    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            stay(module)
    return model
