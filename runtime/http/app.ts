import type { Env } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { type Files, api, found } from "./api";
import { type BreachDeps, breachRoutes } from "./breaches";
import { type ChatRouteDeps, chatRoutes } from "./chat";
import { consentRoutes } from "./consents";
import { deedRoutes } from "./deeds";
import { type DemonstrationDeps, demonstration } from "./demonstration";
import { docs } from "./docs";
import { type HealthDeps, health } from "./health";
import { type ItemDeps, items } from "./items";
import { type LimitDeps, limitRoutes } from "./limits";
import { pages } from "./pages";
import { type PhotoRouteDeps, photos } from "./photos";
import { type LogRecord, notFound, problems, refusal } from "./problems";
import { type RecommendationDeps, recommendations } from "./recommendations";
import { withinLimits } from "../privacy/limits";
import type { Telemetry } from "../watch/telemetry";
import { cors } from "./cors";
import { measured } from "./measured";
import { inTurn } from "./pace";
import { packed } from "./packed";
import { onceADay } from "../privacy/subjects";
import { type PrivacyDeps, privacy } from "./privacy";
import { rights } from "./rights";
import { type SegmentRouteDeps, segments } from "./segments";
import { type TasteDeps, taste } from "./taste";

export interface AppDeps
  extends
    HealthDeps,
    ItemDeps,
    PhotoRouteDeps,
    RecommendationDeps,
    TasteDeps,
    SegmentRouteDeps,
    LimitDeps,
    PrivacyDeps,
    BreachDeps,
    ChatRouteDeps {
  /** The console: `index.html` and what it asks for. */
  readonly console: Files;
  readonly telemetry: Telemetry;
  /** Web pages of these origins may ask from a browser; none by default. */
  readonly origins: readonly string[];
  /** Hears of every fault that is answered with 500, and of every refusal for want of consent. */
  readonly log: (record: LogRecord) => void;
  /** Left out in every composition that is deployed. */
  readonly demonstration?: DemonstrationDeps;
}

interface Numbered extends Env {
  readonly Variables: { readonly requestId: string };
}

/** Every route of version 1, behind one rim: request ids, headers, compression, problems. */
export function app(parts: AppDeps) {
  const deps = { ...parts, subjects: onceADay(parts.subjects) };
  const allowed = { ...deps, consents: withinLimits(deps.consents, deps.limits) }; // what was limited is not used
  const routes = api<Numbered>();
  const log = (record: LogRecord) => {
    deps.log(record);
    if (record.signal === "consent-refused") deps.telemetry.add("refusals", 1, { purpose: record.purpose });
  };
  routes.onError(problems(log)).notFound(notFound);
  routes
    .use(measured(deps.telemetry))
    .use(async (c, next) => {
      const id = deps.randomId(); // never the client's, which might name somebody
      c.set("requestId", id);
      c.header("x-request-id", id);
      c.header("content-security-policy", policy);
      await next();
    })
    .use(inTurn(mostAtOnce))
    .use(cors(deps.origins))
    .use(packed())
    .use(headers)
    .use(
      methodNotAllowed({
        app: routes,
        onMethodNotAllowed: (c, allowed) => {
          c.header("allow", allowed.join(", "));
          throw refusal(405, `this address answers ${allowed.join(", ")}`);
        },
      }),
    );
  routes
    .route("/", health(deps))
    .route("/", items(deps))
    .route("/", recommendations(allowed))
    .route("/", chatRoutes(allowed))
    .route("/", photos(allowed))
    .route("/", taste(allowed))
    .route("/", deedRoutes(allowed))
    .route("/", segments(allowed))
    .route("/", consentRoutes(deps))
    .route("/", limitRoutes(deps))
    .route("/", rights(deps))
    .route("/", privacy(deps))
    .route("/", breachRoutes(deps));
  if (deps.demonstration) routes.route("/", demonstration(deps.demonstration));
  routes.route("/", docs(routes)).route("/", pages("/console", deps.console));
  routes.get("/", async (c) => c.html(new TextDecoder().decode(found(await deps.console.read("index.html"), "page"))));
  return routes;
}

/** Some ten times as many as are in work at forty requests a second. */
const mostAtOnce = 100;

/** Pages load nothing from elsewhere and run no script of their own text; nobody may frame them. A page may be stricter. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const headers = secureHeaders({
  referrerPolicy: "no-referrer",
  xFrameOptions: "DENY",
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});
