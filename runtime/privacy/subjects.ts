/** One subject and the newest sign of life: a visit, a consent, a like. */
export interface Known {
  readonly subject: string;
  readonly lastSeen: Date;
}

/** Port: who is known at all, under the pseudonym of the profile domain. */
export interface SubjectBook {
  /** Notes that the subject was here on that day, if they ever answered about consent; the hour is nobody's business. */
  seen(subject: string, at: Date): Promise<void>;
  /** Everybody of whom any profile store keeps anything, by name. */
  everyone(): AsyncIterable<Known>;
  erase(subject: string): Promise<number>;
}

/** A book that is written to once a day for each subject; it remembers at most `most` of them. */
export function onceADay(book: SubjectBook, most = 100_000): SubjectBook {
  let day = "";
  let today = new Set<string>();
  return {
    ...book,
    async seen(subject, at) {
      const date = at.toISOString().slice(0, 10);
      if (date !== day || today.size >= most) [day, today] = [date, new Set()];
      if (today.has(subject)) return;
      await book.seen(subject, at);
      today.add(subject);
    },
    async erase(subject) {
      today.delete(subject);
      return book.erase(subject);
    },
  };
}
