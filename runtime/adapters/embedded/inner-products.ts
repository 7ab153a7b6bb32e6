/** `inner-products.wat`, assembled; a test assembles it anew. */
export const assembled =
  "AGFzbQEAAAABFANgAXsBfWADf39/AX1gBH9/f38AAhIBBm1lbW9yeQZmbG9hdHMCAAEDBAMAAQIHFgIHcHJvZHVjdAABCHByb2R1Y3RzAAIK+AIDKgAgACAAIAD9DQgJCgsMDQ4PAAECAwQFBgf95AEhACAA/R8AIAD9HwGSC4ABAgJ7AX8gACACQWBxaiEFAkADQCAAIAVPDQEgAyAA/QAEACAB/QAEAP3mAf3kASEDIAQgAP0ABBAgAf0ABBD95gH95AEhBCAAQSBqIQAgAUEgaiEBDAALCyACQRBxBEAgAyAA/QAEACAB/QAEAP3mAf3kASEDCyADIAT95AEQAAvIAQIGewF/IAD9AAQAIQQgAP0ABBAhBSAA/QAEICEGIAD9AAQwIQcgAP0ABEAhCCADIAJBBGxqIQoCQANAIAMgCk8NASAEIAH9AAQA/eYBIAUgAf0ABBD95gH95AEgBiAB/QAEIP3mASAHIAH9AAQw/eYB/eQBIAggAf0ABED95gH95AH95AEhCSAJIAkgCf0NCAkKCwwNDg8AAQIDBAUGB/3kASEJIAMgCf0fACAJ/R8BkjgCACABQdAAaiEBIANBBGohAwwACwsL";

/** Floats of a row that `products` reads. */
export const rowLength = 20;

/** Numbers that inner products are taken of where they lie. Places, lengths and counts are in numbers. */
export interface Floats {
  readonly numbers: Float32Array<ArrayBuffer>;
  /** Of one row with another; `length` is a multiple of four. In 32 bits, whatever the order of its sums. */
  product(a: number, b: number, length: number): number;
  /** Of the row at `question` with each of `count` rows from `rows` on, all of `rowLength`; written from `out` on. */
  products(question: number, rows: number, count: number, out: number): void;
}

interface Kernel {
  readonly product: (a: number, b: number, bytes: number) => number;
  readonly products: (question: number, rows: number, count: number, out: number) => void;
}

/** What is used of it; TypeScript describes it in its library for browsers alone. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (room: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Kernel };
};

const kernel = new WebAssembly.Module(Buffer.from(assembled, "base64"));
const [bytes, page] = [4, 64 * 1024];

/** Room for so many numbers, all zero. */
export function floats(length: number): Floats {
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((length * bytes) / page)) });
  const { product, products } = new WebAssembly.Instance(kernel, { memory: { floats: memory } }).exports;
  return {
    numbers: new Float32Array(memory.buffer, 0, length),
    product: (a, b, many) => product(a * bytes, b * bytes, many * bytes),
    products: (question, rows, count, out) => {
      products(question * bytes, rows * bytes, count, out * bytes);
    },
  };
}
