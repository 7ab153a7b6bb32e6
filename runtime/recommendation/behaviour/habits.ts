import { type BehaviourModel, proposer } from "./model";
import { type HabitStore, read } from "./model-file";

/** An item that follows from what somebody liked, and the liked item that leads to it most. */
export interface Follows {
  readonly id: string;
  readonly because: string;
}

/** What goes with what, as questions need it. */
export interface Habits {
  /** At most `count` items that go with those liked, oldest first; items that it never heard of lead nowhere. */
  after(liked: readonly string[], count: number, admit: (id: string) => boolean): readonly Follows[];
}

export function habitsOf(model: BehaviourModel): Habits {
  const numbers = new Map(model.names.map((name, at) => [name, at]));
  const propose = proposer(model);
  const name = (item: number) => model.names[item] ?? "";
  return {
    after: (liked, count, admit) =>
      propose(
        liked.flatMap((id) => numbers.get(id) ?? []),
        count,
        (item) => admit(name(item)),
      ).map(({ item, because }) => ({ id: name(item), because: name(because) })),
  };
}

/** The habits in force, looked up at most once in `believed` milliseconds; the one before answers meanwhile, and a damaged file changes nothing. */
export function habitsIn(store: HabitStore, now: () => Date, believed = 60_000): () => Promise<Habits | undefined> {
  let known: { readonly habits: Habits | undefined; readonly learntAt: number } | undefined;
  let lookedAt = -Infinity;
  let looking: Promise<void> | undefined;
  const look = async () => {
    lookedAt = now().getTime();
    const bytes = await store.load();
    const model = bytes && read(bytes);
    if (model && model.learntAt.getTime() !== known?.learntAt)
      known = { habits: habitsOf(model), learntAt: model.learntAt.getTime() };
    known ??= { habits: undefined, learntAt: Number.NaN };
  };
  return async () => {
    if (now().getTime() - lookedAt >= believed)
      looking ??= look().finally(() => {
        looking = undefined;
      });
    if (!known) await looking;
    looking?.catch(() => undefined);
    return known?.habits;
  };
}
