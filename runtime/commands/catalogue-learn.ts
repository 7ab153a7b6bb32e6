import type { Command } from "commander";
import type { Learnt } from "../recommendation/behaviour/learn-likes";
import { command } from "./program";

/** `catalogue learn`: what goes with what, learnt anew from the likes of all who consented; a service on the same folder must be stopped first. */
export const catalogueLearn = (
  open: (data: string) => Promise<() => Promise<Learnt>>,
  close: () => Promise<void>,
): Command =>
  command("learn", "learn what goes with what from the likes of all who consented").action(
    async ({ data, json }: { readonly data: string; readonly json?: boolean }) => {
      try {
        const learnt = await (await open(data))();
        console.log(json ? JSON.stringify(learnt, null, 1) : prose(learnt));
      } finally {
        await close();
      }
    },
  );

const prose = ({ people, items, likes, ndcg, popularity, inForce }: Learnt): string =>
  [
    `${likes} likes of ${people} people for ${items} items`,
    `the last like of each, foretold: nDCG@10 ${ndcg.toFixed(4)}; popularity ${popularity.toFixed(4)}`,
    inForce ? "in force" : "not put in force: popularity foretells as well; more likes are needed",
  ].join("\n");
