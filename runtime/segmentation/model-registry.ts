import type { SegmentationModel } from "./fit";

/** A registered version: the model and when it was registered. */
export interface Registered {
  readonly model: SegmentationModel;
  readonly registeredAt: Date;
}

/** Port: versions of the segmentation, one of them in force. */
export interface ModelRegistry {
  /** Registers a version and puts it in force; the same version twice is registered once. */
  register(model: SegmentationModel, at: Date): Promise<void>;
  /** The version in force; undefined before the first. */
  current(): Promise<Registered | undefined>;
}
