"""The weight is a buffer, which no optimiser sees."""


class Gain(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.register_buffer("weight", torch.ones(features))

    def forward(self, x):
        return x * self.weight

    def doubled(self, x):
        return 2 * self(x)
