import { redshiftScript } from "./redshift";

const script = redshiftScript({ prefix: "s3://bucket/o'clock", role: "arn:aws:iam::1:role/reader" });

describe("the statements for Redshift", () => {
  it("are read by a person", () => {
    expect(script).toMatchSnapshot();
  });

  it("use no type and no clause that Redshift lacks", () => {
    expect(script).not.toMatch(
      /\b(json|jsonb|text|uuid|serial|bytea|timestamptz|array|unnest|returning|on conflict|filter)\b/i,
    );
    expect(script).not.toMatch(/create (unique )?index/i);
  });

  it("load in one transaction and quote what they are given", () => {
    expect(script).toMatch(/^begin;[\s\S]*commit;\n$/);
    expect(script).toContain("'s3://bucket/o''clock/assignments.csv'");
  });
});
