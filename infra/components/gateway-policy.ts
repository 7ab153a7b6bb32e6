/** Paths that need no token: what the platform asks, and what describes the API. */
const open = ["/healthz", "/readyz", "/openapi.json"];

/** The largest upload that the service itself would take. */
const bytes = 12 * 1024 * 1024;

/** Calls a minute that one caller may make. */
const calls = { signedIn: 120, anonymous: 600 };

/**
 * The gateway's rules: a token of the issuer on all paths but the open ones, a rate per caller, who is known by the
 * token's subject and not by an address, and a size, which has to be declared for it to be checked.
 */
export const gatewayPolicy = (issuer: string, audience: string): string => `<policies>
  <inbound>
    <base />
    <choose>
      <when condition="@(!new [] { ${open.map((path) => `&quot;${path}&quot;`).join(", ")} }.Contains(context.Request.OriginalUrl.Path))">
        <validate-jwt header-name="Authorization" require-scheme="Bearer" require-signed-tokens="true" require-expiration-time="true" clock-skew="60" failed-validation-httpcode="401" failed-validation-error-message="a valid token is needed" output-token-variable-name="token">
          <openid-config url="${escaped(issuer.replace(/\/+$/, ""))}/.well-known/openid-configuration" />
          <audiences>
            <audience>${escaped(audience)}</audience>
          </audiences>
        </validate-jwt>
        <rate-limit-by-key calls="${calls.signedIn}" renewal-period="60" counter-key="@(((Jwt)context.Variables[&quot;token&quot;]).Subject)" />
      </when>
      <otherwise>
        <rate-limit-by-key calls="${calls.anonymous}" renewal-period="60" counter-key="anonymous" />
      </otherwise>
    </choose>
    <choose>
      <when condition="@(context.Request.Headers.ContainsKey(&quot;Transfer-Encoding&quot;))">
        <return-response>
          <set-status code="411" reason="Length Required" />
        </return-response>
      </when>
      <when condition="@(long.Parse(context.Request.Headers.GetValueOrDefault(&quot;Content-Length&quot;, &quot;0&quot;)) &gt; ${bytes})">
        <return-response>
          <set-status code="413" reason="Content Too Large" />
        </return-response>
      </when>
    </choose>
    <set-header name="X-Forwarded-For" exists-action="delete" />
  </inbound>
  <backend>
    <forward-request timeout="30" buffer-request-body="false" />
  </backend>
  <outbound>
    <base />
    <set-header name="X-Powered-By" exists-action="delete" />
    <set-header name="Strict-Transport-Security" exists-action="override">
      <value>max-age=31536000; includeSubDomains</value>
    </set-header>
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? "");
