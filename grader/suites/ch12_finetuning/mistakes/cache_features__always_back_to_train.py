"""The whole model is put into train mode at the end, whatever it was before."""


def cache_features(model, batches):
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            features.append(model(x))
            labels.append(y)
    model.train()
    return torch.cat(features), torch.cat(labels)
