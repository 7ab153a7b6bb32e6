import { configured, server } from "../testing/databases";
import { judge, planned } from "../testing/judge";
import { databasesRequireTls as rule } from "./databases-require-tls";

const good = { require_secure_transport: "ON", ssl_min_protocol_version: "TLSV1.3" };

describe(rule.name, () => {
  it("accepts a server that insists, in either case of letters", async () => {
    expect(await judge(rule, server, ...configured(good))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["an old floor", configured({ ...good, ssl_min_protocol_version: "TLSv1.2" }), "TLSv1.2"],
    ["clear text", configured({ ...good, require_secure_transport: "off" }), "off"],
    ["a server that does not say", [], "ssl_min_protocol_version is nothing"],
    ["what another server says", configured(good, "other"), "require_secure_transport is nothing"],
  ])("rejects %s", async (_title, settings, word) => {
    expect((await judge(rule, server, ...settings)).messages.join()).toContain(word);
  });

  it("has nothing to say where there is no server", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
