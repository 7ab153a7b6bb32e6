import { pace } from "./pace";

it("lets so many requests of one subject pass in so many seconds, and says how long to wait", async () => {
  const limit = pace(2, 60);
  expect([await limit.wait("ada"), await limit.wait("ada")]).toEqual([undefined, undefined]);
  expect(await limit.wait("ada")).toBeGreaterThan(50);
  expect(await limit.wait("bea")).toBeUndefined();
});
