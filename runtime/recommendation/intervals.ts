/** Of 95 %. */
export type Interval = readonly [low: number, high: number];

const z = 1.959964;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);

/** The interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function wilson(right: number, n: number): Interval {
  const share = right / n;
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [(centre - spread) / whole, (centre + spread) / whole];
}

/** The normal interval of a mean of independent values between 0 and 1. */
export function aroundMean(values: readonly number[]): Interval {
  const centre = mean(values);
  const variance = values.reduce((sum, each) => sum + (each - centre) ** 2, 0) / Math.max(1, values.length - 1);
  const spread = z * Math.sqrt(variance / Math.max(1, values.length));
  return [Math.max(0, centre - spread), Math.min(1, centre + spread)];
}

/**
 * The interval of a share whose cases come in groups, each of which may be alike: the normal one of a ratio estimator (Cochran 1977,
 * Sampling Techniques, section 9A.1). One group alone tells nothing, and its interval is everything.
 */
export function aroundShare(groups: readonly { readonly right: number; readonly of: number }[]): Interval {
  const n = groups.length;
  const cases = groups.reduce((sum, { of }) => sum + of, 0);
  if (n < 2) return [0, 1];
  const share = groups.reduce((sum, { right }) => sum + right, 0) / cases;
  const squares = groups.reduce((sum, { right, of }) => sum + (right - share * of) ** 2, 0);
  const spread = (z * Math.sqrt((squares * n) / (n - 1))) / cases;
  return [Math.max(0, share - spread), Math.min(1, share + spread)];
}
