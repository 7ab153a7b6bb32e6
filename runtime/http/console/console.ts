import { fill, h, part, say } from "./dom";
import { privacy } from "./privacy";
import { platform } from "./platform";
import { segments } from "./segments";
import { type Person, type Session, demonstrationToken, open, session, whyNot } from "./service";
import { shop } from "./shop";

const remembered = "penderie-shopper";
const tabs = ["shop", "segments", "privacy", "platform"] as const;
type Tab = (typeof tabs)[number];

/** Who is there to be; a service without demonstration users has none. */
const people = () =>
  open<{ people: readonly Person[] }>("/demo/people").then(
    (answer) => answer.people,
    () => undefined,
  );
const samples = () =>
  open<{ photos: readonly string[] }>("/demo/photos").then(
    (answer) => answer.photos,
    () => [],
  );

async function start(): Promise<void> {
  const everyone = await people();
  const shown = new Map<Tab, () => void>([["platform", () => void platform(part("platform"))]]);
  if (everyone) await demonstrate(everyone, shown);
  else signIn(shown);
  for (const tab of tabs)
    part(`tab-${tab}`).addEventListener("click", () => {
      select(tab, shown);
    });
  part("tab-shop").parentElement?.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => part(`tab-${tab}`) === document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || step === undefined) return;
    const next = tabs[(at + step + tabs.length) % tabs.length] ?? "shop";
    part(`tab-${next}`).focus();
    select(next, shown);
  });
  const named = () => {
    select(tabs.find((tab) => `#${tab}` === location.hash) ?? "shop", shown);
  };
  window.addEventListener("hashchange", named);
  named();
}

/** Shows one part; what fills it is asked for when it is first looked at. */
function select(selected: Tab, shown: Map<Tab, () => void>): void {
  for (const tab of tabs) {
    const button = part(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === selected));
    button.tabIndex = tab === selected ? 0 : -1;
    part(tab).hidden = tab !== selected;
  }
  part("who").hidden = selected !== "shop";
  history.replaceState(undefined, "", selected === "shop" ? location.pathname : `#${selected}`);
  shown.get(selected)?.();
  shown.delete(selected);
}

async function demonstrate(everyone: readonly Person[], shown: Map<Tab, () => void>): Promise<void> {
  const shoppers = everyone.filter(({ role }) => role === "shopper");
  const photos = await samples();
  const be = (person: Person) => {
    sessionStorage.setItem(remembered, person.id);
    void shop(part("shop"), {
      others: shoppers.filter((other) => other.id !== person.id),
      samples: photos,
      session: session(() => demonstrationToken(person.id)),
    });
  };
  const select = h(
    "select",
    {
      id: "shopper",
      onchange: () => {
        const chosen = shoppers.find(({ id }) => id === select.value);
        if (chosen) be(chosen);
        about.textContent = chosen?.about ?? "";
      },
    },
    shoppers.map(({ id, name }) => h("option", { value: id }, name)),
  );
  const about = h("span", { class: "small about-shopper" });
  fill(part("who"), h("label", { for: "shopper" }, "You are"), select, about);
  const first = shoppers.find(({ id }) => id === sessionStorage.getItem(remembered)) ?? shoppers[0];
  if (first) {
    select.value = first.id;
    about.textContent = first.about;
    shown.set("shop", () => {
      be(first);
    });
  } else fill(part("shop"), h("p", { class: "notice" }, "There are no demonstration shoppers; run npm run sample."));
  const officer = everyone.find(({ role }) => role === "dpo");
  shown.set("privacy", () => {
    if (officer)
      void privacy(
        part("privacy"),
        session(() => demonstrationToken(officer.id)),
        officer.name,
      );
  });
  const marketing = everyone.find(({ role }) => role === "marketing");
  shown.set("segments", () => {
    if (marketing)
      void segments(
        part("segments"),
        session(() => demonstrationToken(marketing.id)),
        marketing.name,
      );
  });
}

/** Where nobody is made up, a visitor brings a token of the shop's issuer. */
function signIn(shown: Map<Tab, () => void>): void {
  const field = h("input", { id: "token", type: "password", autocomplete: "off", spellcheck: "false" });
  const held = (): Session => session(async () => ({ token: field.value.trim(), expiresAt: "9999-12-31T00:00:00Z" }));
  fill(
    part("shop"),
    h(
      "form",
      {
        class: "panel sign-in",
        onsubmit: (event) => {
          event.preventDefault();
          const own = held();
          shown.set("segments", () => void segments(part("segments"), own, "your token"));
          shown.set("privacy", () => void privacy(part("privacy"), own, "your token"));
          void shop(part("shop"), { others: [], samples: [], session: own });
        },
      },
      h("h2", {}, "Sign in"),
      h("p", {}, "This service has no demonstration users. Paste a bearer token of its issuer; it stays on this page."),
      h("label", { for: "token" }, "Token"),
      field,
      h("button", { class: "loud" }, "Continue"),
    ),
  );
}

start().catch((error: unknown) => {
  say(whyNot(error));
});
