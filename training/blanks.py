"""Pictures that show no garment, so that the encoder learns to say so: uint8 [n, 3, size, size].

Surfaces are corners of photographs (floor, bed, wall); the rest is computed. `taught` and `unseen` share no kind, so
that the refusal is measured on something it was not taught.
"""

import numpy as np
from PIL import Image, ImageDraw

from data import KEPT


def smooth(random, size, cells):
    """Noise of `cells` × `cells` values, spread over the picture."""
    small = random.integers(0, 256, (cells, cells, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((size, size), Image.BICUBIC))


def flat(random, size):
    return np.broadcast_to(random.integers(0, 256, 3, dtype=np.uint8), (size, size, 3))


def gradient(random, size):
    return smooth(random, size, 2)


def speckled(random, size):
    return np.clip(flat(random, size) + random.normal(0, random.uniform(2, 80), (size, size, 3)), 0, 255)


def clouded(random, size):
    return smooth(random, size, int(random.integers(3, 40)))


def striped(random, size):
    angle, width = random.uniform(0, np.pi), random.uniform(3, 40)
    rows, columns = np.mgrid[:size, :size]
    odd = ((np.cos(angle) * rows + np.sin(angle) * columns) // width % 2)[..., None]
    return odd * random.integers(0, 256, 3) + (1 - odd) * random.integers(0, 256, 3)


def shapes(random, size):
    """Boxes, discs and lines on a background, as in a room, a sign or a diagram."""
    picture = Image.fromarray(np.ascontiguousarray(random.choice([flat, gradient])(random, size)).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    for _ in range(random.integers(1, 12)):
        left, top = random.integers(-20, size, 2)
        right, bottom = left + random.integers(4, size), top + random.integers(4, size)
        colour = tuple(int(value) for value in random.integers(0, 256, 3))
        kind = random.integers(3)
        if kind == 0:
            draw.rectangle((left, top, right, bottom), fill=colour)
        elif kind == 1:
            draw.ellipse((left, top, right, bottom), fill=colour)
        else:
            draw.line((left, top, right, bottom), fill=colour, width=int(random.integers(1, 12)))
    return np.asarray(picture)


def text(random, size):
    ink, paper = sorted(random.integers(0, 256, 2))
    picture = Image.new("RGB", (size, size), (int(paper),) * 3)
    draw = ImageDraw.Draw(picture)
    height = float(random.uniform(8, 30))
    for row in np.arange(4, size, height * 1.3):
        words = "".join(chr(code) for code in random.choice([32, *range(97, 123)], int(random.integers(2, 40))))
        draw.text((4, float(row)), words, fill=(int(ink),) * 3, font_size=height)
    return np.asarray(picture)


def chequered(random, size):
    width = random.integers(4, 40)
    rows, columns = np.mgrid[:size, :size] // width
    odd = ((rows + columns) % 2)[..., None]
    return odd * random.integers(0, 256, 3) + (1 - odd) * random.integers(0, 256, 3)


def rippled(random, size):
    rows, columns = np.mgrid[:size, :size] / size - random.uniform(0, 1, (2, 1, 1))
    wave = np.sin(np.hypot(rows, columns) * random.uniform(5, 60))[..., None] / 2 + 0.5
    return wave * random.integers(0, 256, 3) + (1 - wave) * random.integers(0, 256, 3)


taught = (flat, gradient, speckled, clouded, striped, shapes)
unseen = (text, chequered, rippled)


def computed(kinds, count, seed, size=KEPT):
    """`count` pictures, kinds in turn; the same for the same seed."""
    random = np.random.default_rng(seed)
    pictures = [np.asarray(kinds[index % len(kinds)](random, size)).astype(np.uint8) for index in range(count)]
    return np.stack(pictures).transpose(0, 3, 1, 2)
