"""A small residual network for photographs of clothes, and the form in which it is exported."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    """Two 3×3 convolutions beside a shortcut (He et al. 2015, arXiv 1512.03385)."""

    def __init__(self, inward: int, outward: int, stride: int):
        super().__init__()
        self.first = nn.Conv2d(inward, outward, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outward)
        self.second = nn.Conv2d(outward, outward, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outward)
        self.shortcut = nn.Identity()
        if stride != 1 or inward != outward:
            shrink = nn.AvgPool2d(2, ceil_mode=True) if stride == 2 else nn.Identity()
            self.shortcut = nn.Sequential(shrink, nn.Conv2d(inward, outward, 1, bias=False), nn.BatchNorm2d(outward))

    def forward(self, x):
        inner = self.second_norm(self.second(F.relu(self.first_norm(self.first(x)))))
        return F.relu(self.shortcut(x) + inner)


class Encoder(nn.Module):
    """Stem and four stages; answers logits and the pooled features of the last stage."""

    def __init__(self, widths=(32, 48, 96, 160, 256), depths=(1, 2, 2, 1), classes: int = 10, dropout: float = 0.2):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, widths[0], 3, 2, 1, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU())
        blocks, inward = [], widths[0]
        for width, depth in zip(widths[1:], depths):
            for index in range(depth):
                blocks.append(Block(inward, width, 2 if index == 0 else 1))
                inward = width
        self.body = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(inward, classes)

    def features(self, x):
        return self.body(self.stem(x)).mean((2, 3))

    def forward(self, x):
        features = self.features(x)
        return self.head(self.dropout(features)), features


def normalised(pixels):
    """0..255 to about -2..2; zero is the pad colour."""
    return (pixels - 128.0) / 64.0


class Exported(nn.Module):
    """What the runtime loads: [N, 3, S, S] in 0..255 to unit embeddings and probabilities, averaged with the mirror."""

    def __init__(self, encoder: Encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, image):
        x = normalised(image)
        logits, features = self.encoder(x)
        mirrored_logits, mirrored = self.encoder(torch.flip(x, (3,)))
        probabilities = (logits.softmax(1) + mirrored_logits.softmax(1)) / 2
        return F.normalize(features + mirrored), probabilities
