import {
  type PipelineOptions,
  type PipelineResponse,
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { z } from "zod";
import type { PictureVectors } from "../../recommendation/two-sights";
import { type Access, calling, patience } from "./client";

const apiVersion = "2024-02-01";
const modelVersion = "2023-04-15";
const dimensions = 1024;
const answer = z.object({ modelVersion: z.literal(modelVersion), vector: z.array(z.number()).length(dimensions) });

/**
 * Vectors of pictures by Azure AI Vision (Microsoft Learn, "Image Retrieval - Vectorize Image", 2024-02-01), as an identity. What leaves is
 * the picture, without a name. The API ends on 2028-09-25; a vector of another model version is refused, since it could be compared
 * with none that is stored.
 */
export function visionVectors(url: string, { credential, options = {} }: Access): PictureVectors {
  const { httpClient = createDefaultHttpClient(), ...rest } = options as PipelineOptions & { httpClient?: HttpClient };
  const pipeline = createPipelineFromOptions({ ...patience, ...rest });
  pipeline.addPolicy(
    bearerTokenAuthenticationPolicy({ credential, scopes: "https://cognitiveservices.azure.com/.default" }),
  );
  const address = `${url}/computervision/retrieval:vectorizeImage?api-version=${apiVersion}&model-version=${modelVersion}`;
  return {
    model: `vision-${modelVersion}`,
    dimensions,
    vectorOf: (jpeg) =>
      calling("AI Vision", async () => {
        const request = createPipelineRequest({
          url: address,
          method: "POST",
          headers: createHttpHeaders({ "content-type": "application/octet-stream", accept: "application/json" }),
          body: jpeg,
        });
        const { vector } = answer.parse(read(await pipeline.sendRequest(httpClient, request)));
        return Float32Array.from(vector);
      }),
  };
}

function read({ status, bodyAsText }: PipelineResponse): unknown {
  const body: unknown = JSON.parse(bodyAsText ?? "null");
  if (status === 200) return body;
  const { error } = z.object({ error: z.object({ code: z.string() }) }).parse(body);
  throw Object.assign(new Error(), { statusCode: status, code: error.code });
}
