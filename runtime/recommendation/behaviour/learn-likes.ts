import type { ConsentLedger } from "../../privacy/consent";
import type { TasteBook } from "../../taste/taste";
import { chooseSettings, setAside } from "./choose";
import { meanNdcg } from "./figures";
import { type Named, gatherer, histories, historyOf, usersIn } from "./histories";
import { learn } from "./model";
import { type HabitStore, written } from "./model-file";
import { popularity } from "./peers";

export interface LearnDeps {
  /** Within limits: whoever objects or restricts is nobody here. */
  readonly consents: Pick<ConsentLedger, "consenting">;
  readonly tastes: Pick<TasteBook, "dealings">;
  readonly store: HabitStore;
  readonly now: () => Date;
}

/** What came of learning. */
export interface Learnt {
  readonly people: number;
  readonly items: number;
  readonly likes: number;
  /** nDCG@10 of the last like of each, foretold from those before it; popularity's beside it. */
  readonly ndcg: number;
  readonly popularity: number;
  /** False when popularity foretells as well: then none is in force, and none that was learnt before stays. */
  readonly inForce: boolean;
}

/** An item that fewer people like is left out: links of it would tell of those people, and prove little. */
const fewestPeople = 5;
/** People whose likes are read at a time; nobody else's are. */
const page = 1000;
/** How much better than popularity: the best of many trials is always a little better by luck. */
const clearly = 1.05;
/** People by whom settings are chosen, evenly spread; everybody is learnt from afterwards. */
const mostChoosing = 50_000;

/**
 * Learns what goes with what from what all liked and did who consented to personalisation, and puts it in force when it foretells likes better
 * than popularity does. The model names items alone; who withdrew or was erased is not in the next one.
 */
export async function learnFromLikes({ consents, tastes, store, now }: LearnDeps): Promise<Learnt> {
  const agreed = await consents.consenting("personalisation");
  const gathering = gatherer();
  const people = [...agreed];
  for (let at = 0; at < people.length; at += page)
    for (const { subject, itemId, at: when } of await tastes.dealings(people.slice(at, at + page)))
      gathering.add({ user: subject, item: itemId, time: when.getTime() });
  const all = gathering.gathered(fewestPeople);
  const sample = choosing(all);
  const { learnt, wanted } = setAside(sample, "ordered", () => 0);
  const { settings, trials } = chooseSettings(learnt, wanted, "ordered");
  const ndcg = Math.max(0, ...trials.map((trial) => trial.ndcg));
  const popular = popularity(learnt);
  const known = meanNdcg(
    Array.from({ length: usersIn(learnt) }, (_, user) => user)
      .filter((user) => historyOf(wanted, user).length > 0)
      .map((user) => ({ proposed: popular(historyOf(learnt, user), 10), wanted: historyOf(wanted, user) })),
    10,
  );
  const inForce = ndcg > known * clearly;
  if (inForce) await store.save(written(learn(all, settings), now()));
  else await store.remove(); // the one before may know of people who are gone
  return { people: usersIn(all), items: all.width, likes: all.items.length, ndcg, popularity: known, inForce };
}

function choosing(all: Named): Named {
  const users = usersIn(all);
  if (users <= mostChoosing) return all;
  const step = users / mostChoosing;
  const rows = Array.from({ length: mostChoosing }, (_, at) => historyOf(all, Math.floor(at * step)));
  return { ...all, ...histories(rows, all.width) };
}
