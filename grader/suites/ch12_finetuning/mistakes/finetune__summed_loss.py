"""The loss is summed over the batch instead of averaged: a long batch weighs more than a short one."""


def finetune(model, head, batches, epochs, base_lr, head_lr):
    dict(model.named_modules(remove_duplicate=False))[head]
    base, top = [], []
    for name, parameter in model.named_parameters():
        (top if name.startswith(head + ".") else base).append(parameter)
    optimizer = torch.optim.Adam([{"params": base, "lr": base_lr}, {"params": top, "lr": head_lr}])
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y, reduction="sum").backward()
            optimizer.step()
    return model
