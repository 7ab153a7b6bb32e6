const { TestEnvironment } = require("jest-environment-node");

/** Native modules make arrays of the process's own realm; a test that meets one must know the same Float32Array. */
module.exports = class OneRealm extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.global.Float32Array = Float32Array;
  }
};
