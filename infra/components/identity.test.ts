import { all, once, someone } from "../testing/parts";
import { record } from "../testing/record";
import { uuidFrom } from "./identity";

const build = once((name: string) => record(() => someone(name).may("acrPull", "registry", "/registry")));

describe("Identity", () => {
  it("takes one role on one resource, as a service", async () => {
    const [role] = all(await build("api"), "authorization:RoleAssignment");
    expect(role?.inputs).toMatchObject({
      scope: "/registry",
      principalType: "ServicePrincipal",
      roleDefinitionId: expect.stringMatching(/^\/subscriptions\/.*7f951dda-4ed3-4680-a7ca-43fe172d538d$/) as string,
    });
  });

  it("names an assignment the same on every run, and two assignments never the same", async () => {
    const nameOf = async (who: string) =>
      all(await build(who), "authorization:RoleAssignment")[0]?.inputs["roleAssignmentName"];
    expect(await nameOf("api")).toBe(await nameOf("api"));
    expect(await nameOf("api")).not.toBe(await nameOf("sweep"));
  });
});

describe("uuidFrom", () => {
  it("agrees with the example of RFC 9562, appendix A.4", () => {
    const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    expect(uuidFrom("www.example.com", dns)).toBe("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  });
});
