"""The mean of a network's weights over its last steps, which is steadier than the newest of them (Polyak and Juditsky 1992)."""

import torch

MEMORY = 0.99  # share of the mean that a step leaves as it was; less at the beginning


def follow(mean, network, step):
    """Moves the weights of `mean` towards those of `network` after its step number `step`, from 0; counters are taken over."""
    keep = min(MEMORY, (1 + step) / (10 + step))
    with torch.no_grad():
        for old, new in zip(mean.state_dict().values(), network.state_dict().values()):
            old.lerp_(new, 1 - keep) if old.dtype.is_floating_point else old.copy_(new)
