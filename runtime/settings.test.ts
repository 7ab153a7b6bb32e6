import { environment } from "./contract";
import { databaseUsersIn, settingsFrom } from "./settings";

const url = "https://x.example.net";
const whole: Readonly<Record<string, string>> = {
  [environment.clientId]: "11111111-1111-4111-8111-111111111111",
  [environment.tokenIssuer]: "https://login.example.net/v2.0/",
  [environment.tokenAudience]: "api://penderie",
  [environment.photosUrl]: url,
  [environment.eventsUrl]: url,
  [environment.operationsUrl]: url,
  [environment.vaultUrl]: `${url}/`,
  [environment.databaseHost]: "db.postgres.database.azure.com",
  [environment.databaseName]: "penderie",
  [environment.databaseUser]: "penderie-dev-api",
  [environment.searchUrl]: url,
  [environment.openAiUrl]: url,
  [environment.chatDeployment]: "chat",
  [environment.embeddingDeployment]: "embedding",
  [environment.visionUrl]: url,
  [environment.documentsUrl]: url,
  [environment.databaseUsers]: "api=a,segment=b,index=c,sweep=d,watch=e",
  [environment.controller]: "The Shop",
  [environment.pseudonymVersion]: "1",
  [environment.sight]: "own",
  [environment.vectors]: "search",
  [environment.meanings]: "own",
  [environment.origins]: "none",
};

describe("the settings of a deployed service", () => {
  it("are read by the names that infra gives them", () => {
    expect(settingsFrom(whole)).toMatchObject({
      vaultUrl: url,
      databaseUser: "penderie-dev-api",
      chatDeployment: "chat",
    });
  });

  it.each(Object.values(environment))("are refused without %s, which is named", (name) => {
    expect(() => settingsFrom({ ...whole, [name]: undefined })).toThrow(new RegExp(`- ${name}: is not set$`));
  });

  it.each([
    [environment.photosUrl, "http://x.example.net", "an https address"],
    [environment.databaseHost, "postgres://db", "the name of a host"],
    [environment.clientId, "somebody", "a UUID"],
    [environment.chatDeployment, "", "some text"],
    [environment.origins, "https://shop.example/path", "none, or origins"],
    [environment.databaseUsers, "api", "pairs such as api=NAME"],
    [environment.pseudonymVersion, "0", "a whole number from 1"],
    [environment.sight, "both", "own, or vision"],
    [environment.vectors, "memory", "search, or database"],
    [environment.meanings, "all", "own, openai"],
  ])("are refused with a wrong %s", (name, value, remedy) => {
    expect(() => settingsFrom({ ...whole, [name]: value })).toThrow(new RegExp(`- ${name}: must be .*${remedy}`));
  });

  it("are refused with every mistake at once", () => {
    expect(() => settingsFrom({})).toThrow(
      new RegExp(
        Object.values(environment)
          .map((name) => `- ${name}`)
          .join("[^]*"),
      ),
    );
  });

  it("name everybody whom the database lets in", () => {
    expect(databaseUsersIn(settingsFrom(whole))).toEqual({
      api: "a",
      segment: "b",
      index: "c",
      sweep: "d",
      watch: "e",
    });
    const short = settingsFrom({ ...whole, [environment.databaseUsers]: "api=a,sweep=d" });
    expect(() => databaseUsersIn(short)).toThrow(/names nobody for segment, index, watch/);
  });
});
