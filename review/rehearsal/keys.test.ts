import { keysIn } from "./keys";

const stack = (inputs: object) => ({ deployment: { resources: [{ urn: "urn:pulumi:dev::p::t::store", inputs }] } });

describe("keys in a stack's state", () => {
  it.each<[string, object, string]>([
    ["a connection string", { url: "DefaultEndpointsProtocol=https;AccountKey=abcd1234==" }, "a connection string"],
    ["a signature", { link: "https://x/y?sv=1&sig=abcdefghijklmnop1234" }, "a shared access signature"],
    ["a private key", { pem: "-----BEGIN RSA PRIVATE KEY-----" }, "a private key"],
    ["a password in an address", { url: "postgres://me:hunter22@db/x" }, "a password"],
    ["a token", { t: "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc" }, "a token"],
    ["what is called a key", { list: [{ primaryKey: "abcdefghijklmnopqrst" }] }, "a key"],
  ])("include %s, which is named by its place alone", (_, inputs, word) => {
    const [found = ""] = keysIn(stack(inputs));
    expect(found).toContain("store: inputs.");
    expect(found).toContain(word);
    expect(found).not.toMatch(/abcd|hunter|eyJ/);
  });

  it.each<[string, object]>([
    [
      "what the engine encrypted",
      { primaryKey: { "4dabf18193072939515e22adb298388d": "x", ciphertext: "v1:abcdefghijklmnop" } },
    ],
    ["where a key is", { keyUri: "https://v.vault.azure.net/keys/k", key: "/subscriptions/s/keys/k/versions/abcdef" }],
    ["a name", { keyName: "database" }],
  ])("do not include %s", (_, inputs) => {
    expect(keysIn(stack(inputs))).toEqual([]);
  });
});
