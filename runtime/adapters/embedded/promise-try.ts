/** pdf.js asks for this part of ES2025, which Node 20 and 22 do not have; without it a PDF is never answered. */
if (!("try" in Promise))
  Object.defineProperty(Promise, "try", {
    configurable: true,
    writable: true,
    value: async (work: (...args: readonly unknown[]) => unknown, ...args: readonly unknown[]) => work(...args),
  });
