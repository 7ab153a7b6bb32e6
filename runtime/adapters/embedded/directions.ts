/**
 * An orthonormal basis of the directions that hold most of the vectors' lengths, by orthogonal iteration on a sample (Golub and Van Loan,
 * Matrix Computations, 8.2.4). Any orthonormal basis serves; a better one lets more be passed over.
 */
export function mainDirections(numbers: Float32Array, count: number, dimensions: number, shades: number): Float32Array {
  const step = Math.max(1, Math.floor(count / 1000));
  let basis = new Float32Array(shades * dimensions);
  for (let shade = 0; shade < shades; shade++)
    for (let place = 0; place < dimensions; place++)
      basis[shade * dimensions + place] = ((shade * 31 + place * 17) % 97) - 48;
  orthonormalise(basis, dimensions, shades);
  for (let round = 0; round < 8; round++) {
    const next = new Float32Array(shades * dimensions);
    for (let vector = 0; vector < count; vector += step) {
      const sample = numbers.subarray(vector * dimensions, (vector + 1) * dimensions);
      for (let shade = 0; shade < shades; shade++) {
        const part = dot(sample, basis, shade * dimensions);
        for (let place = 0; place < dimensions; place++)
          next[shade * dimensions + place] = (next[shade * dimensions + place] ?? 0) + part * (sample[place] ?? 0);
      }
    }
    orthonormalise(next, dimensions, shades);
    basis = next;
  }
  return basis;
}

/** Gram-Schmidt, twice over for the sake of rounding; a direction that is none becomes zero, which tells nothing and harms nothing. */
function orthonormalise(basis: Float32Array, dimensions: number, shades: number): void {
  for (let shade = 0; shade < shades; shade++) {
    const own = basis.subarray(shade * dimensions, (shade + 1) * dimensions);
    for (let pass = 0; pass < 2; pass++)
      for (let other = 0; other < shade; other++) {
        const part = dot(own, basis, other * dimensions);
        for (let place = 0; place < dimensions; place++)
          own[place] = (own[place] ?? 0) - part * (basis[other * dimensions + place] ?? 0);
      }
    const length = Math.sqrt(dot(own, own, 0));
    for (let place = 0; place < dimensions; place++) own[place] = length > 1e-6 ? (own[place] ?? 0) / length : 0;
  }
}

/** Four sums side by side: one alone would wait for itself at every step. */
export function dot(question: Float32Array, numbers: Float32Array, from: number, length = question.length): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    a += (question[at] ?? 0) * (numbers[from + at] ?? 0);
    b += (question[at + 1] ?? 0) * (numbers[from + at + 1] ?? 0);
    c += (question[at + 2] ?? 0) * (numbers[from + at + 2] ?? 0);
    d += (question[at + 3] ?? 0) * (numbers[from + at + 3] ?? 0);
  }
  for (; at < length; at++) a += (question[at] ?? 0) * (numbers[from + at] ?? 0);
  return a + b + (c + d);
}
