import { shown, textAt } from "./at";
import { belongsTo, judgeEach } from "./joins";

/** What every database server must set, by name. Azure does not tell upper from lower case in values, so neither does this. */
export const requireSettings = (required: Readonly<Record<string, string>>) =>
  judgeEach(["azure-native:dbforpostgresql:Server"], (server, plan, report) => {
    const made = plan.filter(({ type }) => type === "azure-native:dbforpostgresql:Configuration");
    for (const [setting, safe] of Object.entries(required)) {
      const found = made.find(
        (each) => belongsTo(each, server, "serverName") && textAt(each.props, "configurationName") === setting,
      );
      const value = textAt(found?.props, "value");
      if (value?.toLowerCase() !== safe.toLowerCase())
        report(`${setting} is ${shown(value)}; add a configuration that sets it to ${safe}`, found);
    }
  });
