"""Pictures that hold none, one or several garments, with a box for each: what the finder learns from.

Nobody has drawn boxes into the photographs; scenes are put together from cut-outs, so that the boxes are known. Four kinds:
one garment as it was photographed, garments laid out on a ground, an outfit on a figure, and photographs side by side.
"""

import cv2
import numpy as np

from blanks import clouded, flat, gradient, speckled, striped
from data import PAD, PIECES, SIZE

TOPS = [PIECES.index(name) for name in ("longsleeve", "outwear", "shirt", "t-shirt")]
BOTTOMS = [PIECES.index(name) for name in ("pants", "shorts", "skirt")]
MOST = 4  # garments of one scene
CELL = 8  # pixels of a cell of the mask


def box_of(mask):
    """Left, top, right, bottom of what is 1; right and bottom lie outside."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], np.float32)


class Scenes:
    """Scenes from those cut-outs and surfaces that are offered; the same for the same seed."""

    def __init__(self, cutouts, surfaces, allowed, seed):
        self.random = np.random.default_rng(seed)
        self.pictures, self.masks, self.pieces = (cutouts[name][allowed] for name in ("pictures", "masks", "pieces"))
        self.good = np.flatnonzero(cutouts["usable"][allowed])
        self.surfaces = surfaces

    def frame(self):
        """Where the scene lies in its square, as photographs of three formats do."""
        side = int(SIZE * self.random.choice([0.75, 0.75, 1, 0.5625]))
        at = (SIZE - side) // 2
        return (0, SIZE, at, at + side) if self.random.random() < 0.7 else (at, at + side, 0, SIZE)

    def ground(self):
        """A floor, bed or wall of a photograph, or computed noise."""
        if self.random.random() < 0.7:
            ground = self.surfaces[self.random.integers(len(self.surfaces))]
            ground = cv2.GaussianBlur(cv2.resize(ground, (SIZE, SIZE)), (0, 0), self.random.uniform(0.3, 2))
        else:
            kind = (flat, gradient, clouded, speckled, striped)[self.random.choice(5, p=[0.4, 0.3, 0.1, 0.1, 0.1])]
            ground = np.asarray(kind(self.random, SIZE)).astype(np.uint8)
        return np.ascontiguousarray(ground)

    def laid(self, scene, union, index, centre, height, angle=0.0):
        """Lays one garment onto the scene, so many pixels high; answers its box, or nothing when it would lie outside."""
        mask, picture = self.masks[index], self.pictures[index]
        left, top, right, bottom = box_of(mask)
        scale = height / (bottom - top)
        turn = cv2.getRotationMatrix2D((float(left + right) / 2, float(top + bottom) / 2), angle, float(scale))
        turn[:, 2] += np.array(centre) - np.array([left + right, top + bottom]) / 2
        if self.random.random() < 0.5:
            mask, picture = mask[:, ::-1], picture[:, ::-1]
            turn[:, 2] += turn[:, 0] * (left + right - SIZE)  # mirrored about the garment's own middle
        placed = cv2.warpAffine(np.ascontiguousarray(mask), turn, (SIZE, SIZE), flags=cv2.INTER_LINEAR)
        if placed.sum() < 0.85 * mask.sum() * scale**2 or placed.sum() < 150:
            return None
        colours = cv2.warpAffine(np.ascontiguousarray(picture), turn, (SIZE, SIZE), flags=cv2.INTER_LINEAR)
        soft = cv2.GaussianBlur(placed.astype(np.float32), (0, 0), 0.7)[..., None]
        shadow = cv2.GaussianBlur(np.roll(placed, (2, 2), (0, 1)).astype(np.float32), (0, 0), 2)[..., None]
        scene[:] = scene * (1 - shadow * self.random.uniform(0, 0.35))
        scene[:] = scene * (1 - soft) + colours * soft * self.random.uniform(0.8, 1.15)
        np.clip(scene, 0, 255, out=scene)
        union |= placed
        return box_of(placed)

    def nothing(self):
        return self.ground().astype(np.float32), [], np.zeros((SIZE, SIZE), np.uint8)

    def single(self):
        index = self.random.choice(self.good)
        mask = self.masks[index]
        return self.pictures[index].astype(np.float32), [box_of(mask)], mask.copy()

    def several(self):
        """Garments beside one another, hardly one over the other."""
        scene, union, boxes = self.ground().astype(np.float32), np.zeros((SIZE, SIZE), np.uint8), []
        for _ in range(12):
            if len(boxes) == MOST:
                break
            index, height = self.random.choice(self.good), self.random.uniform(38, 105)
            left, top, right, bottom = box_of(self.masks[index])
            wide = height * (right - left) / (bottom - top)
            centre = self.random.uniform((wide / 2, height / 2), (SIZE - wide / 2, SIZE - height / 2)) if wide < SIZE else (80, 80)
            half = np.array([wide, height]) / 2
            wanted = np.array([*(centre - half), *(centre + half)])
            if any(overlap(wanted, other) > 0.12 for other in boxes):
                continue
            box = self.laid(scene, union, index, centre, height, self.random.normal(0, 12))
            if box is not None:
                boxes.append(box)
            if len(boxes) > 1 and self.random.random() < 0.3:
                break
        return scene, boxes, union

    def outfit(self):
        """A top over a bottom, with a hat and shoes now and then, on a rough figure."""
        scene, union, boxes = self.ground().astype(np.float32), np.zeros((SIZE, SIZE), np.uint8), []
        pick = lambda wanted: self.random.choice(self.good[np.isin(self.pieces[self.good], wanted)])
        middle, scale = self.random.uniform(60, 100), self.random.uniform(0.75, 1.05)
        top = self.random.uniform(8, 30)
        skin = np.array(self.random.choice([[232, 190, 160], [198, 146, 110], [141, 98, 70], [92, 62, 45]])) * self.random.uniform(0.8, 1.1)
        figure = lambda x, y, wide, high: cv2.ellipse(
            scene, ((float(x), float(y)), (float(wide), float(high)), 0.0), [float(v) for v in skin], -1
        )
        if self.random.random() < 0.7:
            figure(middle, top + 4, 20 * scale, 26 * scale)
            figure(middle, top + 70 * scale, 30 * scale, 140 * scale)
        upper, lower = self.random.uniform(48, 62) * scale, self.random.uniform(50, 78) * scale
        order = [
            (pick(BOTTOMS), (middle, top + 16 + upper + lower / 2 - 4), lower),
            (pick(TOPS), (middle, top + 16 + upper / 2), upper),
        ]
        if self.random.random() < 0.3:
            order.append((pick([PIECES.index("hat")]), (middle, top), 18 * scale))
        if self.random.random() < 0.3:
            order.append((pick([PIECES.index("shoes")]), (middle, top + 20 + upper + lower + 6), 22 * scale))
        if self.random.random() < 0.15:
            order = order[:1] if self.random.random() < 0.5 else order[1:2]
        for index, centre, height in order:
            box = self.laid(scene, union, index, centre, height, self.random.normal(0, 3))
            if box is not None:
                boxes.append(box)
        return scene, boxes, union

    def collage(self):
        """Two to four photographs side by side, each with its own ground."""
        scene, union, boxes = np.full((SIZE, SIZE, 3), PAD, np.float32), np.zeros((SIZE, SIZE), np.uint8), []
        columns, rows = [(2, 1), (1, 2), (2, 2), (3, 1), (2, 1)][self.random.integers(5)]
        wide, high = SIZE // columns, SIZE // rows
        for column in range(columns):
            for row in range(rows):
                index = self.random.choice(self.good)
                picture, mask = self.pictures[index], self.masks[index]
                side = min(wide, high) if self.random.random() < 0.5 else max(wide, high)
                small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
                shape = cv2.resize(mask, (side, side), interpolation=cv2.INTER_NEAREST)
                x, y = (side - min(side, wide)) // 2, (side - min(side, high)) // 2
                small, shape = small[y : y + high, x : x + wide], shape[y : y + high, x : x + wide]
                top, left = row * high + (high - len(small)) // 2, column * wide + (wide - small.shape[1]) // 2
                scene[top : top + len(small), left : left + small.shape[1]] = small
                if shape.sum() < 100:
                    continue
                union[top : top + len(small), left : left + small.shape[1]] |= shape
                boxes.append(box_of(shape) + np.array([left, top, left, top]))
        return scene, boxes, union

    def draw(self):
        """One scene: picture uint8 [S, S, 3]; boxes in pixels [≤ MOST, 4]; the share of each cell that is garment, [S / CELL, S / CELL]."""
        kinds = (self.nothing, self.single, self.several, self.outfit, self.collage)
        scene, boxes, union = kinds[self.random.choice(5, p=[0.06, 0.36, 0.24, 0.2, 0.14])]()
        if len(boxes) != 1 and self.random.random() < 0.6:
            top, bottom, left, right = self.frame()
            squeezed = cv2.resize(scene, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
            shape = cv2.resize(union, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)
            scene, union = np.full_like(scene, PAD), np.zeros_like(union)
            scene[top:bottom, left:right], union[top:bottom, left:right] = squeezed, shape
            scale = np.array([right - left, bottom - top] * 2) / SIZE
            boxes = [box * scale + np.array([left, top, left, top]) for box in boxes]
        scene = scene * self.random.uniform(0.75, 1.2) + self.random.uniform(-20, 20)
        cells = union.reshape(SIZE // CELL, CELL, SIZE // CELL, CELL).mean((1, 3))
        return np.clip(scene, 0, 255).astype(np.uint8), np.array(boxes, np.float32).reshape(-1, 4), cells.astype(np.float32)


def overlap(one, other):
    """Intersection over the smaller of two boxes."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((one[2] - one[0]) * (one[3] - one[1]), (other[2] - other[0]) * (other[3] - other[1]))
    return max(0, wide) * max(0, high) / smaller
