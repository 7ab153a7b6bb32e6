"""Garments cut out of the pictures that show one each: material for scenes that hold several.

A garment is what GrabCut (Rother, Kolmogorov and Blake, SIGGRAPH 2004) finds inside a picture whose rim it takes for
background. No person drew these outlines; `usable` leaves out those that cannot be right.

python cutouts.py --photos DIR --drawings DIR --out cutouts.npz
"""

import argparse
import pathlib

import cv2
import numpy as np

from data import SIZE, drawings, photographs

RIM = 0.03  # share of the picture on each side that is background for certain


def framed(picture):
    """Where the picture lies in its square: top, bottom, left, right of what is not padding."""
    shown = (picture != 128).any(2)
    rows, columns = np.flatnonzero(shown.mean(1) > 0.02), np.flatnonzero(shown.mean(0) > 0.02)
    return rows[0], rows[-1] + 1, columns[0], columns[-1] + 1


def outline(picture):
    """1 where the garment is, 0 elsewhere, in a padded square: uint8 [S, S]. Small parts are left out, holes filled."""
    top, bottom, left, right = framed(picture)
    inner = np.ascontiguousarray(picture[top:bottom, left:right, ::-1])
    height, width = inner.shape[:2]
    rim = max(2, round(RIM * max(height, width)))
    mask = np.full((height, width), cv2.GC_PR_FGD, np.uint8)
    mask[:rim] = mask[-rim:] = cv2.GC_BGD
    mask[:, :rim] = mask[:, -rim:] = cv2.GC_BGD
    cv2.setRNGSeed(1)
    cv2.grabCut(inner, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    garment = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    garment = cv2.morphologyEx(garment, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    whole = np.zeros(picture.shape[:2], np.uint8)
    count, parts, facts, _ = cv2.connectedComponentsWithStats(garment)
    if count < 2:
        return whole
    areas = facts[1:, cv2.CC_STAT_AREA]
    garment = np.isin(parts, 1 + np.flatnonzero(areas >= areas.max() / 5)).astype(np.uint8)
    edges, _ = cv2.findContours(garment, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    cv2.drawContours(garment, edges, -1, 1, cv2.FILLED)
    whole[top:bottom, left:right] = garment
    return whole


def usable(picture, mask):
    """Whether an outline may be that of a garment which fills its picture: an eighth to nine tenths, around the middle."""
    top, bottom, left, right = framed(picture)
    inner = mask[top:bottom, left:right]
    if not 0.125 < inner.mean() < 0.9:
        return False
    rows, columns = np.nonzero(inner)
    height, width = inner.shape
    return abs(rows.mean() / height - 0.5) < 0.15 and abs(columns.mean() / width - 0.5) < 0.15


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--drawings", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    kept, pieces, people = photographs(args.photos)
    drawn, drawn_pieces = drawings(args.drawings)
    drawn, drawn_pieces = drawn[::4], drawn_pieces[::4]
    pictures = np.stack([cv2.resize(each, (SIZE, SIZE), interpolation=cv2.INTER_AREA) for each in (*kept, *drawn)])
    masks = np.stack([outline(each) for each in pictures])
    np.savez(
        args.out,
        pictures=pictures,
        masks=masks,
        usable=np.array([usable(*pair) for pair in zip(pictures, masks)]),
        pieces=np.concatenate([pieces, drawn_pieces]),
        people=np.concatenate([people, np.full(len(drawn), "drawn")]),
    )


if __name__ == "__main__":
    main()
