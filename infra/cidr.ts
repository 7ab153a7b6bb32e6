/** A block of IPv4 addresses: its first address as a number, and how many bits name the block. */
export interface Block {
  readonly first: number;
  readonly bits: number;
}

/** Reads `10.20.0.0/16`; undefined unless it is well formed and begins where a block of its size may begin. */
export function parseBlock(text: string): Block | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || bits > 32) return undefined;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  return first % size(bits) === 0 ? { first, bits } : undefined;
}

/** Whether two blocks share an address. */
export const overlap = (one: Block, other: Block): boolean =>
  one.first < other.first + size(other.bits) && other.first < one.first + size(one.bits);

/** The block of `bits` bits that begins `offset` addresses into another. Throws unless it lies inside. */
export function cut(block: Block, offset: number, bits: number): string {
  if (offset % size(bits) !== 0 || offset + size(bits) > size(block.bits))
    throw new Error(`no /${bits} begins ${offset} addresses into a /${block.bits}`);
  const first = block.first + offset;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}

const size = (bits: number) => 2 ** (32 - bits);
