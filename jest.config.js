module.exports = {
  testEnvironment: "<rootDir>/runtime/testing/one-realm.js",
  testTimeout: 240_000, // a limit for what hangs; how fast anything is, `bench/` says
  maxWorkers: 2,
  workerIdleMemoryLimit: "1GB", // every suite loads the SDKs anew, and Node keeps what modules leave behind
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/dist/"],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  moduleNameMapper: { "^uuid$": "<rootDir>/node_modules/uuid/dist/cjs/index.js" }, // thrift asks for one that is an ES module
  transform: {
    "^.+\\.(ts|js)$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!jose/)"], // published as ES modules only
};
