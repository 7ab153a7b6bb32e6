import { once, one, surroundings } from "../testing/parts";
import { record } from "../testing/record";
import { Search } from "./search";

const built = (semantic: boolean) =>
  record(() => new Search("search", { ...surroundings(), size: "basic", replicas: 2, partitions: 1, semantic }));
const build = once(() => built(false));

describe("Search", () => {
  it("has no keys, and no options for them either: the service refuses both together", async () => {
    const { inputs } = one(await build(), "search:Service");
    expect(inputs["disableLocalAuth"]).toBe(true);
    expect(inputs).not.toHaveProperty("authOptions");
  });

  it("is closed to the public, in the spelling of its present API", async () => {
    expect(one(await build(), "search:Service").inputs["publicNetworkAccess"]).toBe("Disabled");
  });

  it("lets a language model order answers where that is asked for alone", async () => {
    expect(one(await build(), "search:Service").inputs["semanticSearch"]).toBe("disabled");
    expect(one(await built(true), "search:Service").inputs["semanticSearch"]).toBe("free");
  });

  it("has as many replicas and partitions as it is told", async () => {
    expect(one(await build(), "search:Service").inputs).toMatchObject({ replicaCount: 2, partitionCount: 1 });
  });

  it("says that it holds the vectors of photographs", async () => {
    expect(one(await build(), "search:Service").inputs["tags"]).toMatchObject({ "gdpr:store": "vectors" });
  });
});
