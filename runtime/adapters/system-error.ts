/** Whether a fault is the system's own of this kind, such as `ENOENT`; asked of the code, since faults cross realms. */
export const isSystemError = (fault: unknown, code: string): boolean =>
  typeof fault === "object" && fault !== null && "code" in fault && fault.code === code;
