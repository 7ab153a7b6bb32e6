import { main, type Provider } from "@pulumi/pulumi/provider";
import { changedProperties, identify, outputsOf, replacing, unknownType } from "../../infra/testing/resource-types";

/**
 * Stands in for the azure-native provider under the real engine. It refuses a type that it does not know, invents ids
 * of the right form, says which changed properties replace a resource, and returns the outputs that programs read.
 * Azure's own answers (names taken, quotas, values refused) are exactly what it cannot show.
 */
const azureStandIn: Provider = {
  version: "3.28.0",
  check: async (urn, _olds, news: Inputs) => {
    const reason = unknownType(typeOf(urn));
    return { inputs: news, failures: reason === undefined ? [] : [{ property: "", reason }] };
  },
  diff: async (_id, urn, olds: Inputs, news: Inputs) => {
    const changed = changedProperties(inputsIn(olds), news);
    return { changes: changed.length > 0, replaces: replacing(typeOf(urn), changed), deleteBeforeReplace: true };
  },
  create: async (urn, inputs: Inputs) => {
    const id = identify(typeOf(urn), nameOf(urn), inputs);
    return { id, outs: { ...inputs, ...outputsOf(typeOf(urn), id, inputs), [kept]: inputs } };
  },
  update: async (id, urn, _olds, news: Inputs) => ({
    outs: { ...news, ...outputsOf(typeOf(urn), id, news), [kept]: news },
  }),
  read: async (id, _urn, props: Inputs) => ({ id, props, inputs: inputsIn(props) }),
  delete: async () => undefined,
  invoke: async (token) => Promise.reject(new Error(`the program asks Azure a question while planning: ${token}`)),
};

type Inputs = Readonly<Record<string, unknown>>;

/** The engine hands back state, and state holds more than was asked for: what was asked for is kept under this name. */
const kept = "__inputs";

function inputsIn(state: Inputs): Inputs {
  const inputs = state[kept];
  return typeof inputs === "object" && inputs !== null ? (inputs as Inputs) : state;
}

const typeOf = (urn: string) => (urn.split("::")[2] ?? "").split("$").at(-1) ?? "";
const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";

void main(azureStandIn, process.argv.slice(2));
