import { judge, planned } from "../testing/judge";
import { rolesGoToThePlatform as rule } from "./roles-go-to-the-platform";

const identity = planned("azure-native:managedidentity:UserAssignedIdentity", {}, "api");
const granted = (from: readonly string[]) =>
  planned("azure-native:authorization:RoleAssignment", { principalId: "p" }, "role", { principalId: from });

describe(rule.name, () => {
  it("accepts a role for an identity of the stack", async () => {
    expect(await judge(rule, identity, granted([identity.urn]))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a stranger", granted([])],
    ["what has no identity", granted(["urn:pulumi:test::penderie::azure-native:network:Subnet::x"])],
  ])("rejects a role for %s", async (_title, plan) => {
    expect((await judge(rule, identity, plan)).messages.join()).toContain("no identity of this stack");
  });

  it("lets a group of people administer the database, and no stranger's program", async () => {
    const administrator = (principalType: string) =>
      planned("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra", { principalType, objectId: "p" });
    expect((await judge(rule, administrator("Group"))).messages).toEqual([]);
    expect((await judge(rule, administrator("ServicePrincipal"))).messages.join()).toContain("objectId is no identity");
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, identity)).toEqual({ messages: [], applied: 0 });
  });
});
