import { stores } from "../../runtime/contract";
import { once, one, owner, place } from "../testing/parts";
import { record } from "../testing/record";
import { Workspace } from "./workspace";

const build = once(() => record(() => new Workspace("logs", { ...place, owner, dailyQuotaGb: 1 })));

describe("Workspace", () => {
  it("takes logs from identities alone and keeps them as long as the descriptor says", async () => {
    expect(one(await build(), "operationalinsights:Workspace").inputs).toMatchObject({
      retentionInDays: stores.logs.retentionDays,
      features: { disableLocalAuth: true, immediatePurgeDataOn30Days: true },
      publicNetworkAccessForIngestion: "Disabled",
      publicNetworkAccessForQuery: "Disabled",
    });
  });

  it("masks addresses in traces, and keeps traces in the workspace", async () => {
    expect(one(await build(), "applicationinsights:Component").inputs).toMatchObject({
      disableIpMasking: false,
      disableLocalAuth: true,
      ingestionMode: "LogAnalytics",
      workspaceResourceId: expect.stringMatching(/workspaces/) as string,
    });
  });

  it("carries the descriptor of the logs", async () => {
    expect(one(await build(), "operationalinsights:Workspace").inputs["tags"]).toMatchObject({ "gdpr:store": "logs" });
  });
});
