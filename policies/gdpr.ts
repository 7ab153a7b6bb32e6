/** The part of the General Data Protection Regulation that a rule serves. */
export const gdpr = (reference: string, specification: string) => ({
  name: "GDPR",
  version: "2016/679",
  reference,
  specification,
});
