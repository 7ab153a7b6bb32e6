import { request } from "node:http";
import { PortTaken, type Serving, serve } from "./serve";
import { products, world } from "./testing/world";

const open: Serving[] = [];
async function start(broken: Parameters<typeof world>[0] = {}, port = 0): Promise<Serving> {
  const serving = await serve((await world(broken)).deps, { port });
  open.push(serving);
  return serving;
}
afterEach(() => Promise.all(open.splice(0).map((serving) => serving.close(0))));

/** A catalogue that answers once it is told to. */
async function slow() {
  const { deps } = await world();
  let answer = (): void => undefined;
  let asked = (): void => undefined;
  const reached = new Promise<void>((resolve) => (asked = resolve));
  const held = new Promise<void>((resolve) => (answer = resolve));
  const list = async () => {
    asked();
    await held;
    return products;
  };
  return {
    catalogue: { ...deps.catalogue, list },
    reached,
    answer: () => {
      answer();
    },
  };
}

describe("serve", () => {
  it("listens on a free port when asked for none in particular", async () => {
    const { url } = await start();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("tells a taken port from other faults", async () => {
    const { url } = await start();
    await expect(start({}, Number(new URL(url).port))).rejects.toBeInstanceOf(PortTaken);
  });

  it("answers the request in flight before it closes, and takes no other", async () => {
    const { catalogue, reached, answer } = await slow();
    const { url, close } = await start({ catalogue });
    const inFlight = fetch(`${url}/v1/items`);
    await reached;
    const closed = close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    answer();
    expect((await (await inFlight).json()) as object).toMatchObject({ items: [{ id: "a" }, {}, {}] });
    await closed;
  });

  it("does not wait for clients that only keep their connection", async () => {
    const { url, close } = await start();
    await (await fetch(`${url}/healthz`, { headers: { connection: "keep-alive" } })).text();
    await expect(close(3600)).resolves.toBeUndefined();
  });

  it("cuts what is in flight when its patience ends", async () => {
    const { catalogue, reached } = await slow();
    const { url, close } = await start({ catalogue });
    const inFlight = expect(fetch(`${url}/v1/items`)).rejects.toThrow();
    await reached;
    await close(0);
    await inFlight;
  });

  it("refuses a stranger without waiting for what they send", async () => {
    const { url } = await start();
    const status = await new Promise((answered, failed) => {
      const headers = {
        "content-type": "application/json",
        "content-length": 20_000_000,
        authorization: "Bearer a.b.c",
      };
      const sending = request(`${url}/v1/recommendations`, { method: "POST", headers }, (response) => {
        answered(response.statusCode);
        sending.destroy();
      });
      sending.on("error", failed);
      sending.write("{");
    });
    expect(status).toBe(401);
  });
});
