import type { Command } from "commander";
import { WrongUsage } from "./outcome";
import { command } from "./program";
import { type Common, type SegmentDeps, print, writeQuarantine } from "./segment-common";

/** `segment forget`: one customer is erased (Art. 17 GDPR), and stays so when files that name them are read again. */
export const segmentForget = (open: (data: string) => SegmentDeps): Command =>
  command("forget", "erase one customer from the events, and from a warehouse")
    .argument("<customer>", "the user_id, as the event files write it")
    .option("--to <url>", "a warehouse that holds their segment: postgres://HOST/DATABASE")
    .action(async (customer: string, options: Common & { to?: string }) => {
      if (customer.trim() === "") throw new WrongUsage("name a customer");
      const deps = open(options.data);
      const rows = await deps.forget(customer);
      const store = await deps.events();
      await writeQuarantine(store, deps).finally(() => store.close()); // the file that people read holds their rows as well
      let loaded = 0;
      if (options.to !== undefined) {
        const warehouse = deps.warehouse(options.to);
        loaded = await warehouse.erase(customer).finally(() => warehouse.close());
      }
      if (options.json) print({ rows, warehouse: loaded });
      else
        console.log(
          `${rows} rows are gone from the events${options.to === undefined ? "" : ` and ${loaded} from the warehouse`}. Files that \`segment assign\` wrote before still name this customer: write them again, or delete them; so do the event files themselves`,
        );
    });
