import * as pulumi from "@pulumi/pulumi";
import { identify, outputsOf, unknownType } from "./resource-types";

export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Builds `program` against a pretend cloud and returns every resource it asked for. */
export async function record(program: () => unknown): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const asked = inputs as Recorded["inputs"];
        recorded.push({ type, name, inputs: asked });
        if (!type.startsWith("azure-native:")) return { id: name, state: asked };
        const unknown = unknownType(type);
        if (unknown !== undefined) throw new Error(unknown);
        const id = identify(type, name, asked);
        return { id, state: { ...asked, ...outputsOf(type, id, asked) } };
      },
      call: ({ token }) => {
        throw new Error(`the program asks Azure a question while planning: ${token}`);
      },
    },
    "penderie",
    "test",
  );
  program();
  await pulumi.runtime.disconnect(); // returns once every registration has been answered
  return recorded;
}
