import type { Attributes, Metric } from "../contract";
import { silent } from "../watch/telemetry";
import { Unavailable } from "../watch/unavailable";
import { ada, json, picture, world } from "./testing/world";

const down = async () => Promise.reject(new Unavailable("AI Search", 2));
const counted = () => {
  const seen: [Metric, Attributes][] = [];
  return {
    seen,
    telemetry: { ...silent, add: (metric: Metric, _: number, about: Attributes) => void seen.push([metric, about]) },
  };
};

describe("photographs", () => {
  it("are counted by what was seen in them and why they were refused, and by nothing else", async () => {
    const { seen, telemetry } = counted();
    const service = await world({ telemetry });
    await service.ask("/v1/me/consents", json({ recommendation: true }, "PUT"), ada);
    const send = async (bytes: Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.set("photo", new File([bytes], "my holiday.jpg"));
      form.set("purpose", "recommendation");
      return (await service.ask("/v1/photos", { method: "POST", body: form }, ada)).status;
    };
    expect([await send(picture), await send(new TextEncoder().encode("hello"))]).toEqual([201, 415]);
    expect(seen.filter(([metric]) => metric === "photographs")).toEqual([
      ["photographs", { outcome: "garment" }],
      ["photographs", { outcome: "not-a-picture" }],
    ]);
  });
});

describe("while a service does not answer", () => {
  it("recommends by what is left, says what is missing, and counts it", async () => {
    const { deps } = await world();
    const { seen, telemetry } = counted();
    const service = await world({ items: { ...deps.items, nearest: down, get: down }, telemetry });
    await service.ask("/v1/me/consents", json({ personalisation: true }, "PUT"), ada);
    await service.ask("/v1/me/likes/a", { method: "PUT" }, ada);
    const answer = await service.ask("/v1/recommendations", json({ text: "a blue shirt" }), ada);
    const body = (await answer.json()) as { items: object[]; missing: string[] };
    expect(answer.status).toBe(200);
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.missing).toEqual(["behaviour"]);
    expect(seen).toContainEqual(["fallbacks", { dependency: "behaviour" }]);
  });

  it("answers without the profile when the database that holds it is down, and without the trend", async () => {
    const { deps } = await world();
    const tastes = { ...deps.tastes, of: down, likesOf: down, trend: down };
    const service = await world({ tastes });
    await service.ask("/v1/me/consents", json({ personalisation: true }, "PUT"), ada);
    const answer = await service.ask("/v1/recommendations", json({ text: "shirt" }), ada);
    const body = (await answer.json()) as { basis: string; missing: string[]; items: object[] };
    expect([answer.status, body.basis, body.missing]).toEqual([200, "request", ["behaviour", "follows", "trend"]]);
    expect(body.items.length).toBeGreaterThan(0);
  });

  it("answers without the photographs when their vectors cannot be read", async () => {
    const { deps } = await world();
    const service = await world({ vectors: { ...deps.vectors, get: down } });
    await service.ask("/v1/me/consents", json({ recommendation: true }, "PUT"), ada);
    const form = new FormData();
    form.set("photo", new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])]));
    form.set("purpose", "recommendation");
    const { photoId } = (await (await service.ask("/v1/photos", { method: "POST", body: form }, ada)).json()) as {
      photoId: string;
    };
    const answer = await service.ask("/v1/recommendations", json({ photoIds: [photoId], text: "shirt" }), ada);
    expect([answer.status, ((await answer.json()) as { missing: string[] }).missing]).toEqual([200, ["image"]]);
  });

  it("says 503 and when to come again where nothing can stand in, and writes down which part it was", async () => {
    const { deps } = await world();
    const service = await world({
      catalogue: { ...deps.catalogue, list: async () => Promise.reject(new Unavailable("PostgreSQL", 10)) },
    });
    const answer = await service.ask("/v1/items");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
    expect(await answer.text()).not.toContain("PostgreSQL");
    expect(service.written).toMatchObject([{ signal: "fault", at: ["PostgreSQL"] }]);
  });

  it("reads no profile for an answer that is not personal", async () => {
    const never = async () => Promise.reject(new Error("a profile was read"));
    const { deps } = await world();
    const tastes = { ...deps.tastes, preferences: never, likes: never, follows: never };
    const service = await world({ tastes });
    await service.ask("/v1/me/consents", json({ personalisation: true }, "PUT"), ada);
    const answer = await service.ask("/v1/recommendations", json({ text: "shirt", personalised: false }), ada);
    expect(answer.status).toBe(200);
  });
});

describe("too many requests", () => {
  it("of one subject are told when to come again", async () => {
    const service = await world({ pace: { wait: async () => 7 } });
    const answer = await service.ask("/v1/me/consents", {}, ada);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  it("at once are refused beyond what fits, while health is still answered", async () => {
    let free: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const { deps } = await world();
    const service = await world({
      catalogue: {
        ...deps.catalogue,
        list: async () => {
          await held;
          return [];
        },
      },
    });
    const waiting = Array.from({ length: 110 }, () => service.ask("/v1/items"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await service.ask("/healthz")).status).toBe(200);
    free();
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect([statuses.filter((each) => each === 429).length, statuses.filter((each) => each === 200).length]).toEqual([
      10, 100,
    ]);
  });
});

describe("what is measured of a request", () => {
  it("is the pattern of its route and its status, never its address", async () => {
    const { seen, telemetry } = counted();
    const service = await world({ telemetry });
    await service.ask("/v1/items/ada@example.net");
    await service.ask("/people/ada");
    expect(seen.filter(([metric]) => metric === "requests").map(([, about]) => about)).toEqual([
      { route: "GET /v1/items/:id", status: "404" },
      { route: "GET /*", status: "404" },
    ]);
  });

  it("counts what the consent gate refused, by purpose", async () => {
    const { seen, telemetry } = counted();
    const service = await world({ telemetry });
    await service.ask("/v1/photos", {}, ada);
    expect(seen).toContainEqual(["refusals", { purpose: "recommendation" }]);
  });
});

describe("a browser on another origin", () => {
  const preflight = (origins: readonly string[], origin: string) => async () => {
    const { ask } = await world({ origins });
    return ask("/v1/items", {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET", "access-control-request-headers": "authorization" },
    });
  };
  it("may ask when its origin is named, and not otherwise", async () => {
    const named = await preflight(["https://shop.example"], "https://shop.example")();
    expect(named.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    for (const ask of [
      preflight(["https://shop.example"], "https://evil.example"),
      preflight([], "https://shop.example"),
    ])
      expect((await ask()).headers.get("access-control-allow-origin")).toBeNull();
  });
});
