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
