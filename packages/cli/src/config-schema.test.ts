import { readFileSync } from 'node:fs';
import { loadConfig } from '@dist-lint/engine';
import { UserError } from '@dist-lint/model';
import { project, removeProjects } from '@dist-lint/testing';
import Ajv from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';

afterAll(removeProjects);

// It is a CommonJS module that carries itself as `default`.
const isValid = new Ajv.default().compile(JSON.parse(readFileSync(new URL('../schema/dist-lint.config.schema.json', import.meta.url), 'utf8')) as object);

async function isAccepted(config: unknown): Promise<boolean> {
  const root = project({ 'dist-lint.config.json': JSON.stringify(config) });
  return loadConfig({ root, cwd: root }).then(() => true, (error: unknown) => {
    if (error instanceof UserError && error.code === 'invalid-config') return false;
    throw error;
  });
}

const library = { name: 'Mailer', packages: ['@acme/mailer'], docs: 'https://acme.example', symbols: { send: { effects: [{ kind: 'network', target: '0|0.url' }] } } };
const withFacts = (send: unknown) => ({ libraries: [{ ...library, symbols: { send } }] });

describe('the JSON Schema and the validator', () => {
  it.each<[unknown]>([
    [{}],
    [{ $schema: './schema.json', version: 1, preset: 'strict', failOn: 'never', threads: 4, cache: false }],
    [{ rules: { 'silent-catch': 'off', 'circular-dependency': 'on' } }],
    [{ rules: { 'silent-catch': { allowLogging: true, severity: 'info', minPrecision: 'low' } } }],
    [{ overrides: [{ files: ['src/**'], excludedFiles: [], preset: 'all', rules: {} }] }],
    [{ ignore: ['a/**'], exempt: ['!b/**'] }],
    [{ owners: [{ name: 'billing', files: ['src/**'] }] }],
    [{ libraries: [library] }],
    [withFacts({ callbacks: [{ at: '1+', runs: 'later', params: [null, 'error'] }], decorates: { on: 'class', entity: true } })],
  ])('both accept %j', async (config) => {
    expect([isValid(config), await isAccepted(config)]).toEqual([true, true]);
  });

  it.each<[unknown]>([
    [[]],
    [{ preste: 'all' }],
    [{ version: 2 }],
    [{ $schema: 1 }],
    [{ preset: 'everything' }],
    [{ threads: 0 }],
    [{ threads: 1.5 }],
    [{ cache: 'no' }],
    [{ ignore: 'src' }],
    [{ ignore: [''] }],
    [{ exempt: ['!'] }],
    [{ overrides: [{ preset: 'all' }] }],
    [{ overrides: [{ files: ['**'], failOn: 'error' }] }],
    [{ rules: { 'silent-cach': 'off' } }],
    [{ rules: { 'silent-catch': { allowLogging: 'yes' } } }],
    [{ rules: { 'silent-catch': { severity: 'fatal' } } }],
    [{ owners: [{ files: ['src/**'] }] }],
    [{ ownRules: [] }],
    [{ libraries: [{ ...library, packages: [] }] }],
    [withFacts({ effects: [{ kind: 'netwrok' }] })],
    [withFacts({ effects: [{ kind: 'network', target: 'url' }] })],
    [withFacts({ callbacks: [{ at: '0' }] })],
    [withFacts({ decorates: { on: 'class', entity: false } })],
  ])('both reject %j', async (config) => {
    expect([isValid(config), await isAccepted(config)]).toEqual([false, false]);
  });
});
