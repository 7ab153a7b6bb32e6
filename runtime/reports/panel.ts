import { html, raw } from "hono/html";
import type { PanelKey } from "../recommendation/panel";
import { type Html, page } from "./page";

/** One photograph with its answers, for the eye. */
export interface Looked {
  readonly photo: string;
  /** What was recognised. */
  readonly seen: string;
  readonly answers: readonly { readonly title: string; readonly picture: string | undefined; readonly why: string }[];
}

const sheetStyle = raw(`<style>
.row { display: grid; grid-template-columns: 11rem repeat(8, minmax(5.5rem, 1fr)); gap: .5rem; align-items: start; border-bottom: 1px solid var(--line); padding: .75rem 0; }
.row img { width: 100%; aspect-ratio: 3 / 4; object-fit: contain; background: var(--card); border-radius: .4rem; }
.row figure { margin: 0; padding: 0; border: 0; background: none; } .row figcaption { font-size: .72rem; line-height: 1.25; overflow-wrap: anywhere; }
main { max-width: 96rem; }
@media (max-width: 60rem) { .row { grid-template-columns: repeat(3, 1fr); } }
</style>`);

/** Photographs and their first answers, in order, each with its reason: to be looked at. */
export const contactSheet = (model: string, rows: readonly Looked[]): Html =>
  page(
    "Contact sheet",
    html`${sheetStyle}
      <header>
        <p class="soft">Penderie · ${model}</p>
        <h1>${rows.length} photographs and what they find</h1>
        <p>Left: what was sent, and what was recognised. Beside it: the first answers, the best first.</p>
      </header>
      <main>
        ${rows.map(
          ({ photo, seen, answers }) =>
            html`<section class="row" aria-label="${photo}">
              <figure>
                <img src="${picture(photo)}" alt="${photo}" loading="lazy" />
                <figcaption><b>${seen}</b></figcaption>
              </figure>
              ${answers.map(
                (answer) =>
                  html`<figure>
                    ${
                      answer.picture === undefined
                        ? html`<span class="soft">no picture</span>`
                        : html`<img src="${picture(answer.picture)}" alt="" loading="lazy" />`
                    }
                    <figcaption>${answer.title}<br /><span class="soft">${answer.why}</span></figcaption>
                  </figure>`,
              )}
              ${answers.length === 0 ? html`<p>Nothing: no garment was recognised, and none is pretended.</p>` : ""}
            </section>`,
        )}
      </main>`,
  );

const panelStyle = raw(`<style>
#sheet { display: grid; grid-template-columns: minmax(12rem, 20rem) 1fr; gap: 2rem; align-items: start; }
#sheet > img { width: 100%; max-height: 70vh; object-fit: contain; background: var(--card); border-radius: .75rem; }
#cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .75rem; }
#cards button { padding: .4rem; border: 3px solid var(--line); border-radius: .75rem; background: var(--card); cursor: pointer; font: inherit; color: var(--ink); }
#cards button[aria-pressed=true] { border-color: var(--good); }
#cards button[aria-pressed=true]::after { content: "fits"; color: var(--good); font-weight: 600; }
#cards img { width: 100%; aspect-ratio: 3 / 4; object-fit: contain; }
.bar { display: flex; gap: 1rem; align-items: center; flex-wrap: wrap; margin: 1rem 0; }
.bar button { font: inherit; font-weight: 600; padding: .6rem 1.4rem; border-radius: .6rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; }
.bar button.next { background: var(--accent); color: var(--ground); border-color: var(--accent); }
input { font: inherit; padding: .5rem .75rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); }
main { max-width: 84rem; }
@media (max-width: 48rem) { #sheet { grid-template-columns: 1fr; } #sheet > img { max-height: 40vh; } }
</style>`);

/** The page on which one judge decides, photograph by photograph; it keeps what was decided in the browser until it is saved as a file. */
export const panelPage = ({ panel, sheets }: PanelKey, pictureOf: (itemId: string) => string | undefined): Html => {
  const blind = {
    panel,
    sheets: sheets.map(({ name, photo, cards }) => ({
      name,
      photo: picture(photo),
      cards: cards.map((card) => ({ name: card.name, picture: picture(pictureOf(card.itemId) ?? "") })),
    })),
  };
  return page(
    "Does it fit?",
    html`${panelStyle}
      <header>
        <h1>Does it fit?</h1>
        <p>
          You own what is on the left and asked for something like it. Mark every piece that you would call a fitting
          answer; what you leave unmarked counts as not fitting. There is no right or wrong, and some are there by lot.
        </p>
      </header>
      <main>
        <div class="bar">
          <label>Your initials <input id="judge" maxlength="20" autocomplete="off" /></label>
          <span id="where" class="soft" aria-live="polite"></span>
        </div>
        <div id="sheet">
          <img id="photo" alt="the photograph" />
          <div id="cards"></div>
        </div>
        <div class="bar">
          <button id="back" type="button">Back</button>
          <button id="next" type="button" class="next">Next</button>
          <button id="save" type="button">Save what I decided</button>
        </div>
      </main>
      <script type="application/json" id="panel">
        ${raw(JSON.stringify(blind).replaceAll("<", "\\u003c"))}
      </script>
      <script>
        ${raw(script)};
      </script>`,
  );
};

const picture = (name: string) => `pictures/${encodeURIComponent(name)}`;

const script = `
const { panel, sheets } = JSON.parse(document.getElementById("panel").textContent);
const kept = "penderie-panel-" + panel;
const state = Object.assign({ at: 0, judge: "", fits: {} }, JSON.parse(localStorage.getItem(kept) || "{}"));
const by = (id) => document.getElementById(id);
const keep = () => localStorage.setItem(kept, JSON.stringify(state));
by("judge").value = state.judge;
by("judge").oninput = () => { state.judge = by("judge").value.trim(); keep(); };
function show() {
  const sheet = sheets[state.at];
  by("where").textContent = "Photograph " + (state.at + 1) + " of " + sheets.length;
  by("photo").src = sheet.photo;
  by("cards").replaceChildren(...sheet.cards.map((card, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", String(state.fits[card.name] === true));
    button.setAttribute("aria-label", "piece " + (place + 1));
    const image = document.createElement("img");
    image.src = card.picture;
    image.alt = "";
    button.append(image);
    button.onclick = () => {
      state.fits[card.name] = state.fits[card.name] !== true;
      button.setAttribute("aria-pressed", String(state.fits[card.name]));
      keep();
    };
    return button;
  }));
  by("back").disabled = state.at === 0;
  by("next").textContent = state.at === sheets.length - 1 ? "Finish" : "Next";
}
function decided() { for (const card of sheets[state.at].cards) state.fits[card.name] = state.fits[card.name] === true; keep(); }
function save() {
  if (state.judge === "") { by("judge").focus(); by("where").textContent = "Your initials first, so that two judges are told apart"; return; }
  const file = new Blob([JSON.stringify({ panel, judge: state.judge, fits: state.fits }, null, 1)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "judgements-" + state.judge.replace(/[^A-Za-z0-9]+/g, "-") + ".json";
  link.click();
}
by("next").onclick = () => { decided(); if (state.at === sheets.length - 1) save(); else { state.at++; keep(); show(); scrollTo(0, 0); } };
by("back").onclick = () => { state.at--; keep(); show(); };
by("save").onclick = save;
addEventListener("keydown", (event) => { if (event.target.tagName !== "INPUT" && event.key === "ArrowRight") by("next").click(); });
show();
`;
