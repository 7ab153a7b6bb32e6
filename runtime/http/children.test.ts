import { ageOfConsent } from "../privacy/children";
import { ada, form, json, picture, world } from "./testing/world";

describe("a child", () => {
  it.each([
    ["IT", 14],
    ["fr", 15],
    ["ES", 14],
    ["DE", 16],
    ["BE", 13],
    ["US", 16],
  ])("in %s consents alone from %i on", (country, age) => {
    expect(ageOfConsent(country)).toBe(age);
  });

  it("has its photographs deleted at once, is asked for no birthday, and is shown what needs no profile", async () => {
    const service = await world();
    await service.ask(
      "/v1/me/consents",
      json({ recommendation: true, personalisation: true, marketing: true }, "PUT"),
      ada,
    );
    await service.ask("/v1/photos", form({ photo: new Blob([picture]), purpose: "recommendation" }), ada);
    await service.ask("/v1/me/likes/a", { method: "PUT" }, ada);
    const stated = await service.ask("/v1/me/age", json({ country: "IT", ofAge: false }, "PUT"), ada);
    expect(await stated.json()).toMatchObject({ minor: true, ageOfConsent: 14 });
    expect(service.photos.size).toBe(0);
    const photo = await service.ask("/v1/photos", form({ photo: new Blob([picture]), purpose: "recommendation" }), ada);
    expect(photo.status).toBe(403);
    const answer = await service.ask("/v1/recommendations", json({ text: "shirt" }), ada);
    expect([answer.status, ((await answer.json()) as { basis: string }).basis]).toEqual([200, "request"]);
    const customer = { user: "520000000000000001", role: "shopper" } as const;
    await service.ask("/v1/me/consents", json({ marketing: true }, "PUT"), customer);
    await service.ask("/v1/me/age", json({ country: "IT", ofAge: false }, "PUT"), customer);
    const looked = await service.ask(
      "/v1/customers/520000000000000001/segment",
      {},
      { user: "mara", role: "marketing" },
    );
    expect(looked.status).toBe(404);
  });

  it("that has grown up says so as easily", async () => {
    const service = await world();
    await service.ask("/v1/me/consents", json({ recommendation: true }, "PUT"), ada);
    for (const ofAge of [false, true]) await service.ask("/v1/me/age", json({ country: "IT", ofAge }, "PUT"), ada);
    const photo = await service.ask("/v1/photos", form({ photo: new Blob([picture]), purpose: "recommendation" }), ada);
    expect(photo.status).toBe(201);
  });

  it.each([
    [{ country: "Italy", ofAge: true }],
    [{ country: "IT" }],
    [{ country: "IT", ofAge: true, birthday: "2015-01-01" }],
  ])("is refused %j", async (body) => {
    expect((await (await world()).ask("/v1/me/age", json(body, "PUT"), ada)).status).toBe(400);
  });
});
