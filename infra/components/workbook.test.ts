import { signals } from "../../runtime/contract";
import { once, one, place } from "../testing/parts";
import { record } from "../testing/record";
import { Workbook } from "./workbook";

const build = once(() => record(() => new Workbook("overview", place)));
const notebook = async () =>
  JSON.parse(String(one(await build(), "applicationinsights:Workbook").inputs["serializedData"])) as {
    readonly items: readonly { readonly type: number; readonly content: { readonly query?: string } }[];
  };

describe("Workbook", () => {
  it("has a name that Azure takes", async () => {
    expect(one(await build(), "applicationinsights:Workbook").inputs["resourceName"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("asks questions of the tables that the platform writes, each within the chosen time", async () => {
    const questions = (await notebook()).items.filter(({ type }) => type === 3);
    expect(questions.length).toBeGreaterThanOrEqual(8);
    for (const { content } of questions)
      expect(content.query).toMatch(
        /^(ApiManagementGatewayLogs|ContainerApp(Console|System)Logs|AzureMetrics|StorageBlobLogs|AZKVAuditLogs|Usage)\b/,
      );
  });

  it.each(Object.values(signals))("shows what the service writes down as %s", async (signal) => {
    const queries = (await notebook()).items.map(({ content }) => content.query ?? "");
    expect(queries.filter((query) => query.includes(`"signal":"${signal}"`))).toHaveLength(1);
  });
});
