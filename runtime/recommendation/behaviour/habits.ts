import { believed } from "../../watch/believed";
import { type BehaviourModel, leading, proposer } from "./model";
import { type HabitStore, read } from "./model-file";

/** What goes with what, as questions need it. */
export interface Habits {
  /** What follows from a history, given as ids, oldest first; what it never heard of leads nowhere. */
  after(history: readonly string[]): Following;
}

/** What follows from one history. */
export interface Following {
  /** Every item that is known, by number. */
  readonly names: readonly string[];
  /** The numbers of at most `count` items that go with it, best first; `admit` is asked in that order. */
  first(count: number, admit: (item: number) => boolean): readonly number[];
  /** The id in the history that leads to an item most; undefined when none does. */
  leader(item: number): string | undefined;
}

export function habitsOf(model: BehaviourModel): Habits {
  const { names } = model;
  const numbers = new Map(names.map((name, at) => [name, at]));
  const propose = proposer(model);
  return {
    after(ids) {
      const history = ids.flatMap((id) => numbers.get(id) ?? []);
      return {
        names,
        first: (count, admit) => propose(history, count, admit).map(({ item }) => item),
        leader(item) {
          const leader = leading(item, history, model);
          return leader === undefined ? undefined : names[leader];
        },
      };
    },
  };
}

/** The habits in force, looked up at most once in `milliseconds`; a file that is damaged changes nothing, one that is gone does. */
export function habitsIn(store: HabitStore, now: () => Date, milliseconds = 60_000): () => Promise<Habits | undefined> {
  let last: { readonly habits: Habits; readonly learntAt: number } | undefined;
  const look = async () => {
    const bytes = await store.load();
    const model = bytes && read(bytes);
    if (!bytes) last = undefined;
    else if (model && model.learntAt.getTime() !== last?.learntAt)
      last = { habits: habitsOf(model), learntAt: model.learntAt.getTime() };
    return last?.habits;
  };
  return believed(look, now, milliseconds);
}
