import { believed } from "../../watch/believed";
import { type BehaviourModel, leading, proposer } from "./model";
import { type HabitStore, read } from "./model-file";

/** What goes with what, as questions need it. */
export interface Habits {
  /** Every item that it knows, by number. */
  readonly names: readonly string[];
  /** At most `count` items that go with those liked, oldest first; `admit` is asked by number. What it never heard of leads nowhere. */
  after(liked: readonly string[], count: number, admit: (item: number) => boolean): readonly string[];
  /** Which of those liked, oldest first, leads to an item most; undefined when none does. */
  because(liked: readonly string[]): (id: string) => string | undefined;
}

export function habitsOf(model: BehaviourModel): Habits {
  const numbers = new Map(model.names.map((name, at) => [name, at]));
  const propose = proposer(model);
  const known = (liked: readonly string[]) => liked.flatMap((id) => numbers.get(id) ?? []);
  const name = (item: number) => model.names[item] ?? "";
  return {
    names: model.names,
    after: (liked, count, admit) => propose(known(liked), count, admit).map(({ item }) => name(item)),
    because(liked) {
      const history = known(liked);
      return (id) => {
        const item = numbers.get(id);
        const leader = item === undefined ? undefined : leading(item, history, model);
        return leader === undefined ? undefined : name(leader);
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
