import { type Answer, type RecommendDeps, recommend } from "../recommendation/recommend";
import { question } from "../recommendation/criteria";
import { unlessUnavailable } from "../watch/unavailable";
import { type Assistant, type Language, type Turn, languageOf } from "./assistant";
import { rules } from "./rules";

export interface ChatDeps extends RecommendDeps {
  /** Asked first; where it does not answer, the rules do. */
  readonly assistant: Assistant;
}

export interface Chatted {
  /** Who understood: a model, or the rules alone. */
  readonly by: Assistant["by"];
  readonly reply: string;
  /** The wishes so far, in words: what a client sends to be recommended more. Empty when nothing was understood. */
  readonly text: string;
  /** What was found; undefined when the talk was declined. */
  readonly found: Answer | undefined;
}

/** Said before the first reply (Art. 50(1) of the AI Act). */
const disclosures: Readonly<Record<Language, string>> = {
  en: "I am a program, not a person.",
  fr: "Je suis un programme, pas une personne.",
  it: "Sono un programma, non una persona.",
};
const declined: Readonly<Record<Language, string>> = {
  en: "I can help with clothes, and with nothing else.",
  fr: "Je peux aider pour les vêtements, et pour rien d'autre.",
  it: "Posso aiutare con i vestiti, e con nient'altro.",
};

/** One turn of a talk: what was understood, what was found by it, and what to ask next. Nothing of it is kept. */
export async function chat(
  turns: readonly Turn[],
  asked: { readonly personalised: boolean; readonly limit: number },
  subject: string,
  deps: ChatDeps,
): Promise<Chatted> {
  const language = languageOf(turns.map(({ text }) => text).join(" "));
  const first = !turns.some(({ from }) => from === "assistant");
  const say = (reply: string) => (first ? `${disclosures[language]} ${reply}` : reply);
  let { by } = deps.assistant;
  const understood = await unlessUnavailable(
    () => deps.assistant.understand(turns),
    undefined,
    () => {
      by = rules.by;
    },
  );
  const heard = understood ?? (await rules.understand(turns));
  if (heard.kind === "declined") return { by, reply: say(declined[language]), text: "", found: undefined };
  const { text, reply } = heard;
  const found = await recommend(question.parse({ text: text.slice(0, 500), ...asked }), [], subject, deps);
  return { by, reply: say(reply), text, found };
}
