import sharp from "sharp";

// For the whole process: every loader is closed but those of the formats an upload may have, and the one for our own drawings.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    "VipsForeignLoadHeif",
    "VipsForeignLoadSvg",
  ],
});
sharp.concurrency(1); // requests share the processors; several threads for one picture cost a tenth more
sharp.cache(false); // a decoded photograph must not outlive its request

/** libvips with most of its loaders closed. Nothing else imports sharp, so that nothing reaches the others. */
export { sharp };
