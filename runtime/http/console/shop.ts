import { card, itemDialog } from "./card";
import { euro, fill, h, percent, say } from "./dom";
import { showPreferences } from "./preferences";
import {
  type Consent,
  type Garment,
  type Item,
  type Person,
  type Photo,
  type Preferences,
  type Recommendation,
  type Session,
  whyNot,
} from "./service";
import { swatch } from "./swatch";

/** What the visitor has asked for so far. */
interface Asked {
  text: string;
  budget: number | undefined;
  personalised: boolean;
  chosen: ReadonlySet<string>;
}

/** Who is there to follow, what is there to send, and as whom to ask. */
interface World {
  readonly others: readonly Person[];
  readonly samples: readonly string[];
  readonly session: Session;
}

/** The shop as one shopper sees it. Everything on it is asked for anew when something changes. */
export async function shop(place: HTMLElement, { others, samples, session }: World): Promise<void> {
  const asked: Asked = { text: "", budget: undefined, personalised: true, chosen: new Set() };
  let consents: readonly Consent[] = [];
  let photos: readonly Photo[] = [];
  let likes: ReadonlySet<string> = new Set();
  let before: ReadonlySet<string> | undefined;
  let latest = 0;
  const pictures = new Map<string, string>();

  const consentPart = h("div", { class: "consents" });
  const photoPart = h("div", { class: "photos" });
  const likePart = h("section", { class: "likes", "aria-label": "Your likes" });
  const head = h("div", { class: "answer-head", "aria-live": "polite" });
  const grid = h("div", { class: "grid", "aria-busy": "true" });
  const followPart = h("div", { class: "follows" });
  const preferencePart = h("div", { class: "preferences" });
  const preferencePanel = h("section", { class: "panel" }, h("h2", {}, "Your preferences"), preferencePart);

  const granted = (purpose: string) => consents.some((each) => each.purpose === purpose && each.granted);

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      say(capital(whyNot(error)));
      return undefined;
    }
  }

  async function consent(purpose: string, yes: boolean): Promise<void> {
    await attempt(async () => {
      ({ consents } = await session.json<{ consents: readonly Consent[] }>("PUT", "/v1/me/consents", {
        [purpose]: yes,
      }));
      await Promise.all([readPhotos(), readLikes(), readPreferences()]);
      showConsents();
      await answer();
    });
  }

  function showConsents(): void {
    fill(
      consentPart,
      consents.map(({ purpose, question, granted: yes }) =>
        h(
          "div",
          { class: "consent" },
          h(
            "div",
            {},
            h("h3", { id: `consent-${purpose}` }, titles[purpose] ?? purpose),
            h("p", { id: `about-${purpose}` }, question),
          ),
          h("button", {
            class: "switch",
            id: `switch-${purpose}`,
            role: "switch",
            "aria-checked": String(yes),
            "aria-labelledby": `consent-${purpose}`,
            "aria-describedby": `about-${purpose}`,
            onclick: () => void consent(purpose, !yes),
          }),
        ),
      ),
    );
    void attempt(showPhotos);
    void attempt(showFollows);
  }

  async function readPhotos(): Promise<void> {
    photos = granted("recommendation")
      ? (await session.json<{ photos: readonly Photo[] }>("GET", "/v1/photos")).photos
      : [];
    asked.chosen = new Set([...asked.chosen].filter((id) => photos.some(({ photoId }) => photoId === id)));
  }

  async function readPreferences(): Promise<void> {
    preferencePanel.hidden = !granted("personalisation");
    const stated = await session.json<Preferences>("GET", "/v1/me/preferences");
    showPreferences(preferencePart, stated, (next) => {
      void attempt(async () => {
        await session.json("PUT", "/v1/me/preferences", next);
        await readPreferences();
        await answer();
      });
    });
  }

  async function readLikes(): Promise<void> {
    const { itemIds } = await session.json<{ itemIds: readonly string[] }>("GET", "/v1/me/likes");
    likes = new Set(itemIds);
    const liked = await Promise.all(
      itemIds
        .slice(0, 12)
        .map((id) => session.json<Item>("GET", `/v1/items/${encodeURIComponent(id)}`).catch(() => undefined)),
    );
    fill(
      likePart,
      liked.length > 0 && h("h3", {}, "You like"),
      liked.flatMap((item) =>
        item
          ? [
              h(
                "button",
                { class: "liked", title: `Like ${item.title} no longer`, onclick: () => void like(item, false) },
                item.imageUrl !== undefined && h("img", { src: item.imageUrl, alt: "", width: 56, height: 70 }),
                h("span", { class: "hidden" }, `Like ${item.title} no longer`),
                h("span", { class: "x", "aria-hidden": "true" }, "✕"),
              ),
            ]
          : [],
      ),
    );
  }

  async function like(item: Item, yes: boolean): Promise<void> {
    if (yes && !granted("personalisation")) {
      say("To keep your likes we need your yes to “My taste”.", {
        label: "Say yes and like it",
        act: () => void consent("personalisation", true).then(() => like(item, true)),
      });
      return;
    }
    await attempt(async () => {
      await session.json(yes ? "PUT" : "DELETE", `/v1/me/likes/${encodeURIComponent(item.id)}`);
      await readLikes();
      await answer();
      say(yes ? `Noted. What follows knows that you like ${item.title}.` : `${item.title} counts no longer.`);
    });
  }

  async function send(photo: Blob): Promise<void> {
    if (!granted("recommendation")) {
      say("A photograph needs your yes to “My photographs” first.", {
        label: "Say yes and send it",
        act: () => void consent("recommendation", true).then(() => send(photo)),
      });
      return;
    }
    photoPart.classList.add("busy");
    await attempt(async () => {
      const form = new FormData();
      form.set("photo", photo);
      form.set("purpose", "recommendation");
      const { photoId } = await session.form<Photo>("/v1/photos", form);
      asked.chosen = new Set([photoId]);
      await readPhotos();
      await answer();
    });
    photoPart.classList.remove("busy");
    void attempt(showPhotos);
  }

  async function showPhotos(): Promise<void> {
    for (const { photoId } of photos)
      if (!pictures.has(photoId))
        pictures.set(photoId, URL.createObjectURL(await session.blob(`/v1/photos/${photoId}/image`)));
    const input = h("input", {
      type: "file",
      id: "file",
      class: "hidden",
      accept: "image/jpeg,image/png,image/webp,image/avif",
      onchange: () => {
        const [file] = input.files ?? [];
        if (file) void send(file);
      },
    });
    const drop = h(
      "label",
      { class: "drop", for: "file" },
      h("b", {}, "Send a photograph"),
      h("span", {}, "drop it here, or choose one · JPEG, PNG, WebP or AVIF, up to 12 MB"),
      input,
    );
    for (const kind of ["dragover", "dragleave", "drop"])
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
      });
    drop.addEventListener("drop", (event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void send(file);
    });
    fill(
      photoPart,
      drop,
      samples.length > 0 && [
        h("p", { class: "small" }, "or try one of these drawn ones"),
        h(
          "div",
          { class: "strip" },
          samples.map((url, at) =>
            h(
              "button",
              {
                class: "sample",
                onclick: () =>
                  void fetch(url)
                    .then((response) => response.blob())
                    .then(send),
              },
              h("img", {
                src: url,
                alt: `sample photograph ${String(at + 1)}`,
                width: 72,
                height: 72,
                loading: "lazy",
              }),
            ),
          ),
        ),
      ],
      photos.length > 0 && h("h3", {}, "Your photographs"),
      photos.map(photoRow),
    );
  }

  function photoRow(photo: Photo): HTMLElement {
    const { photoId, pieces } = photo;
    const chosen = asked.chosen.has(photoId);
    return h(
      "div",
      { class: "photo" },
      h(
        "button",
        {
          class: "look",
          id: `look-${photoId}`,
          "aria-pressed": String(chosen),
          "aria-label": chosen ? "Ask without this photograph" : "Ask with this photograph",
          onclick: () => {
            const next = new Set(asked.chosen);
            if (!next.delete(photoId)) next.add(photoId);
            asked.chosen = next;
            void attempt(showPhotos);
            void attempt(answer);
          },
        },
        h("img", { src: pictures.get(photoId), alt: "", width: 76, height: 76 }),
      ),
      h(
        "div",
        {},
        (pieces.length > 0 ? pieces : [photo]).map(garment),
        h(
          "button",
          {
            class: "plain small",
            onclick: () =>
              void attempt(async () => {
                await session.json("DELETE", `/v1/photos/${photoId}`);
                URL.revokeObjectURL(pictures.get(photoId) ?? "");
                pictures.delete(photoId);
                await readPhotos();
                await showPhotos();
                await answer();
              }),
          },
          "Delete",
        ),
      ),
    );
  }

  function garment({ piece, pattern, probability, colours }: Garment): HTMLElement {
    return h(
      "div",
      {},
      h(
        "b",
        {},
        piece === undefined ? "No garment recognised" : capital(piece),
        piece !== undefined && h("span", { class: "small" }, ` ${percent.format(probability)} sure`),
      ),
      h(
        "div",
        { class: "chips" },
        colours.map(({ colour, share }) =>
          h("span", { class: "chip", title: percent.format(share) }, swatch(colour), colour),
        ),
        pattern !== undefined && h("span", { class: "chip" }, pattern),
      ),
    );
  }

  async function showFollows(): Promise<void> {
    const followed = await Promise.all(
      others.map(async (other) => ({
        other,
        follows: (await session.json<{ follows: boolean }>("GET", `/v1/me/follows/${other.id}`)).follows,
      })),
    );
    fill(
      followPart,
      followed.map(({ other, follows }) =>
        h(
          "button",
          {
            class: "chip follow",
            id: `follow-${other.id}`,
            title: other.about,
            "aria-pressed": String(follows),
            onclick: () =>
              void attempt(async () => {
                await session.json(follows ? "DELETE" : "PUT", `/v1/me/follows/${other.id}`);
                await showFollows();
                await answer();
              }),
          },
          follows ? `✓ ${other.name}` : `+ ${other.name}`,
        ),
      ),
    );
  }

  async function answer(): Promise<void> {
    const turn = ++latest; // a slow answer must not overwrite a newer one
    grid.setAttribute("aria-busy", "true");
    const { text, budget, personalised, chosen } = asked;
    const question = { photoIds: [...chosen], text, personalised, limit: 24, ...(budget !== undefined && { budget }) };
    const given = await session.json<Recommendation>("POST", "/v1/recommendations", question);
    if (turn === latest) showAnswer(given, question.photoIds.length > 0);
  }

  function showAnswer({ basis, items, understood, model }: Recommendation, seen: boolean): void {
    const { without, unknown, budget, least, cheap, ...wanted } = understood;
    const wishes = Object.values(wanted).flat();
    const unwanted = Object.values(without).flat();
    fill(
      head,
      h("h1", {}, items.length === 0 ? "Nothing fits all of that" : seen ? "Like your photograph" : headings[basis]),
      h(
        "p",
        { class: "small" },
        items.length === 0
          ? "Loosen the budget, leave a word out, or ask without being known."
          : `${items.length === 1 ? "1 piece" : `${String(items.length)} pieces`} · ${bases[basis]} · model ${model}`,
      ),
      h(
        "div",
        { class: "chips" },
        wishes.map((word) => h("span", { class: "chip" }, word)),
        unwanted.map((word) => h("span", { class: "chip" }, `no ${word}`)),
        least !== undefined && h("span", { class: "chip" }, `from ${euro.format(least)}`),
        budget !== undefined && h("span", { class: "chip" }, `up to ${euro.format(budget)}`),
        cheap && h("span", { class: "chip" }, "costs little"),
        unknown.map((word) => h("span", { class: "chip lost", title: "means nothing here" }, word)),
      ),
    );
    const known = items.filter(({ item }) => before?.has(item.id)).length;
    const fewNew = known > items.length / 2; // otherwise it is another question, and everything is new
    fill(
      grid,
      items.map(({ item, reasons }) =>
        card(item, reasons, {
          liked: likes.has(item.id),
          fresh: fewNew && !before?.has(item.id),
          onLike: (yes) => void like(item, yes),
          onOpen: () => void attempt(() => itemDialog(item, reasons)),
        }),
      ),
    );
    before = new Set(items.map(({ item }) => item.id));
    grid.setAttribute("aria-busy", "false");
  }

  const words = h("input", {
    type: "search",
    id: "words",
    maxlength: 500,
    placeholder: "a blue shirt for work, no stripes, under 60",
    autocomplete: "off",
  });
  const budget = h("input", {
    type: "number",
    id: "budget",
    min: 1,
    max: 100_000,
    placeholder: "any",
    inputmode: "numeric",
  });
  const plain = h("input", { type: "checkbox", id: "plain" });
  const ask = () => {
    asked.text = words.value;
    asked.budget = budget.value === "" ? undefined : Number(budget.value);
    asked.personalised = !plain.checked;
    void attempt(answer);
  };
  let typing: number | undefined;
  const soon = () => {
    window.clearTimeout(typing);
    typing = window.setTimeout(ask, 350);
  };
  words.addEventListener("input", soon);
  budget.addEventListener("input", soon);
  plain.addEventListener("change", ask);

  fill(
    place,
    h(
      "div",
      { class: "two" },
      h(
        "aside",
        { class: "side", "aria-label": "What you bring" },
        h("section", { class: "panel" }, h("h2", {}, "Your wardrobe"), photoPart),
        h(
          "section",
          { class: "panel" },
          h("h2", {}, "Your say"),
          h("p", { class: "small" }, "Each is off until you switch it on, and off again just as fast."),
          consentPart,
        ),
        others.length > 0 && h("section", { class: "panel" }, h("h2", {}, "Follow"), followPart),
        preferencePanel,
        h("section", { class: "panel" }, h("h2", {}, "Your data"), ownData(session, attempt)),
      ),
      h(
        "div",
        { class: "answer" },
        h(
          "form",
          {
            class: "ask",
            role: "search",
            onsubmit: (event) => {
              event.preventDefault();
              ask();
            },
          },
          h("label", { class: "wide", for: "words" }, h("span", {}, "What are you looking for?"), words),
          h("label", { for: "budget" }, h("span", {}, "Budget, €"), budget),
          h("label", { class: "check", for: "plain" }, plain, h("span", {}, "Not personalised")),
        ),
        likePart,
        head,
        grid,
      ),
    ),
  );

  await attempt(async () => {
    ({ consents } = await session.json<{ consents: readonly Consent[] }>("GET", "/v1/me/consents"));
    await Promise.all([readPhotos(), readLikes(), readPreferences()]);
    showConsents();
    await answer();
  });
}

