import { textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

/** What checks a token, and what would make the check mean little. */
const checks = /<validate-(jwt|azure-ad-token)\s/;
const weakened = /require-(signed-tokens|expiration-time)="false"/;
const comment = /<!--[^]*?(-->|$)/g;
const inbound = /<inbound>([^]*?)<\/inbound>/;

/** The only question on which a check may depend: whether the path is one of those that strangers may ask for. */
const condition = /<when\s+condition="([^"]*)"\s*>(?:(?!<\/when>)[^])*<validate-/g;
const openPaths =
  /^@\(!new \[\] \{ (?:"\/(?:healthz|readyz|openapi\.json)"(?:, )?)+ \}\.Contains\(context\.Request\.OriginalUrl\.Path\)\)$/;

/** There is no key at the door, so the token is the only thing that keeps a stranger out. */
export const apisCheckTokens: StackRule = {
  name: "apis-check-tokens",
  description: "Every API of a gateway must have a policy that checks a signed token.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach(["azure-native:apimanagement:Api"], (api, plan, report) => {
    const policies = plan
      .filter(({ type }) => type === "azure-native:apimanagement:ApiPolicy")
      .filter((policy) => belongsTo(policy, api, "apiId"))
      .map(({ props }) => inbound.exec((textAt(props, "value") ?? "").replace(comment, ""))?.[1] ?? "");
    if (!policies.some((policy) => checks.test(policy)))
      report("no policy of this API checks a token; add an ApiPolicy with validate-jwt");
    const weak = policies.map((policy) => weakened.exec(policy)?.[0]).find((found) => found !== undefined);
    if (weak !== undefined) report(`the check of tokens says ${weak}; take that out`);
    const asked = policies.flatMap((policy) => [...policy.matchAll(condition)].map(([, text = ""]) => text));
    for (const text of asked.map((each) => each.replaceAll("&quot;", '"')))
      if (!openPaths.test(text))
        report(`tokens are checked only when ${text}; check always, but for /healthz, /readyz and /openapi.json`);
  }),
};
