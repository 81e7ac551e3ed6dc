import { defineLibrary } from './library.ts';

export const nestjsEventEmitter = defineLibrary({
  name: 'nestjs-event-emitter',
  packages: ['@nestjs/event-emitter'],
  docs: 'https://docs.nestjs.com/techniques/events',
  resource: false,
  symbols: {
    // What a listener throws is caught and logged, unless `suppressErrors` is false. The emitter is eventemitter2's.
    OnEvent: { decorates: { on: 'method', role: 'event', name: '0', onThrow: 'handled' } },
  },
});