function ownData(session: Session, attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>): HTMLElement {
  const receipt = h("div", {});
  return h(
    "div",
    { class: "own" },
    h(
      "button",
      {
        class: "quiet",
        onclick: () =>
          void attempt(async () => {
            const url = URL.createObjectURL(await session.blob("/v1/me/export"));
            h("a", { href: url, download: "my-data.json" }).click();
            URL.revokeObjectURL(url);
          }),
      },
      "Download a copy",
    ),
    h(
      "button",
      {
        class: "quiet",
        onclick: () =>
          void attempt(async () => {
            const { stores } = await session.json<{
              stores: readonly { store: string; outcome: string; entries: number }[];
            }>("DELETE", "/v1/me");
            fill(
              receipt,
              h("p", { class: "small" }, "Deleted, and read again to be sure:"),
              h(
                "ul",
                { class: "receipt" },
                stores
                  .filter(({ outcome }) => outcome !== "not-linked")
                  .map(({ store, outcome, entries }) =>
                    h(
                      "li",
                      {},
                      `${store}: ${String(entries)} ${entries === 1 ? "entry" : "entries"}, ${outcome.replace("-", " ")}`,
                    ),
                  ),
              ),
              h(
                "button",
                {
                  class: "quiet",
                  onclick: () => {
                    location.reload();
                  },
                },
                "Start afresh",
              ),
            );
          }),
      },
      "Delete everything about me",
    ),
    receipt,
  );
}

const titles: Readonly<Record<string, string>> = {
  recommendation: "My photographs",
  personalisation: "My taste",
  marketing: "Offers",
};
const headings = {
  personal: "Chosen for you",
  request: "Fits what you asked for",
  popular: "In the shop now",
} as const;
const bases = {
  personal: "your likes and preferences were read",
  request: "only your question was read",
  popular: "nothing about you was read",
} as const;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
