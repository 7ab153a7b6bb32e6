/** Light and dark, wide and narrow, screen and paper; no font or picture is fetched. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #faf6f0; --sheet: #fffdfa; --ink: #221c18; --soft: #675c54; --line: #e5dbcf; --tint: #f2eae0;
  --accent: #7b2f3a; --good: #2c6b4a; --bad: #a3262a; --warn: #8a500d; --fixed: #7b2f3a; --usage: #d59a8f;
  --h0: #7b2f3a; --h1: #2a6f77; --h2: #a8641f; --h3: #4c5fb0; --h4: #4d7a34; --h5: #8a4b95; --h6: #6b6058; --h7: #b0456b;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
  --sans: ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171412; --sheet: #201c19; --ink: #f1e9e0; --soft: #b5a89c; --line: #3a332d; --tint: #2a2521;
    --accent: #e4a3a0; --good: #86cfa6; --bad: #ff9b94; --warn: #e8b777; --fixed: #d98d8a; --usage: #7d4a4a;
    --h0: #e4a3a0; --h1: #7cc4cb; --h2: #e3ae72; --h3: #a3b1f0; --h4: #a4cf8a; --h5: #d3a2dc; --h6: #b5a89c; --h7: #ee9dba;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; }
h1, h2 { font-family: var(--serif); font-weight: 500; letter-spacing: -0.01em; line-height: 1.15; text-wrap: balance; }
h1 { font-size: clamp(1.9rem, 4.5vw, 3rem); }
h2 { font-size: 1.7rem; }
h3 { font-size: 1.05rem; font-weight: 600; margin: 1.75rem 0 .6rem; }
a { color: var(--accent); }
code { font: .86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.small { font-size: .84rem; font-weight: 400; color: var(--soft); }
.good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; z-index: 1; }
.lead { color: var(--soft); max-width: 44rem; margin: .6rem 0 1.1rem; text-wrap: pretty; }

.top, .columns, footer { max-width: 84rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
.top { padding-top: clamp(2rem, 6vw, 4rem); }
.top .lead { font-size: 1.1rem; }
.over { text-transform: uppercase; letter-spacing: .12em; font-size: .78rem; color: var(--accent); margin-bottom: .6rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.5rem; margin-top: 2.5rem; }
nav ol { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .93rem; }
nav a { display: inline-block; padding: .2rem 0; color: var(--soft); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
@media (min-width: 70rem) {
  .columns { grid-template-columns: 12.5rem minmax(0, 1fr); }
  nav { position: sticky; top: 2rem; align-self: start; } nav ol { display: block; border-left: 1px solid var(--line); padding-left: 1rem; }
  nav a { padding: .3rem 0; }
}
section + section { margin-top: 4rem; }
footer { margin-top: 4rem; padding-top: 1.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .88rem; }
footer::before { content: ""; display: block; border-top: 1px solid var(--line); margin-bottom: 1.5rem; }
footer p + p { margin-top: .8rem; }

.verdicts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1rem; margin-top: 1.75rem; }
.card, .panel, .finding, .calm { background: var(--sheet); border: 1px solid var(--line); border-radius: .7rem; padding: 1.1rem 1.3rem; }
.card { border-top: .3rem solid var(--good); } .card.fail { border-top-color: var(--bad); }
.card h2 { font-size: 1.4rem; }
.verdict { font-weight: 600; color: var(--good); } .fail .verdict { color: var(--bad); }
.figures { display: flex; flex-wrap: wrap; gap: .6rem 1.8rem; margin: .9rem 0; }
.figures div { display: flex; flex-direction: column; }
.figures dd { font: 500 1.7rem/1.1 var(--serif); font-variant-numeric: tabular-nums; } .figures dt { font-size: .84rem; color: var(--soft); }
.calm { color: var(--good); font-weight: 600; border-left: .3rem solid var(--good); }
.finding { border-left: .3rem solid var(--bad); } .finding.advisory { border-left-color: var(--warn); } .finding + .finding { margin-top: .8rem; }
.finding header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .8rem; } .finding h3 { margin: 0; }
.finding > p { margin: .3rem 0 .5rem; color: var(--soft); } .finding ul, .notes { padding-left: 1.15rem; } .finding li + li, .notes li + li { margin-top: .45rem; }
.finding li { overflow-wrap: anywhere; }
.pill { display: inline-block; font-size: .78rem; line-height: 1.3; padding: .08rem .55rem; border-radius: 1rem; border: 1px solid currentColor; white-space: nowrap; color: var(--soft); }
.pill.critical { color: var(--bad); } .pill.high { color: var(--warn); }

.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .7rem; background: var(--sheet); margin-bottom: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .7rem .9rem .2rem; font-size: .84rem; color: var(--soft); }
th, td { text-align: left; padding: .5rem .9rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .8rem; font-weight: 600; color: var(--soft); white-space: nowrap; } tbody th { font-weight: 500; min-width: 12rem; }
tbody tr:last-child > * { border-bottom: 0; } .number { text-align: right; white-space: nowrap; } .differs { background: var(--tint); font-weight: 600; }

.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); gap: 1rem; margin: .6rem 0 1.2rem; }
.panel h3 { margin: 0; } .big { font: 500 1.7rem/1.2 var(--serif); }
.services { margin-top: .8rem; font-size: .88rem; } .services th, .services td { padding: .22rem 0; border: 0; vertical-align: middle; } .services th { min-width: 0; width: 9.5rem; } .services .number { width: 3rem; }
.bar { display: block; width: 100%; height: .62rem; } .bar.budget { height: .9rem; margin: .4rem 0; }
.bar .rail { fill: var(--tint); } .bar .fixed { fill: var(--fixed); } .bar .usage { fill: var(--usage); } .bar .mark { fill: var(--ink); }
.legend { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .5rem; } .legend span:not(:first-child) { margin-left: .8rem; }
.swatch { width: .8rem; height: .8rem; border-radius: 2px; } .swatch.fixed { background: var(--fixed); } .swatch.usage { background: var(--usage); }
.swatch.mark { width: 2px; background: var(--ink); } .swatch.personal { border: 1.5px solid var(--accent); background: var(--tint); }
details { margin: .5rem 0; } summary { cursor: pointer; padding: .3rem 0; font-weight: 500; } summary:hover { color: var(--accent); } details > .scroll { margin-top: .4rem; }
.names { columns: 20rem; padding-left: 1.15rem; font-size: .93rem; } .names li { break-inside: avoid; overflow-wrap: anywhere; }

.flow { display: block; width: 100%; min-width: 52rem; height: auto; padding: .8rem; font: 13px var(--sans); }
.flow .edge { fill: none; stroke: var(--soft); stroke-width: 1.5; opacity: .8; }
.flow .read { stroke-dasharray: 5 4; } .flow .use { stroke-dasharray: 1 4; stroke-linecap: round; stroke-width: 2.2; } .flow .administer { stroke-width: 3.5; }
.flow .edge:hover { opacity: 1; stroke-width: 4; }
.flow .node rect { fill: var(--sheet); stroke: var(--line); stroke-width: 1.3; } .flow .node text { fill: var(--ink); font-weight: 500; } .flow .node .sub { fill: var(--soft); font-size: 10.5px; font-weight: 400; }
.flow .personal rect { fill: var(--tint); stroke: var(--accent); } .flow .outside rect { stroke-dasharray: 4 3; }
.flow .zone rect { fill: var(--tint); stroke: var(--line); } .flow .zone.outer > rect { fill: none; stroke: var(--accent); stroke-dasharray: 6 4; } .flow .zone text { fill: var(--ink); font-weight: 500; } .flow .zone .sub, .flow .sub { fill: var(--soft); font-size: 10.5px; font-weight: 400; }
.flow .address { fill: var(--accent); } .dot { width: .6rem; height: .6rem; border-radius: 50%; background: var(--accent); } .flow .door rect { stroke: var(--accent); stroke-width: 2; } .flow .open rect { stroke: var(--bad); stroke-width: 2; } .swatch.open { border: 2px solid var(--bad); }
.search[hidden] { display: none; } .search { margin-top: 1.2rem; display: grid; gap: .35rem; font-size: .88rem; } .search input, .search select { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: .4rem; padding: .35rem .55rem; width: 100%; max-width: 22rem; }
.line { width: 1.8rem; border-top: 2px solid var(--soft); } .line.read { border-top-style: dashed; } .line.use { border-top-style: dotted; } .line.administer { border-top-width: 4px; }
${Array.from({ length: 8 }, (_none, at) => `.flow .edge.hue-${at} { stroke: var(--h${at}); } .flow .node.hue-${at} rect { stroke: var(--h${at}); stroke-width: 2; }`).join("\n")}

@media print {
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #f2f2f2; --accent: #7b2f3a; --good: #2c6b4a; --bad: #a3262a; --warn: #8a500d; --fixed: #7b2f3a; --usage: #d59a8f; color-scheme: light; }
  body { font-size: 10.5pt; } nav, .skip, .search { display: none; } .columns { display: block; } .scroll { overflow: visible; border-color: #bbb; } .flow { min-width: 0; }
  section + section { margin-top: 2rem; } tr, .card, .panel, .finding, figure { break-inside: avoid; } h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
`;
