"""The two learning rates have changed places."""


def finetune(model, head, batches, epochs, base_lr, head_lr):
    dict(model.named_modules(remove_duplicate=False))[head]
    base, top = [], []
    for name, parameter in model.named_parameters():
        (top if name.startswith(head + ".") else base).append(parameter)
    optimizer = torch.optim.Adam([{"params": base, "lr": head_lr}, {"params": top, "lr": base_lr}])
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
    return model
