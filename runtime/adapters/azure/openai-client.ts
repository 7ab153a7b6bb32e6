import { getBearerTokenProvider } from "@azure/identity";
import { APIError, AzureOpenAI } from "openai";
import { type Access, withoutContent } from "./client";

export interface OpenAiPlace {
  readonly url: string;
  readonly deployment: string;
  /** Milliseconds for the whole answer. */
  readonly deadline?: number;
}

/** The newest version whose structured output is generally available (Microsoft Learn, "Azure OpenAI API version lifecycle"). */
const apiVersion = "2024-10-21";

/** A client of one deployment, as an identity. */
export const openAiClient = (
  { url, deployment, deadline }: OpenAiPlace & { readonly deadline: number },
  { credential, options }: Access,
  maxRetries: number,
): AzureOpenAI =>
  new AzureOpenAI({
    endpoint: url,
    deployment,
    apiVersion,
    azureADTokenProvider: getBearerTokenProvider(credential, "https://cognitiveservices.azure.com/.default"),
    maxRetries,
    timeout: deadline,
    ...(typeof options?.["fetch"] === "function" && { fetch: options["fetch"] as typeof fetch }),
  });

/** A fault of the service, told without content. */
export const openAiFault = (error: unknown): Error =>
  error instanceof APIError
    ? withoutContent("Azure OpenAI", {
        statusCode: error.status as unknown,
        code: error.code ?? error.constructor.name,
      })
    : withoutContent("Azure OpenAI", error);
