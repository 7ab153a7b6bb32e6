import type { Secrets } from "../privacy/pseudonym";

/** Every keeper of secrets must pass this. `open` opens the same one each time. */
export function secretsContract(open: () => Promise<Secrets>): void {
  it("answers the same 32 bytes or more at every call, also after it was opened anew", async () => {
    const first = Buffer.from(await (await open()).key("photos"));
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(first.equals(await (await open()).key("photos"))).toBe(true);
  });

  it("answers other bytes for another name", async () => {
    const secrets = await open();
    expect(Buffer.from(await secrets.key("photos")).equals(await secrets.key("profiles"))).toBe(false);
  });

  it("makes a secret once, however many ask at the same time", async () => {
    const secrets = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => secrets.key("registers")));
    expect(new Set(answers.map((answer) => Buffer.from(answer).toString("hex"))).size).toBe(1);
  });
}
