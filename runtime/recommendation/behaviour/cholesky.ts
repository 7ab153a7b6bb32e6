/** Cholesky, in place: the lower triangle of a symmetric, positive definite matrix in rows of `size` becomes its factor. */
export function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const start = row * size;
    for (let column = 0; column <= row; column++) {
      const other = column * size;
      let sum = matrix[start + column] ?? 0;
      for (let at = 0; at < column; at++) sum -= (matrix[start + at] ?? 0) * (matrix[other + at] ?? 0);
      matrix[start + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-9)) : sum / (matrix[other + column] ?? Number.NaN);
    }
  }
}

/** Solves `matrix · x = sides`, both in place; of the matrix the lower triangle is read. */
export function solve(matrix: Float64Array, sides: Float64Array, size: number): void {
  factorise(matrix, size);
  for (let row = 0; row < size; row++) {
    const start = row * size;
    let side = sides[row] ?? 0;
    for (let at = 0; at < row; at++) side -= (matrix[start + at] ?? 0) * (sides[at] ?? 0);
    sides[row] = side / (matrix[start + row] ?? Number.NaN);
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = (sides[row] ?? 0) / (matrix[row * size + row] ?? Number.NaN);
    sides[row] = value;
    for (let above = 0; above < row; above++)
      sides[above] = (sides[above] ?? 0) - (matrix[row * size + above] ?? 0) * value;
  }
}
