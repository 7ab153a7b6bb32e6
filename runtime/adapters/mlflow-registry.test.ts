import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeWith } from "../testing/engine";
import { type MlflowServer, mlflowServer, noMlflow } from "../testing/mlflow-server";
import { day, modelRegistryContract, registrable } from "../testing/model-registry-contract";
import { mlflowRegistry } from "./mlflow-registry";

describeWith("mlflow", noMlflow(), "a registry on a real MLflow server", () => {
  let server: MlflowServer;
  const post = (path: string, body: object) =>
    fetch(`${server.url}/api/2.0/mlflow/${path}`, {
      method: path.endsWith("delete") && path.startsWith("registered") ? "DELETE" : "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  beforeAll(async () => {
    server = await mlflowServer();
  });
  afterAll(() => server.stop(), 30_000);

  modelRegistryContract(async () => {
    await post("registered-models/delete", { name: "penderie-segmentation" });
    return mlflowRegistry({ url: `${server.url}/` });
  });

  it("records what a version was learnt from and how good it is", async () => {
    await post("registered-models/delete", { name: "penderie-segmentation" });
    await mlflowRegistry({ url: server.url }).register(registrable("ee"), day(1));
    const found = await (
      await post("runs/search", { experiment_ids: ["1"], filter: "attributes.run_name = 'ee'", max_results: 1 })
    ).text();
    for (const word of ["stability", "0.9", "minimum_events", "ab".repeat(32), "FINISHED"])
      expect(found).toContain(word);
  });
});

describe("a registry whose server is unwell", () => {
  it("says that it does not answer", async () => {
    await expect(mlflowRegistry({ url: "http://127.0.0.1:9" }).current()).rejects.toThrow("does not answer");
  });

  it("names what was asked and the error, not what was sent", async () => {
    const server = createServer((_, response) => response.writeHead(503).end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await expect(mlflowRegistry({ url: `http://127.0.0.1:${port}` }).versions()).rejects.toThrow(
      /^MLflow answered 503 +to [a-z/-]+$/,
    );
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
