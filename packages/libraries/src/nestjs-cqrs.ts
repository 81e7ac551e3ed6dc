import { defineLibrary } from './library.ts';

export const nestjsCqrs = defineLibrary({
  name: 'nestjs-cqrs',
  packages: ['@nestjs/cqrs'],
  docs: 'https://docs.nestjs.com/recipes/cqrs',
  resource: false,
  symbols: {
    // The bus returns the handler's promise, so a failure is the sender's.
    'CommandHandler|QueryHandler': {
      decorates: { on: 'class', role: 'procedure', entryMethod: 'execute', name: '0', injectable: true, onReturn: 'respond', onThrow: 'handled' },
    },
    // Nobody waits: what it throws goes to the bus of unhandled exceptions and the log.
    EventsHandler: { decorates: { on: 'class', role: 'event', entryMethod: 'handle', name: '0', injectable: true, onThrow: 'lost' } },
    Saga: { decorates: { on: 'property', role: 'event', onThrow: 'lost' } },
    'CommandBus|QueryBus.execute': { effects: [{ kind: 'emit', target: '0' }] },
    'EventBus|EventPublisher.publish': { effects: [{ kind: 'emit', target: '0' }], fails: 'throws' },
    'EventBus.publishAll': { effects: [{ kind: 'emit', target: '0' }], fails: 'throws' },
    'EventPublisher.mergeObjectContext|mergeClassContext': { returns: 'arg0', fails: 'never' },
    'AggregateRoot.commit|publish': { effects: [{ kind: 'emit' }], fails: 'throws' },
  },
});
