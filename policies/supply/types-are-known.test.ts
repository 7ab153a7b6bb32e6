import { judge, planned } from "../testing/judge";
import { typesAreKnown as rule } from "./types-are-known";

describe(rule.name, () => {
  it("accepts a type that was judged", async () => {
    expect((await judge(rule, planned("azure-native:search:Service", {}))).messages).toEqual([]);
  });

  it("rejects a type that nobody thought about", async () => {
    expect((await judge(rule, planned("azure-native:web:WebApp", {}))).messages.join()).toContain(
      "azure-native:web:WebApp",
    );
  });

  it("rejects resources of another cloud", async () => {
    expect((await judge(rule, planned("aws:s3/bucket:Bucket", {}))).messages).toHaveLength(1);
  });

  it("has nothing to say about our components", async () => {
    expect((await judge(rule, planned("penderie:data:Storage", {}))).applied).toBe(0);
  });
});
