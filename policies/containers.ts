import { listAt, textAt } from "./at";

export const containerTypes = ["azure-native:app:ContainerApp", "azure-native:app:Job"];

/** What an app or a job starts: its containers, and those that start before them. */
export const containersOf = (props: unknown): readonly unknown[] =>
  ["template.containers", "template.initContainers"].flatMap((path) => listAt(props, path));

/** A text that a container is told, and the name under which it hears it. */
export interface Told {
  readonly name: string;
  readonly text: string;
}

/** Azure makes it with the identity, so that reading it at preview would stop a rule there; it opens nothing. */
const identity = "AZURE_CLIENT_ID";

/** Every environment variable with a value, and every word of the command line. */
export const told = (container: unknown): readonly Told[] => [
  ...listAt(container, "env").flatMap((variable) => {
    const name = textAt(variable, "name") ?? "";
    const text = name === identity ? undefined : textAt(variable, "value");
    return text === undefined ? [] : [{ name, text }];
  }),
  ...["command", "args"].flatMap((name) =>
    listAt(container, name).flatMap((text) => (typeof text === "string" ? [{ name, text }] : [])),
  ),
];
