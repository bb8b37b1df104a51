"""add_module, and the state assigned."""


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    net = nn.Sequential()
    for index in range(len(sizes) - 1):
        if index > 0:
            net.add_module(str(2 * index - 1), nn.ReLU(inplace=True))
        net.add_module(str(2 * index), nn.Linear(sizes[index], sizes[index + 1]))
    if weights:
        with open(weights, "rb") as file:
            checkpoint = torch.load(file, map_location=torch.device(map_location), weights_only=True)
        net.load_state_dict(checkpoint["model"])
    net.train(False)
    return net
