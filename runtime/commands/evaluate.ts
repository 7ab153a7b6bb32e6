import { Command } from "commander";
import { evaluateImplicit, evaluateSequences } from "./evaluate-behaviour";
import { type ColoursDeps, evaluateColours } from "./evaluate-colours";
import { type IntakeDeps, evaluateIntake } from "./evaluate-intake";
import { evaluatePanel } from "./evaluate-panel";
import type { RecommendCommandDeps } from "./recommend";
import { evaluateVision } from "./evaluate-vision";

export type EvaluateDeps = IntakeDeps & ColoursDeps;

/** `evaluate`: what the parts are worth on material of one's own. */
export const evaluate = (
  open: (data: string) => Promise<EvaluateDeps>,
  shop: (data: string) => Promise<RecommendCommandDeps>,
  close: () => Promise<void>,
): Command =>
  new Command("evaluate")
    .description("what the parts are worth on material of your own")
    .addCommand(evaluateVision(open))
    .addCommand(evaluateColours(open))
    .addCommand(evaluateImplicit())
    .addCommand(evaluateSequences())
    .addCommand(evaluateIntake(open))
    .addCommand(evaluatePanel(shop, close));
