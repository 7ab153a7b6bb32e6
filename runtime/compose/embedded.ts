/** Everything on this machine, with state under `data`: no account, no network. Each part opens on first use. */
export function embedded(data: string) {
  return { data };
}
