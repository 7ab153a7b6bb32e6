/**
 * Many callers' questions about one key each, asked as one question about all of them: those that come while the process is busy with one
 * turn of its loop go together. A failure is everybody's who asked in that turn. `most` keys go in one question.
 */
export function together<T>(ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>, nothing: T, most = 200) {
  let waiting: {
    readonly key: string;
    readonly answer: (value: T) => void;
    readonly fail: (fault: unknown) => void;
  }[] = [];
  const go = () => {
    const asked = waiting;
    waiting = [];
    for (let at = 0; at < asked.length; at += most) {
      const part = asked.slice(at, at + most);
      ask([...new Set(part.map(({ key }) => key))]).then(
        (answers) => {
          for (const { key, answer } of part) answer(answers.get(key) ?? nothing);
        },
        (fault: unknown) => {
          for (const { fail } of part) fail(fault);
        },
      );
    }
  };
  return (key: string): Promise<T> =>
    new Promise((answer, fail) => {
      if (waiting.length === 0) setImmediate(go);
      waiting.push({ key, answer, fail });
    });
}
