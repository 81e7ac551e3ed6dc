import { defineLibrary } from './library.ts';
import { mongoOperators } from './mongodb.ts';

/**
 * A model's type argument is its document's type, or the name it was compiled with. What finds one document is named
 * like the document, which so also has the query's chain; it is sent when awaited or by `exec`.
 */
export const mongoose = defineLibrary({
  name: 'Mongoose',
  packages: ['mongoose'],
  docs: 'https://mongoosejs.com/docs/api/model.html',
  resource: { kind: 'database', name: 'mongodb' },
  aliases: { Document: 'HydratedDocument', 'Mongoose.connection': 'connection', QueryWithHelpers: 'Query' },
  operators: mongoOperators,
  symbols: {
    connect: { connects: '0', effects: [{ kind: 'connect', target: '0' }] },
    disconnect: { cleanup: true },
    connection: { is: 'Connection' },
    createConnection: { connects: '0', effects: [{ kind: 'connect', target: '0' }], returns: 'Connection', fails: 'never' },
    startSession: { returns: 'mongodb#ClientSession' },
    model: { returns: 'Model', returnsArgs: ['0'], entity: { name: '0', table: '2', fields: '1' } },
    'Connection|Mongoose.model': { returns: 'Model', returnsArgs: ['0'], entity: { name: '0', table: '2', fields: '1' } },
    'Model.discriminator': { returns: 'Model', returnsArgs: ['0'], entity: { name: '0', fields: '1' } },
    'Connection|Mongoose.startSession': { returns: 'mongodb#ClientSession' },
    'Connection.transaction': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: '0', runs: 'again', params: ['mongodb#ClientSession'] }],
      returns: 'result0',
    },
    'Connection.collection': { returns: 'mongodb#Collection', returnsArgs: ['0'] },
    'Connection.db': { is: 'mongodb#Db' },
    'Connection.close|destroy': { cleanup: true },
    'Connection.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'Connection.dropDatabase|dropCollection': { effects: [{ kind: 'db-write', target: '0', operation: 'delete' }] },

    Model: { returns: 'HydratedDocument', returnsArgs: ['<0>'], fills: '0' },
    'Model.find': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0', lazy: true }],
      returns: 'Query',
      returnsArgs: ['<0>'],
    },
    'Model.findOne|findById': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0', lazy: true }],
      returns: 'HydratedDocument',
      returnsArgs: ['<0>'],
    },
    'Model.exists|countDocuments|estimatedDocumentCount|where': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0', lazy: true }],
    },
    'Model.distinct': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '1', lazy: true }] },
    'Model.aggregate': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read', lazy: true }], returns: 'Aggregate' },
    'Model.populate': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read' }], returns: 'arg0' },
    'Model.create': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0' }],
      returns: 'HydratedDocument',
      returnsArgs: ['<0>'],
    },
    'Model.insertOne|insertMany': { effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0' }] },
    'Model.bulkWrite|bulkSave': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0' }] },
    'Model.updateOne|updateMany|replaceOne': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: '0', payload: '1', affectedIn: 'modifiedCount', lazy: true }],
      returns: 'Query',
    },
    'Model.findOneAndUpdate|findByIdAndUpdate|findOneAndReplace': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: '0', payload: '1', atomic: true, lazy: true }],
      returns: 'HydratedDocument',
      returnsArgs: ['<0>'],
    },
    'Model.deleteOne|deleteMany': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0', lazy: true }],
      returns: 'Query',
    },
    // By the plugin mongoose-delete, which marks what it deletes.
    'Model.delete|deleteById': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0', affectedIn: 'modifiedCount', lazy: true }],
      returns: 'Query',
    },
    'Model.findOneAndDelete|findByIdAndDelete|findByIdAndRemove': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0', atomic: true, lazy: true }],
      returns: 'HydratedDocument',
      returnsArgs: ['<0>'],
    },
    'Model.startSession': { returns: 'mongodb#ClientSession' },
    'Model.watch': { effects: [{ kind: 'consume', target: '<0>' }], returns: 'mongodb#ChangeStream', fails: 'never' },
    'Model.collection': { is: 'mongodb#Collection' },

    'HydratedDocument.save': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: 'this' }], returns: 'this' },
    'HydratedDocument.updateOne|replaceOne': { effects: [{ kind: 'db-write', target: '<0>', operation: 'update', payload: '0', lazy: true }] },
    'HydratedDocument.deleteOne|remove': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', lazy: true }] },
    'HydratedDocument.set|overwrite|depopulate|$session': { returns: 'this' },
    'HydratedDocument.populate': { effects: [{ kind: 'db-read', operation: 'read' }], returns: 'this' },
    'HydratedDocument|Query.select|lean|sort|limit|skip|session|exec|orFail|where|equals|in|lt|lte|gt|gte|ne|maxTimeMS|setOptions|read|hint': {
      returns: 'this',
    },
    'Query.populate|distinct|cursor|clone|and|or|nor|exists|size|projection|collation|batchSize': { returns: 'this' },
    'Aggregate.match|group|project|sort|limit|skip|lookup|unwind|addFields|session|option|allowDiskUse|exec': { returns: 'this' },

    Schema: {
      callbacks: [{ at: '1.statics.*', runs: 'later', this: 'Model' }, { at: '1.methods.*', runs: 'later', this: 'HydratedDocument' }],
      entity: {
        part: true,
        table: '1.collection',
        fields: '0',
        leaf: 'type',
        typed: '<0>',
        column: { values: '0.enum.values|0.enum', initial: '0.default', generated: '0.auto' },
        implied: [
          { name: '_id', unless: '1._id', key: true, generated: true },
          { name: '__v', nameAt: '1.versionKey', unless: '1.versionKey', version: '1.optimisticConcurrency', generated: true },
          { name: 'createdAt', nameAt: '1.timestamps.createdAt', when: '1.timestamps', unless: '1.timestamps.createdAt', generated: true },
          { name: 'updatedAt', nameAt: '1.timestamps.updatedAt', when: '1.timestamps', unless: '1.timestamps.updatedAt', generated: true },
        ],
      },
    },
    'Schema.statics': { methods: 'Model' },
    'Schema.methods': { methods: 'HydratedDocument' },
    'Schema.static': { callbacks: [{ at: '1', runs: 'later', this: 'Model' }, { at: '0.*', runs: 'later', this: 'Model' }], returns: 'this' },
    'Schema.method': { callbacks: [{ at: '1', runs: 'later', this: 'HydratedDocument' }, { at: '0.*', runs: 'later', this: 'HydratedDocument' }], returns: 'this' },
    'Schema.pre|post': { callbacks: [{ at: 'last', runs: 'later', role: 'lifecycle', name: '0' }], returns: 'this' },
    'Schema.index|set|add|plugin': { returns: 'this' },
  },
});
