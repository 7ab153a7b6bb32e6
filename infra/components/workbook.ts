import * as applicationinsights from "@pulumi/azure-native/applicationinsights";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";
import { telemetry } from "../../runtime/contract";
import { gramsIn, powerUsage, wattsOfProcessor } from "../facts/energy";
import { signalled } from "./alert-rules";
import { uuidFrom } from "./identity";

interface Panel {
  readonly title: string;
  readonly query: string;
  readonly shown: "timechart" | "table" | "barchart" | "tiles";
  /** Percent of the page's width. */
  readonly width: 100 | 50;
}

const gateway = "ApiManagementGatewayLogs";
const every = "bin(TimeGenerated, {TimeRange:grain})";

/** From "does it work?" to "who touched what?", in the order in which somebody who was woken asks. */
const panelsIn = (region: string): readonly Panel[] => [
  {
    title: "Does it work?",
    query: `${gateway} | summarize Requests = count(), ["Failed on our side"] = countif(ResponseCode >= 500), ["Refused"] = countif(ResponseCode between (400 .. 499)), ["Slowest 5 %, ms"] = round(percentile(TotalTime, 95))`,
    shown: "table",
    width: 100,
  },
  {
    title: "Requests by outcome",
    query: `${gateway} | summarize count() by ${every}, Outcome = strcat(tostring(ResponseCode / 100), "xx")`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "How long answers take, ms",
    query: `${gateway} | summarize Half = percentile(TotalTime, 50), ["95 %"] = percentile(TotalTime, 95), ["99 %"] = percentile(TotalTime, 99) by ${every}`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "Which operations fail or are slow",
    query: `${gateway} | summarize Requests = count(), Failed = countif(ResponseCode >= 500), ["95 %, ms"] = round(percentile(TotalTime, 95)) by Operation = OperationId | top 15 by Failed, ["95 %, ms"]`,
    shown: "table",
    width: 50,
  },
  {
    title: "Faults that the service wrote down",
    query: `${signalled("fault")} | extend Line = parse_json(Log) | summarize Times = count(), Last = max(TimeGenerated) by Route = tostring(Line.route), Fault = tostring(Line.fault) | top 15 by Times`,
    shown: "table",
    width: 50,
  },
  {
    title: "What the watch wants a person to look at",
    query: `${signalled("attention")} | extend Line = parse_json(Log) | summarize Last = max(TimeGenerated) by About = tostring(Line.about), Remedy = tostring(Line.remedy) | top 15 by Last`,
    shown: "table",
    width: 50,
  },
  {
    title: "What the consent gate refused, by purpose",
    query: `${signalled("consentRefused")} | extend Line = parse_json(Log) | summarize count() by ${every}, Purpose = tostring(Line.purpose)`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "Jobs",
    query:
      "ContainerAppSystemLogs | where isnotempty(JobName) | summarize Last = arg_max(TimeGenerated, Reason) by JobName | project Job = JobName, Last = TimeGenerated, Reason",
    shown: "table",
    width: 50,
  },
  {
    title: "What answers rested on",
    query: `${counted("recommendations")} | summarize Answers = sum(Sum) by ${every}, Basis = tostring(Properties.basis)`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "What answers had to do without",
    query: `${counted("fallbacks")} | summarize Times = sum(Sum) by ${every}, Dependency = tostring(Properties.dependency)`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "What was seen in photographs, and why others were refused",
    query: `${counted("photographs")} | summarize Photographs = sum(Sum) by ${every}, Outcome = tostring(Properties.outcome)`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "Requests turned away, since too many were waiting",
    query: `${counted("requests")} | where tostring(Properties.status) == "429" | summarize Requests = sum(ItemCount) by ${every}`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "What the nightly segmentation did",
    query:
      'ContainerAppConsoleLogs | where Log has \'"role":"segment"\' | extend Line = parse_json(Log) | project TimeGenerated, Customers = toint(Line.loaded.customers), Moved = toint(Line.loaded.moved), Left = toint(Line.loaded.left), Expired = toint(Line.expired), Version = tostring(Line.fitted.version), Tests = tostring(Line.failedTests) | top 30 by TimeGenerated',
    shown: "table",
    width: 100,
  },
  {
    title: "How long dependencies take, ms",
    query: `${counted("calls")} | summarize Calls = sum(ItemCount), ["Mean, ms"] = round(sum(Sum) / sum(ItemCount), 1), ["Slowest, ms"] = round(max(Max)) by Dependency = tostring(Properties.dependency), Outcome = tostring(Properties.outcome)`,
    shown: "table",
    width: 50,
  },
  {
    title: "Energy for 1,000 recommendations: an upper bound, machines' making not counted",
    query: energy(region),
    shown: "table",
    width: 50,
  },
  {
    title: "Tokens of the chat and what was turned away",
    query: `AzureMetrics | where MetricName in ("TokenTransaction", "AzureOpenAIRequests") | summarize sum(Total) by ${every}, MetricName`,
    shown: "timechart",
    width: 50,
  },
  {
    title: "Who opened photographs",
    query:
      'StorageBlobLogs | where OperationName == "GetBlob" | summarize Times = count() by Who = iff(isnotempty(RequesterUpn), "a person", "a service"), AuthenticationType',
    shown: "barchart",
    width: 50,
  },
  {
    title: "Who was refused by the vault",
    query:
      "AZKVAuditLogs | where HttpStatusCode in (401, 403) | summarize Times = count(), Last = max(TimeGenerated) by OperationName, tostring(Identity) | top 15 by Times",
    shown: "table",
    width: 50,
  },
  {
    title: "What the logs cost, GB a day by table",
    query: "Usage | where IsBillable | summarize GB = sum(Quantity) / 1000 by bin(StartTime, 1d), DataType",
    shown: "barchart",
    width: 50,
  },
];

