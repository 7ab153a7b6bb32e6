import type { Access, Grant } from "../access";
import { type Told, other, pairs, wider } from "./change";

/** Who may now reach what, and who may no longer; and what takes requests from the internet. */
export function permissionChanges(before: Access, after: Access): readonly Told[] {
  const rights = pairs(before.grants, after.grants, ({ workload, role, target }) => `${workload} ${target} ${role}`);
  const doors = pairs(before.doors, after.doors, ({ door }) => door);
  const said = ({ workload, may, role, target }: Grant, { targets }: Access) =>
    `${workload} may ${may} ${targets[target]?.label ?? target} (${role})`;
  return [
    ...doors.fresh.map(({ door }) => wider(`${door} now takes requests from the internet`)),
    ...doors.gone.map(({ door }) => other(`${door} no longer takes requests from the internet`)),
    ...rights.fresh.map((grant) => wider(`now ${said(grant, after)}`)),
    ...rights.gone.map((grant) => other(`no longer ${said(grant, before)}`)),
  ];
}
