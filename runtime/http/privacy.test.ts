import { json, world } from "./testing/world";

const dora = { user: "dora", role: "dpo" } as const;

describe("a request that the DPO carries out", () => {
  it("is not fulfilled when the work fails, and can be tried again", async () => {
    const { deps } = await world();
    let broken = true;
    const erase = async () => (broken ? Promise.reject(new Error("the database is gone")) : 0);
    const service = await world({ tastes: { ...deps.tastes, erase } });
    const opened = await service.ask("/v1/privacy/requests", json({ right: "erasure", user: "ada" }), dora);
    const { id } = (await opened.json()) as { id: string };
    const step = (body: object) => service.ask(`/v1/privacy/requests/${id}/steps`, json(body), dora);
    await step({ step: "verified" });
    expect((await step({ step: "fulfilled", user: "ada" })).status).toBe(500);
    const { requests } = (await (await service.ask("/v1/privacy/requests", {}, dora)).json()) as { requests: object[] };
    expect(requests).toMatchObject([{ state: "verified" }]);
    broken = false;
    expect(await (await step({ step: "fulfilled", user: "ada" })).json()).toMatchObject({ state: "fulfilled" });
  });

  it("is nobody's else: other roles are refused", async () => {
    const { ask } = await world();
    for (const role of ["shopper", "marketing", "operator"] as const)
      expect((await ask("/v1/privacy/requests", {}, { user: "x", role })).status).toBe(403);
  });
});
