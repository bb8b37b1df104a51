"""Adam written out: bias-corrected moments of the gradient and its square."""


def train_mnist(model, batches, epochs, lr):
    model.train()
    params = list(model.parameters())
    first = [torch.zeros_like(p) for p in params]
    second = [torch.zeros_like(p) for p in params]
    step, losses = 0, []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in batches:
            loss = F.cross_entropy(model(x), y)
            grads = torch.autograd.grad(loss, params)
            step += 1
            with torch.no_grad():
                for p, g, m, v in zip(params, grads, first, second, strict=True):
                    m.mul_(0.9).add_(g, alpha=0.1)
                    v.mul_(0.999).addcmul_(g, g, value=0.001)
                    p.sub_(lr * (m / (1 - 0.9**step)) / ((v / (1 - 0.999**step)).sqrt() + 1e-8))
            total += float(loss) * len(y)
            count += len(y)
        losses.append(total / count)
    return losses
