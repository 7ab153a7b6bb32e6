import * as search from "@pulumi/azure-native/search";
import * as pulumi from "@pulumi/pulumi";
import type { SearchSize } from "../facts/service-sizes";
import { type Place, after } from "../place";
import { dataTags } from "../tags";
import { diagnose } from "./diagnostics";
import type { Network } from "./network";

export interface SearchArgs extends Place {
  readonly size: SearchSize;
  readonly replicas: number;
  readonly partitions: number;
  /** Whether a language model may order the best answers again; a thousand questions a month are free, more are refused. */
  readonly semantic: boolean;
  readonly owner: Parameters<typeof dataTags>[1];
  readonly network: Network;
}

/** The index of vectors and words, reached by identity from inside the network. There are no keys to leak. */
export class Search extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;

  constructor(name: string, args: SearchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:data:Search", name, {}, opts);
    const { resourceGroupName, location } = args;
    const searchServiceName = args.named("search", "search");
    const service = new search.Service(
      name,
      {
        resourceGroupName,
        location,
        searchServiceName,
        tags: { ...args.tags, ...dataTags(["vectors"], args.owner) },
        sku: { name: args.size },
        replicaCount: args.replicas,
        partitionCount: args.partitions,
        hostingMode: search.HostingMode.Default,
        disableLocalAuth: true, // and so no authOptions, not even empty ones: the service refuses both together
        publicNetworkAccess: search.PublicNetworkAccess.Disabled,
        networkRuleSet: { bypass: "None" },
        semanticSearch: args.semantic ? search.SearchSemanticSearch.Free : search.SearchSemanticSearch.Disabled,
      },
      { parent: this },
    );
    args.network.connect(name, "searchService", service.id, { parent: this });
    diagnose(name, service.id, args.workspaceId, { parent: this });

    this.id = after(service, `${args.groupId}/providers/Microsoft.Search/searchServices/${searchServiceName}`);
    this.url = `https://${searchServiceName}.search.windows.net`;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}
