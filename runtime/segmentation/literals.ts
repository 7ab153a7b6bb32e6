/** A number as SQL: seventeen significant digits in parentheses, the same double on every engine. */
export const double = (value: number): string => `(${value.toExponential(16)})`;