/** The service's own metric, in the table that Application Insights keeps (Microsoft Learn, "AppMetrics"). */
function counted(metric: keyof typeof telemetry.metrics): string {
  return `AppMetrics | where Name == "${telemetry.metrics[metric]}"`;
}

/** Operational part of the Software Carbon Intensity (Green Software Foundation, SCI 1.1), for 1,000 recommendations. */
function energy(region: string): string {
  const { processorSeconds, recommendations } = telemetry.metrics;
  const grams = gramsIn(region);
  const hours = `1000 * Seconds * ${wattsOfProcessor} * ${powerUsage} / 3600 / Answers`;
  return [
    `AppMetrics | where Name in ("${processorSeconds}", "${recommendations}")`,
    `summarize Seconds = sumif(Sum, Name == "${processorSeconds}"), Answers = sumif(Sum, Name == "${recommendations}") by Day = bin(TimeGenerated, 1d)`,
    "where Answers > 0",
    `project Day, Answers, ["Wh"] = round(${hours}, 3)${grams === undefined ? "" : `, ["g CO2e"] = round(${grams} / 1000.0 * ${hours}, 4)`}`,
  ].join(" | ");
}

/** The page that an operator opens first. Source of its form: Microsoft Learn, "Azure Workbooks", resource type Notebook/1.0. */
const notebookFor = (region: string) => ({
  version: "Notebook/1.0",
  items: [
    {
      type: 9, // parameters
      name: "time",
      content: {
        version: "KqlParameterItem/1.0",
        parameters: [
          {
            version: "KqlParameterItem/1.0",
            name: "TimeRange",
            label: "Time",
            type: 4, // a range of time
            isRequired: true,
            value: { durationMs: 86_400_000 },
            typeSettings: { selectableValues: [1, 6, 24, 168].map((hours) => ({ durationMs: hours * 3_600_000 })) },
          },
        ],
      },
    },
    ...panelsIn(region).map(({ title, query, shown, width }) => ({
      type: 3, // a query
      name: title,
      customWidth: String(width),
      content: {
        version: "KqlItem/1.0",
        query,
        title,
        size: width === 100 ? 4 : 0,
        timeContextFromParameter: "TimeRange",
        queryType: 0, // logs
        resourceType: "microsoft.operationalinsights/workspaces",
        visualization: shown,
      },
    })),
  ],
  fallbackResourceIds: [],
  $schema: "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json",
});

/** What happened, on one page, from the workspace that hears of everything. */
export class Workbook extends pulumi.ComponentResource {
  constructor(name: string, args: Place, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:monitor:Workbook", name, {}, opts);
    const title = args.named("other", name);
    new applicationinsights.Workbook(
      name,
      {
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        tags: args.tags,
        resourceName: uuidFrom(`${args.groupId} ${title}`), // Azure takes nothing but a UUID
        kind: applicationinsights.WorkbookSharedTypeKind.Shared,
        category: "workbook",
        displayName: `Penderie: is it well? (${title})`,
        sourceId: args.workspaceId,
        serializedData: JSON.stringify(notebookFor(args.location)),
        version: "Notebook/1.0",
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
