import { type Store, stores } from "../runtime/contract";
import { dataTags, ownerTags } from "./tags";
import { owner } from "./testing/parts";

const names = Object.keys(stores) as Store[];

describe("dataTags", () => {
  it("says what one store holds, in the descriptor's words", () => {
    expect(dataTags(["photos"], owner)).toEqual({
      "gdpr:store": "photos",
      "gdpr:purpose": "recommendation",
      "gdpr:legal-basis": "consent",
      "gdpr:data-category": "photograph",
      "gdpr:data-subject": "shoppers",
      "gdpr:retention-days": "180",
      "gdpr:controller": "Example S.p.A.",
      "gdpr:dpia-id": "DPIA-1",
    });
  });

  it("joins what several stores hold, once each, and keeps the longest retention", () => {
    const tags = dataTags(["profiles", "segments"], owner);
    expect(tags["gdpr:purpose"]).toBe("marketing,personalisation,recommendation,segmentation");
    expect(tags["gdpr:retention-days"]).toBe("730");
  });

  it("stays within what Azure takes, also with every store in one resource", () => {
    const tags = { ...ownerTags("prod", owner), ...dataTags(names as [Store, ...Store[]], owner) };
    expect(Object.keys(tags).length).toBeLessThanOrEqual(50);
    for (const [name, value] of Object.entries(tags)) {
      expect(name).toMatch(/^[^<>%&\\?/]{1,128}$/);
      expect(value.length).toBeLessThanOrEqual(256);
    }
  });
});
