import type { SegmentationModel } from "./fit";

/** A registered version: the model and when it was registered. */
export interface Registered {
  readonly model: SegmentationModel;
  readonly registeredAt: Date;
}

/** Where a version stands: in force, waiting beside the one in force, once in force, or never to be in force again. */
export type Stage = "champion" | "challenger" | "former" | "retired";

/** A version in a list. */
export interface Version {
  readonly version: string;
  readonly registeredAt: Date;
  readonly stage: Stage;
}

/** Port: versions of the segmentation, at most one of them in force. Unknown versions throw `UnknownVersion`. */
export interface ModelRegistry {
  /** Registers a version as a challenger; the same version twice is registered once. */
  register(model: SegmentationModel, at: Date): Promise<void>;
  /** Puts a version in force, with the reason. Throws `VersionRetired` for one that was retired. */
  promote(version: string, at: Date, why: string): Promise<void>;
  /** Puts the version back in force that was so before, and answers it; undefined where there is none. */
  rollback(at: Date, why: string): Promise<string | undefined>;
  /** Takes a version out of service for good. Throws `VersionInForce` for the one in force. */
  retire(version: string): Promise<void>;
  /** The version in force; undefined before the first. */
  current(): Promise<Registered | undefined>;
  /** All of them, the newest first. */
  versions(): Promise<readonly Version[]>;
}

/** The place where versions are kept does not answer, or not as it should. */
export class RegistryFailed extends Error {}
export class UnknownVersion extends Error {}
export class VersionRetired extends Error {}
export class VersionInForce extends Error {}
