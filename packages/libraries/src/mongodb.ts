import { defineLibrary, type WriteOperators } from './library.ts';

/** Of the server, whatever the client. */
export const mongoOperators: WriteOperators = {
  groups: {
    $set: 'set', $setOnInsert: 'set', $unset: 'set', $inc: 'atomic', $mul: 'atomic', $min: 'atomic', $max: 'atomic', $push: 'atomic', $addToSet: 'atomic',
    $pull: 'atomic', $pullAll: 'atomic', $pop: 'atomic', $bit: 'atomic', $currentDate: 'atomic', $rename: 'atomic',
  },
  equals: ['$eq', '$in'],
  joins: { $and: 'all', $or: 'any', $nor: 'any' },
};

/** A collection's type argument is its name or its document's type. */
export const mongodb = defineLibrary({
  name: 'mongodb',
  packages: ['mongodb'],
  docs: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/Collection.html',
  resource: { kind: 'database', name: 'mongodb' },
  operators: mongoOperators,
  tells: { symbol: 'Collection', members: ['updateOne', 'updateMany', 'insertOne', 'insertMany', 'replaceOne', 'deleteOne', 'deleteMany', 'findOneAndUpdate', 'findOneAndReplace', 'findOneAndDelete', 'bulkWrite', 'estimatedDocumentCount'] },
  symbols: {
    // One repeat after a lost connection or a change of primary; what the server refuses because it is overloaded may come oftener.
    MongoClient: {
      connects: '0',
      fails: 'throws',
      retries: {
        of: 'calls',
        attempts: 2,
        says: [{ at: 'new:1.retryWrites|new:1.retryReads', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 2 }] }],
        delay: { first: 0, factor: 1 },
        errors: 'connection',
        transparent: true,
        source: 'https://github.com/mongodb/node-mongodb-native/blob/bb35ded1/src/connection_string.ts#L1075-L1107',
      },
    },
    'MongoClient.connect': { effects: [{ kind: 'connect' }], returns: 'MongoClient' },
    'MongoClient.db': { returns: 'Db' },
    'MongoClient.close': { cleanup: true },
    'MongoClient.on|once': { callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }], returns: 'this' },
    'MongoClient.withSession': { callbacks: [{ at: 'last', runs: 'now', params: ['ClientSession'] }], returns: 'result0' },
    'MongoClient.startSession': { returns: 'ClientSession' },
    'Db.collection|createCollection': { returns: 'Collection', returnsArgs: ['0'] },
    'Db.command': { effects: [{ kind: 'db-read', operation: 'raw' }] },
    'Db.dropCollection': { effects: [{ kind: 'db-write', target: '0', operation: 'delete' }] },
    'Db.dropDatabase': { effects: [{ kind: 'db-write', operation: 'delete' }] },

    'Collection.find': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0', lazy: true }],
      returns: 'FindCursor',
      returnsArgs: ['<0>'],
      fails: 'never',
    },
    'Collection.findOne|countDocuments|estimatedDocumentCount': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '0' }],
    },
    'Collection.distinct': { effects: [{ kind: 'db-read', target: '<0>', operation: 'read', where: '1' }] },
    'Collection.aggregate': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read', lazy: true }],
      returns: 'AggregationCursor',
      returnsArgs: ['<0>'],
      fails: 'never',
    },
    'Collection.insertOne|insertMany': { effects: [{ kind: 'db-write', target: '<0>', operation: 'create', payload: '0' }] },
    'Collection.updateOne|updateMany|replaceOne': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: '0', payload: '1', affectedIn: 'modifiedCount' }],
    },
    'Collection.findOneAndUpdate|findOneAndReplace': {
      effects: [{ kind: 'db-write', target: '<0>', operation: 'update', where: '0', payload: '1', atomic: true }],
    },
    'Collection.deleteOne|deleteMany': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0' }] },
    'Collection.findOneAndDelete': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete', where: '0', atomic: true }] },
    'Collection.bulkWrite': { effects: [{ kind: 'db-write', target: '<0>', operation: 'upsert', payload: '0' }] },
    'Collection.drop': { effects: [{ kind: 'db-write', target: '<0>', operation: 'delete' }] },
    'Collection|Db|MongoClient.watch': { effects: [{ kind: 'consume', target: '<0>' }], returns: 'ChangeStream', fails: 'never' },

    'FindCursor.sort|limit|skip|project|filter|hint|batchSize|maxTimeMS|collation': { returns: 'this' },
    'AggregationCursor.match|group|project|sort|limit|skip|lookup|unwind': { returns: 'this' },
    'FindCursor|AggregationCursor.toArray|next|tryNext|hasNext|explain': {
      effects: [{ kind: 'db-read', target: '<0>', operation: 'read' }],
    },
    'FindCursor|AggregationCursor.forEach': { callbacks: [{ at: '0', runs: 'each' }] },
    'FindCursor|AggregationCursor.map': { callbacks: [{ at: '0', runs: 'each' }], returns: 'this' },
    'FindCursor|AggregationCursor|ChangeStream.close': { cleanup: true },
    'ChangeStream.on|once': {
      callbacks: [{ at: '1', runs: 'later', errorEvents: { at: '0', names: ['error'] } }],
      returns: 'this',
    },
    'ChangeStream.next|tryNext': { effects: [{ kind: 'consume' }] },
    'GridFSBucket.openUploadStream': { effects: [{ kind: 'db-write', target: '0', operation: 'create' }], fails: 'never' },
    'GridFSBucket.openDownloadStream|find': { effects: [{ kind: 'db-read', target: '0', operation: 'read' }], fails: 'never' },
    'GridFSBucket.delete': { effects: [{ kind: 'db-write', target: '0', operation: 'delete' }] },
  },
});

/** Mongoose hands out the driver's sessions under its own name. */
export const mongodbSession = defineLibrary({
  name: 'mongodb session',
  packages: ['mongodb', 'mongoose'],
  docs: 'https://mongodb.github.io/node-mongodb-native/6.0/classes/ClientSession.html',
  resource: { kind: 'database', name: 'mongodb' },
  symbols: {
    'ClientSession.withTransaction': {
      effects: [{ kind: 'db-transaction' }],
      callbacks: [{ at: '0', runs: 'again', params: ['ClientSession'] }],
      returns: 'result0',
      // Again as long as the server calls the failure transient, for two minutes.
      retries: {
        of: 'handed',
        attempts: 'unknown',
        within: { ms: 120_000, says: '1.timeoutMS' },
        delay: { first: 5, factor: 1.5, max: 500, jitter: true },
        errors: 'chosen',
        versions: [{ below: '7.0.0', delay: { first: 0, factor: 1 } }],
        source: 'https://github.com/mongodb/node-mongodb-native/blob/bb35ded1/src/sessions.ts',
      },
    },
    'ClientSession.startTransaction': { effects: [{ kind: 'db-transaction' }], fails: 'throws' },
    'ClientSession.commitTransaction': { effects: [{ kind: 'db-transaction' }] },
    'ClientSession.abortTransaction': { effects: [{ kind: 'db-transaction' }], cleanup: true },
    'ClientSession.endSession': { cleanup: true },
  },
});
