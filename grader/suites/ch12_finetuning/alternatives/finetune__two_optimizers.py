"""Two optimisers side by side."""


def finetune(model, head, batches, epochs, base_lr, head_lr):
    modules = dict(model.named_modules(remove_duplicate=False))
    if head not in modules:
        raise KeyError(head)
    top = set(modules[head].parameters())
    optimizers = [torch.optim.Adam(top, lr=head_lr)]
    rest = [p for p in model.parameters() if p not in top]
    if rest:
        optimizers.append(torch.optim.Adam(rest, lr=base_lr))
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            model.zero_grad()
            loss = torch.nn.CrossEntropyLoss()(model(x), y)
            loss.backward()
            for optimizer in optimizers:
                optimizer.step()
    return model
