/** The value at a dotted path, or undefined where the path ends early. */
export function at(props: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), props);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export const listAt = (props: unknown, path: string): readonly unknown[] => {
  const value = at(props, path);
  return Array.isArray(value) ? value : [];
};

export const textAt = (props: unknown, path: string): string | undefined => {
  const value = at(props, path);
  return typeof value === "string" ? value : undefined;
};

/** How a value is shown in a message. */
export const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
