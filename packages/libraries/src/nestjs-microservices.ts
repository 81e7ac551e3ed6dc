import { defineLibrary } from './library.ts';

export const nestjsMicroservices = defineLibrary({
  name: 'nestjs-microservices',
  packages: ['@nestjs/microservices'],
  docs: 'https://docs.nestjs.com/microservices/basics',
  resource: { kind: 'queue', name: 'nestjs microservice' },
  aliases: { ClientRMQ: 'ClientProxy', ClientKafka: 'ClientProxy', ClientKafkaProxy: 'ClientProxy', ClientRedis: 'ClientProxy', ClientNats: 'ClientProxy', ClientMqtt: 'ClientProxy', ClientTCP: 'ClientProxy', ClientGrpcProxy: 'ClientProxy' },
  symbols: {
    // By default the RabbitMQ transport acknowledges before the handler runs; what a handler throws is logged.
    EventPattern: { decorates: { on: 'method', role: 'consumer', name: '0', onThrow: 'handled' } },
    MessagePattern: { decorates: { on: 'method', role: 'procedure', name: '0', onReturn: 'respond', onThrow: 'handled' } },
    'GrpcMethod|GrpcStreamMethod|GrpcStreamCall': { decorates: { on: 'method', role: 'procedure', name: '1', onReturn: 'respond', onThrow: 'handled' } },
    Client: { decorates: { on: 'property', injects: 'ClientProxy' } },
    'ClientProxyFactory.create': { returns: 'ClientProxy', fails: 'throws' },
    'ClientProxy.connect': { effects: [{ kind: 'connect' }] },
    'ClientProxy.close': { cleanup: true },
    // A cold observable: nothing is sent before one subscribes. No timeout unless piped through `timeout()`.
    'ClientProxy.send': { effects: [{ kind: 'network', target: '0', payload: '1', lazy: true }], returns: 'rxjs#Observable' },
    // A hot one: sent at once, and a failure that nobody subscribes to is lost.
    'ClientProxy.emit': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], returns: 'rxjs#Observable' },
    'RmqContext.getChannelRef': { returns: 'amqplib#Channel', fails: 'never' },
    'RmqContext.getMessage': { returns: 'amqplib#ConsumeMessage', fails: 'never' },
    'KafkaContext.getConsumer': { returns: 'kafkajs#Consumer', fails: 'never' },
    'KafkaContext.getProducer': { returns: 'kafkajs#Producer', fails: 'never' },
    'KafkaContext.getMessage': { returns: 'kafkajs#KafkaMessage', fails: 'never' },
  },
});
