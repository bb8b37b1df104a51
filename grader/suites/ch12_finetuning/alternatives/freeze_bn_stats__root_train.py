"""The train method of the model itself is wrapped."""


def freeze_bn_stats(model):
    norms = [m for m in model.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    usual = type(model).train

    def train(mode=True):
        usual(model, mode)
        for norm in norms:
            norm.training = False
        return model

    model.train = train
    return train(model.training)
