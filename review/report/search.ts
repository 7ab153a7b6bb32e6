import { html } from "hono/html";

/** Hidden until the script runs: without it the page is whole, only not searched. */
export const searchBox = html`<form class="search" role="search" hidden>
  <label for="search-text">Search this page</label>
  <input id="search-text" type="search" autocomplete="off" placeholder="a resource, a rule, a word" />
  <label for="search-severity">Severity</label>
  <select id="search-severity">
    <option value="">any</option>
    <option>critical</option>
    <option>high</option>
    <option>medium</option>
    <option>low</option>
  </select>
  <output for="search-text search-severity" aria-live="polite"></output>
</form>`;

/** Leaves of the page that do not hold every word, or not the severity, are hidden; what holds one is opened. */
export const search = `
(() => {
  const form = document.querySelector("form.search");
  const [text, severity, count] = form.querySelectorAll("input, select, output");
  const leaves = [...document.querySelectorAll("main tbody tr, main li, main article.finding")];
  const words = () => text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const graded = (leaf) => leaf.closest("#rules tbody tr, article.finding");
  const fits = (leaf, wanted) => {
    const pill = graded(leaf) && graded(leaf).querySelector(".pill");
    const held = leaf.textContent.toLowerCase();
    return wanted.every((word) => held.includes(word)) && (!severity.value || (pill && pill.textContent === severity.value));
  };
  const opened = new Set();
  const apply = () => {
    const wanted = words();
    const asked = wanted.length > 0 || severity.value !== "";
    for (const details of opened) details.open = false;
    opened.clear();
    let found = 0;
    for (const leaf of leaves) {
      const shown = !asked || fits(leaf, wanted);
      leaf.hidden = !shown;
      if (!asked || !shown) continue;
      found += 1;
      for (let up = leaf.parentElement; up; up = up.parentElement)
        if (up.tagName === "DETAILS" && !up.open) { up.open = true; opened.add(up); }
    }
    count.textContent = asked ? found + (found === 1 ? " place" : " places") : "";
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
})();
`;
