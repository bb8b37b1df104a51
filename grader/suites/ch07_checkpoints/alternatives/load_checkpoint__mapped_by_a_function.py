"""A function as map_location; popped from the dict."""


def load_checkpoint(path, model, optimizer=None):
    content = torch.load(path, lambda storage, location: storage, weights_only=True)
    epoch = content.pop("epoch")
    for part, key in ((model, "model"), (optimizer, "optimizer")):
        if part is not None:
            part.load_state_dict(content.pop(key))
    return epoch
