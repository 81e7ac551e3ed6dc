import { defineLibrary } from './library.ts';

const read = { effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0' }] } as const;
const readPlural = { effects: [{ kind: 'db-read', target: '*1s', operation: 'read', where: '0' }] } as const;

/** Services that are made at run time, one for each data model, whose type says which: `IMedusaInternalService<Order>`. */
export const medusaInternalServices = defineLibrary({
  name: 'medusa-services',
  packages: ['@medusajs/framework/types', '@medusajs/types'],
  docs: 'https://github.com/medusajs/medusa/blob/59e6747800/packages/core/types/src/modules-sdk/medusa-internal-service.ts',
  unreadable: true,
  aliases: { 'ModulesSdkTypes.IMedusaInternalService': 'IMedusaInternalService' },
  symbols: {
    'IMedusaInternalService.create': { effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0' }] },
    // Rows with their keys, or a selector and what to set.
    'IMedusaInternalService.update': { effects: [{ kind: 'db-write', target: '<0>', operation: 'update', payload: '0.data|0', where: '0.selector' }] },
    'IMedusaInternalService.upsert|upsertWithReplace': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0' }] },
    'IMedusaInternalService.delete|softDelete': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete' }] },
    'IMedusaInternalService.restore': { effects: [{ kind: 'db-write', target: '<0>', operation: 'update' }] },
    'IMedusaInternalService.list|listAndCount|retrieve': read,
    'InferEntityType|InferTypeOf': { is: '<0>()' },
  },
});

/** The base class of a module's service has methods for each of its data models, named with their plural. */
export const medusaModuleServices = defineLibrary({
  name: 'medusa-module-services',
  packages: ['@medusajs/framework/utils', '@medusajs/utils'],
  docs: 'https://docs.medusajs.com/resources/service-factory-reference',
  symbols: {
    'MedusaService().create*': { effects: [{ kind: 'db-write', target: '*1s', operation: 'create', payload: '0' }] },
    'MedusaService().update*': { effects: [{ kind: 'db-write', target: '*1s', operation: 'update', payload: '0.data|0', where: '0.selector' }] },
    'MedusaService().delete*|softDelete*': { effects: [{ kind: 'db-write', target: '*1s', operation: 'delete' }] },
    'MedusaService().restore*': { effects: [{ kind: 'db-write', target: '*1s', operation: 'update' }] },
    'MedusaService().list*|listAndCount*': readPlural,
    'MedusaService().retrieve*': { effects: [{ kind: 'db-read', target: '*1', operation: 'read', where: '0' }] },
  },
});
