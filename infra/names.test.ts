import fc from "fast-check";
import { type NameKind, nameLimits } from "./facts/names";
import { namer } from "./names";

const roles: Readonly<Record<NameKind, string>> = {
  storageAccount: "operations",
  vault: "",
  registry: "images",
  containerApp: "segment",
  search: "search",
  cognitive: "documents",
  gateway: "gateway",
  databaseServer: "database",
  other: "documents-endpoint",
};
const kinds = Object.keys(nameLimits) as NameKind[];
const stackName = fc.stringMatching(/^[a-zA-Z0-9_.-]{1,100}$/); // all that Pulumi takes

describe("namer", () => {
  it("reads like the environment where there is room", () => {
    expect(namer("staging", "7k2")("search", "search")).toBe("penderie-staging-search-7k2");
    expect(namer("prod", "7k2")("storageAccount", "photos")).toBe("pndprodphotos7k2");
  });

  it.each(kinds)("fits a %s, whatever the stack is called", (kind) => {
    fc.assert(
      fc.property(stackName, (environment) => {
        expect(namer(environment, "abcd")(kind, roles[kind])).toMatch(nameLimits[kind].pattern);
      }),
    );
  });

  it("never gives two stacks one name", () => {
    fc.assert(
      fc.property(stackName, stackName, (one, other) => {
        const names = [one, other].map((environment) => namer(environment, "abcd")("storageAccount", "photos"));
        expect(names[0] === names[1]).toBe(one === other);
      }),
    );
  });

  it("refuses a role that its kind has no room for, and says what would fit", () => {
    expect(() => namer("dev", "abcd")("containerApp", "a-role-with-a-very-long-name")).toThrow("2 to 32");
  });
});
