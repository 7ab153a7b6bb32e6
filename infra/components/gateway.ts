import * as apimanagement from "@pulumi/azure-native/apimanagement";
import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import { type Place, after } from "../place";
import { diagnose } from "./diagnostics";
import { gatewayPolicy } from "./gateway-policy";
import type { Network } from "./network";
import type { GatewayTier } from "./subnets";

export interface GatewayArgs extends Place {
  readonly tier: GatewayTier;
  readonly publisherEmail: string;
  readonly publisherName: string;
  readonly issuer: string;
  readonly audience: string;
  /** Host name of the service inside the network. */
  readonly backend: pulumi.Input<string>;
  readonly network: Network;
}

/** Old protocols and ciphers, off. Standard v2 has none of them and knows no switch. */
const legacyOff = Object.fromEntries(
  [
    "Protocols.Tls10",
    "Protocols.Tls11",
    "Protocols.Ssl30",
    "Backend.Protocols.Tls10",
    "Backend.Protocols.Tls11",
    "Backend.Protocols.Ssl30",
    "Ciphers.TripleDes168",
  ].map((name) => [`Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${name}`, "False"]),
);

/**
 * What tells the tiers apart. The developer tier is injected into the network, needs an address of its own and has no
 * service level; Standard v2 reaches into the network from outside it.
 */
const tiers = {
  developer: { sku: { name: "Developer", capacity: 1 }, addresses: ["address"], more: { customProperties: legacyOff } },
  standard: { sku: { name: "StandardV2", capacity: 1 }, addresses: [], more: {} },
} as const satisfies Record<GatewayTier, unknown>;

/** The one door: tokens checked, rates and sizes limited, and no body, address or header in any log. */
export class Gateway extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:gateway:Gateway", name, {}, opts);
    const { resourceGroupName, location, tags } = args;
    const serviceName = args.named("gateway", "gateway");
    const { sku, addresses, more } = tiers[args.tier];
    const own = addresses.map((role) => {
      const publicIpAddressName = args.named("other", `gateway-${role}`);
      const { id } = new network.PublicIPAddress(
        `${name}-${role}`,
        {
          resourceGroupName,
          location,
          tags,
          publicIpAddressName,
          publicIPAllocationMethod: network.IPAllocationMethod.Static,
          publicIPAddressVersion: network.IPVersion.IPv4,
          sku: { name: network.PublicIPAddressSkuName.Standard },
          dnsSettings: { domainNameLabel: serviceName },
        },
        { parent: this },
      );
      diagnose(`${name}-${role}`, id, args.workspaceId, { parent: this });
      return { publicIpAddressId: id };
    });
    const service = new apimanagement.ApiManagementService(
      name,
      {
        resourceGroupName,
        location,
        tags,
        serviceName,
        sku,
        developerPortalStatus: "Disabled",
        legacyPortalStatus: "Disabled",
        publisherEmail: args.publisherEmail,
        publisherName: args.publisherName,
        identity: { type: apimanagement.ApimIdentityType.SystemAssigned },
        virtualNetworkType: apimanagement.VirtualNetworkType.External,
        virtualNetworkConfiguration: { subnetResourceId: args.network.subnets.gateway },
        ...more,
        ...own[0],
      },
      { parent: this, customTimeouts: { create: "90m", update: "90m", delete: "90m" } },
    );
    const api = new apimanagement.Api(
      `${name}-api`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        apiId: "penderie",
        displayName: "Penderie",
        path: "",
        protocols: [apimanagement.Protocol.Https],
        serviceUrl: pulumi.interpolate`https://${args.backend}`,
        subscriptionRequired: false, // identity is a token, not a key
      },
      { parent: this },
    );
    const product = new apimanagement.Product(
      `${name}-product`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        productId: "apps",
        displayName: "Apps",
        description: "What the mobile app and the web shop call.",
        state: apimanagement.ProductState.Published,
        subscriptionRequired: false,
      },
      { parent: this },
    );
    new apimanagement.ProductApi(
      `${name}-product-api`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        productId: after(product, "apps"),
        apiId: after(api, "penderie"),
      },
      { parent: this },
    );
    const operations = ["GET", "POST", "PUT", "PATCH", "DELETE"].map(
      (method) =>
        new apimanagement.ApiOperation(
          `${name}-${method.toLowerCase()}`,
          {
            resourceGroupName,
            serviceName: after(service, serviceName),
            apiId: after(api, "penderie"),
            operationId: method.toLowerCase(),
            displayName: method,
            method,
            urlTemplate: "/*",
          },
          { parent: this },
        ),
    );
    new apimanagement.ApiPolicy(
      `${name}-rules`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        apiId: after(api, "penderie"),
        policyId: "policy",
        format: apimanagement.PolicyContentFormat.Rawxml,
        value: gatewayPolicy(args.issuer, args.audience),
      },
      { parent: this, dependsOn: operations },
    );
    const logger = new apimanagement.Logger(
      `${name}-logger`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        loggerId: "azuremonitor",
        loggerType: apimanagement.LoggerType.AzureMonitor,
        isBuffered: true,
      },
      { parent: this },
    );
    const nothing = {
      headers: [],
      body: { bytes: 0 },
      dataMasking: { headers: [{ value: "*", mode: "Hide" }], queryParams: [{ value: "*", mode: "Hide" }] },
    };
    const silence = { request: nothing, response: nothing };
    new apimanagement.ApiDiagnostic(
      `${name}-logging`,
      {
        resourceGroupName,
        serviceName: after(service, serviceName),
        apiId: after(api, "penderie"),
        diagnosticId: "azuremonitor",
        loggerId: logger.id,
        alwaysLog: apimanagement.AlwaysLog.AllErrors,
        verbosity: apimanagement.Verbosity.Information,
        logClientIp: false,
        sampling: { samplingType: apimanagement.SamplingType.Fixed, percentage: 100 },
        frontend: silence,
        backend: silence,
      },
      { parent: this },
    );
    diagnose(name, service.id, args.workspaceId, { parent: this }, "tables and metrics");

    this.id = service.id;
    this.url = `https://${serviceName}.azure-api.net`;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}
