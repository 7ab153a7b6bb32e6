import { Command } from "commander";
import { segmentAdd } from "./segment-add";
import { segmentAssign } from "./segment-assign";
import type { SegmentDeps } from "./segment-common";
import { segmentForget } from "./segment-forget";
import { segmentFit } from "./segment-fit";
import { segmentModels, segmentPromote, segmentRetire, segmentRollback } from "./segment-models";
import { segmentReport } from "./segment-report";

/** `segment`: from event files to named segments. `fit` begins anew from its files, `add` adds to what was taken in. */
export const segment = (open: (data: string) => SegmentDeps, close: () => Promise<void>): Command =>
  new Command("segment")
    .description("from event files to named, explained segments")
    .addCommand(segmentFit(open))
    .addCommand(segmentAdd(open))
    .addCommand(segmentAssign(open, close))
    .addCommand(segmentForget(open))
    .addCommand(segmentReport(open))
    .addCommand(segmentModels(open))
    .addCommand(segmentPromote(open))
    .addCommand(segmentRollback(open))
    .addCommand(segmentRetire(open));
