import { getBearerTokenProvider } from "@azure/identity";
import { APIError, AzureOpenAI } from "openai";
import { type Access, withoutContent } from "./client";
import { apiVersion } from "./openai-assistant";

/** Vectors of texts, all of one length. */
export interface TextVectors {
  readonly dimensions: number;
  vectorsOf(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Numbers of a vector: the service shortens what its models make ("text-embedding-3", parameter `dimensions`). */
const dimensions = 768;
/** The most texts of one request ("Azure OpenAI REST API reference", Embeddings, 2024-10-21). */
const most = 2048;

/** Vectors of texts by Azure OpenAI, as an identity. What leaves is the texts alone. */
export function openAiVectors(
  {
    url,
    deployment,
    deadline = 1000,
  }: { readonly url: string; readonly deployment: string; readonly deadline?: number },
  access: Access,
): TextVectors {
  const client = new AzureOpenAI({
    endpoint: url,
    deployment,
    apiVersion,
    azureADTokenProvider: getBearerTokenProvider(access.credential, "https://cognitiveservices.azure.com/.default"),
    maxRetries: 2,
    timeout: deadline,
    ...(typeof access.options?.["fetch"] === "function" && { fetch: access.options["fetch"] as typeof fetch }),
  });
  return {
    dimensions,
    async vectorsOf(texts) {
      if (texts.length > most) throw new RangeError(`at most ${most} texts go in one request`);
      const { data } = await client.embeddings
        .create({ model: deployment, input: [...texts], dimensions, encoding_format: "float" })
        .catch((error: unknown) => {
          throw told(error);
        });
      const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding));
      if (vectors.length !== texts.length || vectors.some(({ length }) => length !== dimensions))
        throw new Error("Azure OpenAI answered other vectors than were asked for");
      return vectors;
    },
  };
}

const told = (error: unknown) =>
  error instanceof APIError
    ? withoutContent("Azure OpenAI", {
        statusCode: error.status as unknown,
        code: error.code ?? error.constructor.name,
      })
    : withoutContent("Azure OpenAI", error);
