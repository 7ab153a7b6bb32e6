/** A PDF with one page for each list of rows, its cells written at fixed places: what a supplier's program exports. */
export function sheetPdf(pages: readonly (readonly (readonly string[])[])[], columnWidth = 60): Uint8Array {
  const escaped = (text: string) => text.replace(/[\\()]/g, "\\$&");
  const content = (rows: readonly (readonly string[])[]) =>
    rows
      .flatMap((row, at) =>
        row.map((cell, column) =>
          cell === ""
            ? ""
            : `BT /F1 8 Tf 1 0 0 1 ${20 + column * columnWidth} ${780 - at * 14} Tm (${escaped(cell)}) Tj ET`,
        ),
      )
      .join("\n");
  const kids = pages.map((_, at) => `${3 + at * 2} 0 R`).join(" ");
  const font = 3 + pages.length * 2;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...pages.flatMap((rows, at) => {
      const stream = content(rows);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents ${4 + at * 2} 0 R /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
        `<< /Length ${Buffer.byteLength(stream, "latin1")} >>\nstream\n${stream}\nendstream`,
      ];
    }),
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = Buffer.byteLength(text, "latin1");
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = Buffer.byteLength(text, "latin1");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
