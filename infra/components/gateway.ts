import * as apimanagement from "@pulumi/azure-native/apimanagement";
import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";
import { diagnose } from "./diagnostics";
import type { GatewayTier, Network } from "./network";

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

const skus = { developer: { name: "Developer", capacity: 1 }, standard: { name: "StandardV2", capacity: 1 } } as const;

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

/** The one door: tokens checked, rates and sizes limited, and no body, address or header in any log. */
export class Gateway extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;

  constructor(name: string, args: GatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:gateway:Gateway", name, {}, opts);
    const { resourceGroupName, location, tags } = args;
    const serviceName = args.named("gateway", "gateway");
    const address =
      args.tier === "developer"
        ? [
            new network.PublicIPAddress(
              `${name}-address`,
              {
                resourceGroupName,
                location,
                tags,
                publicIpAddressName: `${name}-address`,
                publicIPAllocationMethod: network.IPAllocationMethod.Static,
                publicIPAddressVersion: network.IPVersion.IPv4,
                sku: { name: network.PublicIPAddressSkuName.Standard },
                dnsSettings: { domainNameLabel: serviceName },
              },
              { parent: this },
            ),
          ]
        : [];
    const service = new apimanagement.ApiManagementService(
      name,
      {
        resourceGroupName,
        location,
        tags,
        serviceName,
        sku: skus[args.tier],
        publisherEmail: args.publisherEmail,
        publisherName: args.publisherName,
        identity: { type: apimanagement.ApimIdentityType.SystemAssigned },
        virtualNetworkType: apimanagement.VirtualNetworkType.External,
        virtualNetworkConfiguration: { subnetResourceId: args.network.subnets.gateway },
        ...(args.tier === "developer" ? { customProperties: legacyOff } : {}),
        ...Object.fromEntries(address.map(({ id }) => ["publicIpAddressId", id])),
      },
      { parent: this, customTimeouts: { create: "90m", update: "90m", delete: "90m" } },
    );
    const api = new apimanagement.Api(
      `${name}-api`,
      {
        resourceGroupName,
        serviceName: service.name,
        apiId: "penderie",
        displayName: "Penderie",
        path: "",
        protocols: [apimanagement.Protocol.Https],
        serviceUrl: pulumi.interpolate`https://${args.backend}`,
        subscriptionRequired: false, // identity is a token, not a key
      },
      { parent: this },
    );
    const operations = ["GET", "POST", "PUT", "PATCH", "DELETE"].map(
      (method) =>
        new apimanagement.ApiOperation(
          `${name}-${method.toLowerCase()}`,
          {
            resourceGroupName,
            serviceName: service.name,
            apiId: api.name,
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
        serviceName: service.name,
        apiId: api.name,
        policyId: "policy",
        format: apimanagement.PolicyContentFormat.Rawxml,
        value: rules(args.issuer, args.audience),
      },
      { parent: this, dependsOn: operations },
    );
    const logger = new apimanagement.Logger(
      `${name}-logger`,
      {
        resourceGroupName,
        serviceName: service.name,
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
        serviceName: service.name,
        apiId: api.name,
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
    diagnose(name, service.id, args.workspaceId, { parent: this });

    this.id = service.id;
    this.url = `https://${serviceName}.azure-api.net`;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}

/** Health is open; everything else needs a token of the issuer. Limits are per caller, by token and not by address. */
function rules(issuer: string, audience: string): string {
  const caller = `@(context.Request.Headers.GetValueOrDefault("Authorization", "anonymous").GetHashCode().ToString())`;
  return `<policies>
  <inbound>
    <base />
    <choose>
      <when condition='@(!new [] { "/healthz", "/readyz", "/openapi.json" }.Contains(context.Request.OriginalUrl.Path))'>
        <validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer" require-signed-tokens="true" require-expiration-time="true">
          <openid-config url="${issuer.replace(/\/$/, "")}/.well-known/openid-configuration" />
          <audiences><audience>${audience}</audience></audiences>
        </validate-jwt>
      </when>
    </choose>
    <rate-limit-by-key calls="120" renewal-period="60" counter-key='${caller}' />
    <choose>
      <when condition='@(long.Parse(context.Request.Headers.GetValueOrDefault("Content-Length", "0")) &gt; 12582912)'>
        <return-response><set-status code="413" reason="larger than 12 MB" /></return-response>
      </when>
    </choose>
  </inbound>
  <backend><forward-request timeout="30" /></backend>
  <outbound><base /><set-header name="X-Powered-By" exists-action="delete" /></outbound>
  <on-error><base /></on-error>
</policies>`;
}
