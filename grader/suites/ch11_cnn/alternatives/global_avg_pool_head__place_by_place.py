"""The linear layer at every place, then the mean."""


def global_avg_pool_head(x, weight, bias):
    logits = x.permute(0, 2, 3, 1) @ weight.t() + bias
    return logits.reshape(x.size(0), -1, weight.size(0)).mean(1)
