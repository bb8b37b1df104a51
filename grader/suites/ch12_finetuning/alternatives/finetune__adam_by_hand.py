"""Adam written out."""


def finetune(model, head, batches, epochs, base_lr, head_lr):
    modules = dict(model.named_modules(remove_duplicate=False))
    top = {id(p) for p in modules[head].parameters()}
    params = [p for p in model.parameters() if p.requires_grad]
    m = [torch.zeros_like(p) for p in params]
    v = [torch.zeros_like(p) for p in params]
    t = 0
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            t += 1
            loss = -model(x).log_softmax(1)[torch.arange(len(y)), y].mean()
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for i, (p, g) in enumerate(zip(params, grads, strict=True)):
                    m[i] = 0.9 * m[i] + 0.1 * g
                    v[i] = 0.999 * v[i] + 0.001 * g * g
                    lr = head_lr if id(p) in top else base_lr
                    p.sub_(lr * (m[i] / (1 - 0.9**t)) / ((v[i] / (1 - 0.999**t)).sqrt() + 1e-8))
    return model
