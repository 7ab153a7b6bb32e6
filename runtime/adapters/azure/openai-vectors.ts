import type { Access } from "./client";
import { type OpenAiPlace, openAiClient, openAiFault } from "./openai-client";

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
export function openAiVectors({ url, deployment, deadline = 1000 }: OpenAiPlace, access: Access): TextVectors {
  const client = openAiClient({ url, deployment, deadline }, access, 2);
  return {
    dimensions,
    async vectorsOf(texts) {
      if (texts.length > most) throw new RangeError(`at most ${most} texts go in one request`);
      const { data } = await client.embeddings
        .create({ model: deployment, input: [...texts], dimensions, encoding_format: "float" })
        .catch((error: unknown) => {
          throw openAiFault(error);
        });
      const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => Float32Array.from(embedding));
      if (vectors.length !== texts.length || vectors.some(({ length }) => length !== dimensions))
        throw new Error("Azure OpenAI answered other vectors than were asked for");
      return vectors;
    },
  };
}
