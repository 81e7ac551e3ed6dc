import { defineLibrary } from './library.ts';

export const nestjsWebsockets = defineLibrary({
  name: 'nestjs-websockets',
  packages: ['@nestjs/websockets'],
  docs: 'https://docs.nestjs.com/websockets/gateways',
  symbols: {
    WebSocketGateway: { decorates: { on: 'class', injectable: true } },
    // What it returns is the answer; what it throws is sent back as an `exception` event.
    SubscribeMessage: { decorates: { on: 'method', role: 'event', name: '0', params: ['socket.io#Socket'], onReturn: 'respond', onThrow: 'handled' } },
    WebSocketServer: { decorates: { on: 'property', injects: 'socket.io#Server' } },
    // Interfaces.
    OnGatewayInit: { decorates: { on: 'class', role: 'lifecycle', entryMethod: 'afterInit', onThrow: 'crash' } },
    OnGatewayConnection: { decorates: { on: 'class', role: 'event', name: '=connection', entryMethod: 'handleConnection', onThrow: 'crash' } },
    OnGatewayDisconnect: { decorates: { on: 'class', role: 'event', name: '=disconnect', entryMethod: 'handleDisconnect', onThrow: 'crash' } },
  },
});
