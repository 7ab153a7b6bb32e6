import { signals, telemetry } from "../../runtime/contract";
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
        /^(ApiManagementGatewayLogs|ContainerApp(Console|System)Logs|AppMetrics|AzureMetrics|StorageBlobLogs|AZKVAuditLogs|Usage)\b/,
      );
  });

  it("asks for metrics that the service measures, and for no others", async () => {
    const queries = (await notebook()).items.map(({ content }) => content.query ?? "");
    const asked = queries.flatMap((query) => [...query.matchAll(/"(penderie\.[a-z.]+)"/g)].map(([, name]) => name));
    const measured: readonly string[] = Object.values(telemetry.metrics);
    expect(asked.filter((name) => !measured.includes(name ?? ""))).toEqual([]);
    expect(new Set(asked).size).toBeGreaterThanOrEqual(4);
    const attributes = queries.flatMap((query) =>
      query.startsWith("AppMetrics") ? [...query.matchAll(/Properties\.(\w+)/g)].map(([, name]) => name) : [],
    );
    const told: readonly string[] = telemetry.attributes;
    expect(attributes.filter((name) => !told.includes(name ?? ""))).toEqual([]);
  });

  it("estimates energy everywhere, and greenhouse gas where the country's figure is known", async () => {
    const energyIn = async (location: string) => {
      const recorded = await record(() => new Workbook("overview", { ...place, location }));
      const { serializedData } = one(recorded, "applicationinsights:Workbook").inputs as { serializedData: string };
      return serializedData;
    };
    expect(await energyIn("swedencentral")).toContain("41 / 1000.0 * 1000 * Seconds * 3.76 * 1.16 / 3600 / Answers");
    expect(await energyIn("spaincentral")).toContain("1000 * Seconds * 3.76 * 1.16 / 3600 / Answers");
    expect(await energyIn("spaincentral")).not.toContain("CO2e");
  });

  it.each(Object.values(signals))("shows what the service writes down as %s", async (signal) => {
    const queries = (await notebook()).items.map(({ content }) => content.query ?? "");
    expect(queries.filter((query) => query.includes(`"signal":"${signal}"`))).toHaveLength(1);
  });
});
