import { fill, h, say, whole } from "./dom";
import { type Session, whyNot } from "./service";

interface SubjectRequest {
  readonly id: string;
  readonly right: string;
  readonly receivedAt: string;
  readonly state: string;
  readonly due: string;
  readonly overdue: boolean;
}

interface Erased {
  readonly completedAt: string;
  readonly stores: readonly { readonly store: string; readonly outcome: string; readonly recoverableUntil: string }[];
}

interface Month {
  readonly month: string;
  readonly entries: number | "dropped";
  readonly signed: number;
  readonly findings: readonly string[];
}

interface Breach {
  readonly id: string;
  readonly awareAt: string;
  readonly severity: string;
  readonly due: string;
  readonly alarms: readonly string[];
  readonly closed: boolean;
  readonly facts: { readonly what: string };
  readonly drafts: { readonly authority: string; readonly subjects?: string };
}

const rights = ["access", "portability", "rectification", "restriction", "objection", "erasure"] as const;
const day = (time: string) => new Date(time).toLocaleDateString("en-GB", { dateStyle: "medium" });

/** What the data protection officer works with: requests and their clocks, receipts, breaches, the audit trail. */
export async function privacy(place: HTMLElement, session: Session, reader: string): Promise<void> {
  fill(place, h("p", { class: "small" }, "Reading the registers…"));
  const get = <T>(path: string) => session.json<T>("GET", `/v1/privacy/${path}`);
  try {
    const [{ requests }, { erasures }, { months }, { breaches }] = await Promise.all([
      get<{ requests: readonly SubjectRequest[] }>("requests"),
      get<{ erasures: readonly Erased[] }>("erasures"),
      get<{ months: readonly Month[] }>("audit"),
      get<{ breaches: readonly Breach[] }>("breaches"),
    ]);
    const again = () => void privacy(place, session, reader);
    const waiting = requests.filter(({ state }) => state === "received" || state === "verified").length;
    fill(
      place,
      h(
        "div",
        { class: "lead" },
        h("h1", {}, waiting === 0 ? "Nobody waits for an answer" : `${whole.format(waiting)} wait for an answer`),
        h(
          "p",
          { class: "small" },
          `Read by ${reader} (data protection officer); every look here is in the audit trail.`,
        ),
        entering(session, again),
      ),
      h(
        "div",
        { class: "cards" },
        requestsCard(requests, session, again),
        breachesCard(breaches),
        auditCard(months),
        erasuresCard(erasures),
      ),
    );
  } catch (error) {
    fill(place, h("div", { class: "notice" }, whyNot(error)));
  }
}

/** A request that came by letter. */
function entering(session: Session, again: () => void): HTMLFormElement {
  const user = h("input", {
    id: "request-user",
    type: "search",
    required: true,
    autocomplete: "off",
    spellcheck: "false",
  });
  const right = h(
    "select",
    { id: "request-right" },
    rights.map((each) => h("option", { value: each }, each)),
  );
  return h(
    "form",
    {
      class: "look-up",
      onsubmit: (event) => {
        event.preventDefault();
        const body = { user: user.value.trim(), right: right.value };
        void session.json("POST", "/v1/privacy/requests", body).then(again, told);
      },
    },
    h("label", { for: "request-user" }, "A request came from"),
    user,
    h("label", { for: "request-right" }, "for"),
    right,
    h("button", { class: "quiet" }, "Enter it"),
  );
}

function requestsCard(requests: readonly SubjectRequest[], session: Session, again: () => void): HTMLElement {
  const act = (request: SubjectRequest, step: string, more: object = {}) => {
    void session.json("POST", `/v1/privacy/requests/${request.id}/steps`, { step, ...more }).then(() => {
      say(`The request for ${request.right} is ${step}.`);
      again();
    }, told);
  };
  const row = (request: SubjectRequest) => {
    const user = h("input", {
      type: "search",
      id: `user-${request.id}`,
      placeholder: "whose it is",
      autocomplete: "off",
    });
    return h(
      "li",
      {},
      h("strong", {}, request.right),
      ` of ${day(request.receivedAt)}, ${request.state}`,
      (request.state === "received" || request.state === "verified") &&
        h("span", { class: "small" }, `, ${request.overdue ? "overdue since" : "due"} ${day(request.due)} `),
      request.state === "received" &&
        h(
          "button",
          {
            class: "quiet",
            onclick: () => {
              act(request, "verified");
            },
          },
          "I know who asks",
        ),
      request.state === "verified" &&
        h(
          "span",
          {},
          h("label", { for: `user-${request.id}`, class: "small" }, "user "),
          user,
          h(
            "button",
            {
              class: "quiet",
              onclick: () => {
                act(request, "fulfilled", { user: user.value.trim() });
              },
            },
            "Carry it out",
          ),
        ),
    );
  };
  return card("Requests", requests.length === 0 ? "None was entered." : undefined, requests.map(row));
}

const breachesCard = (breaches: readonly Breach[]) =>
  card(
    "Breaches",
    breaches.length === 0 ? "None is on record." : undefined,
    breaches.map(({ facts, severity, due, alarms, closed, drafts }) =>
      h(
        "li",
        {},
        h("strong", {}, `${severity}${closed ? ", closed" : ""}: `),
        facts.what,
        h("span", { class: "small" }, ` The authority must hear by ${new Date(due).toLocaleString("en-GB")}. `),
        alarms.map((alarm) => h("p", { class: "notice" }, alarm)),
        h("details", {}, h("summary", {}, "Draft of the notice"), h("pre", {}, drafts.authority)),
      ),
    ),
  );

const auditCard = (months: readonly Month[]) =>
  card(
    "Audit trail",
    months.length === 0 ? "Nothing has been written yet." : undefined,
    months.map(({ month, entries, signed, findings }) =>
      h(
        "li",
        {},
        h("strong", {}, month),
        entries === "dropped"
          ? ", its time is over"
          : `, ${whole.format(entries)} entries, ${whole.format(signed)} signed`,
        findings.length === 0 ? ", as they were written" : findings.map((each) => h("p", { class: "notice" }, each)),
      ),
    ),
  );

const erasuresCard = (erasures: readonly Erased[]) =>
  card(
    "Erasures",
    erasures.length === 0 ? "Nobody has been erased." : undefined,
    erasures.map(({ completedAt, stores }) =>
      h(
        "li",
        {},
        h("strong", {}, day(completedAt)),
        h(
          "details",
          {},
          h(
            "summary",
            {},
            stores.some(({ outcome }) => outcome === "remains") ? "something remains" : "every store answered",
          ),
          h(
            "ul",
            {},
            stores.map(({ store, outcome, recoverableUntil }) =>
              h(
                "li",
                { class: "small" },
                `${store}: ${outcome.replaceAll("-", " ")}, in backups until ${day(recoverableUntil)}`,
              ),
            ),
          ),
        ),
      ),
    ),
  );

const card = (title: string, nothing: string | undefined, rows: readonly HTMLElement[]) =>
  h("article", { class: "panel" }, h("h2", {}, title), nothing === undefined ? h("ul", {}, rows) : h("p", {}, nothing));

const told = (error: unknown): void => {
  say(whyNot(error));
};
