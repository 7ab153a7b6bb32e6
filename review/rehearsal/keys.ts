/** How keys and connection strings look; a state that holds one in clear hands it to whoever may read the state. */
const looks: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a connection string", /(AccountKey|SharedAccessKey|Password|Pwd|InstrumentationKey)=[^;"]{4,}/i],
  ["a shared access signature", /[?&]sig=[A-Za-z0-9%+/=]{16,}/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an address with a password", /:\/\/[^/@\s":]+:[^/@\s"]+@/],
  ["a token", /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./],
];

/** Properties whose very name says that their value is a secret. */
const names =
  /^(primary|secondary)?(shared|access|account|connection|master|admin|query|instrumentation)?(key|string|password|secret)s?$/i;
const secretMark = "4dabf18193072939515e22adb298388d";

/** What of an exported stack looks like a key and is not encrypted, in words that name the place and never the value. */
export function keysIn(exported: unknown): readonly string[] {
  const { deployment } = exported as { readonly deployment?: { readonly resources?: readonly Resource[] } };
  return (deployment?.resources ?? []).flatMap(({ urn, inputs, outputs }) =>
    [...leaves(inputs, "inputs"), ...leaves(outputs, "outputs")].flatMap(([path, name, value]) => {
      const found = looks.find(([, pattern]) => pattern.test(value))?.[0];
      const what = found ?? (names.test(name) && value.length >= 16 && !isPlace(value) ? "a key" : undefined);
      return what === undefined ? [] : [`${urn.split("::").at(-1) ?? ""}: ${path} holds ${what} in clear`];
    }),
  );
}

interface Resource {
  readonly urn: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
}

const isPlace = (value: string) => /^(https?:\/\/|\/subscriptions\/)/.test(value);

/** Every text with its path and the name of its property; what the engine encrypted is left out. */
function leaves(value: unknown, path: string, name = ""): readonly (readonly [string, string, string])[] {
  if (typeof value === "string") return [[path, name, value]];
  if (typeof value !== "object" || value === null || secretMark in value) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, `${path}.${key}`, Array.isArray(value) ? name : key),
  );
}
