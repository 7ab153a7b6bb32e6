import { html, raw } from "hono/html";

export type Html = ReturnType<typeof html>;

/** Markup of ours, which needs no escaping; everything else goes through `html`. */
export const markup = (text: string): Html => html`${raw(text)}`;

/** A page that needs nothing but itself: styles inside, no script, light and dark, printable. */
export const page = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `;

const style = `
:root { --ink: #1d1b20; --soft: #5d5963; --line: #dedae2; --ground: #faf8fb; --card: #fff; --accent: #6b3fa0; --second: #c2622d; --good: #1f7a4d; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeeaf2; --soft: #b1abb9; --line: #3a3640; --ground: #17151a; --card: #211e25; --accent: #b894e6; --second: #e79a6c; --good: #6fcf9b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem; }
header { padding-top: 3rem; }
h1 { font: 600 2.1rem/1.15 Georgia, serif; margin: 0 0 .5rem; }
h2 { font: 600 1.4rem/1.2 Georgia, serif; margin: 2.5rem 0 .75rem; }
h3, h2.name { margin: 0; font-size: 1.1rem; }
h2.name { font-family: inherit; }
p { margin: .5rem 0; max-width: 62ch; }
.soft, figcaption, small { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem; break-inside: avoid; }
.figures { display: flex; gap: 1.5rem; margin: .75rem 0; padding: 0; list-style: none; flex-wrap: wrap; }
.figures b { display: block; font: 600 1.5rem/1.1 Georgia, serif; }
.actions { margin: .5rem 0 0; padding-left: 1.1rem; }
figure { margin: 1rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; overflow-x: auto; }
svg { display: block; width: 100%; height: auto; max-width: 60rem; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); }
svg .soft { fill: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; background: var(--card); }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; }
tr.chosen { font-weight: 600; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .75rem; }
@media print { body { background: #fff; } .card, figure { border-color: #bbb; } }
`;
