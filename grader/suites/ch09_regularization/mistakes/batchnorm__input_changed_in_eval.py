"""sub_ and div_ on the argument."""


def batchnorm_eval(x, weight, bias, running_mean, running_var, eps):
    return x.sub_(running_mean).div_((running_var + eps).sqrt()) * weight + bias
