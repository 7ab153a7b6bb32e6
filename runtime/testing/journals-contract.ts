import { type Journals, appendTo, linesOf } from "../privacy/journals";

/** Every place for journals must pass this. `open` makes an empty one. */
export function journalsContract(open: () => Promise<Journals>): void {
  it("knows nothing of a journal that nobody began", async () => {
    const journals = await open();
    expect(await journals.read("a/b")).toBeUndefined();
    expect(await journals.list("a/")).toEqual([]);
  });

  it("grows line by line, and by no line that was meant for another place", async () => {
    const journals = await open();
    expect(await journals.append("a/b", 0, "één")).toBe(true);
    expect(await journals.append("a/b", 0, "lost")).toBe(false);
    expect(await journals.append("a/b", 3, "lost")).toBe(false);
    expect(await journals.append("a/b", Buffer.byteLength("één\n"), "two")).toBe(true);
    expect(await journals.read("a/b")).toBe("één\ntwo\n");
  });

  it("keeps every line of writers who write at the same time, once", async () => {
    const journals = await open();
    await Promise.all(Array.from({ length: 8 }, (_, at) => appendTo(journals, "a/b", () => `line ${at}`)));
    expect([...linesOf(await journals.read("a/b"))].sort()).toEqual(Array.from({ length: 8 }, (_, at) => `line ${at}`));
  });

  it("lists by prefix, in order, and forgets what is removed", async () => {
    const journals = await open();
    for (const name of ["b/2", "b/1", "c/1"]) await journals.append(name, 0, "x");
    expect(await journals.list("b/")).toEqual(["b/1", "b/2"]);
    await journals.remove("b/1");
    await journals.remove("b/1");
    expect(await journals.list("b/")).toEqual(["b/2"]);
    expect(await journals.append("b/1", 0, "new")).toBe(true);
  });
}
