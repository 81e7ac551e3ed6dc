/**
 * The ledger (docs/precision.md) reads published sources and never runs them, so the packages it reads come alone:
 * without this hook some thousand packages and a native binary would be installed beside them.
 */
const { devDependencies } = require('./packages/testing/package.json');

const NONE = { dependencies: {}, optionalDependencies: {}, peerDependencies: {}, peerDependenciesMeta: {} };

module.exports = { hooks: { readPackage: (manifest) => (devDependencies[manifest.name] === 'catalog:ledger' ? { ...manifest, ...NONE } : manifest) } };
