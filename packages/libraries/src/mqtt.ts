import { defineLibrary } from './library.ts';

const retries = {
  of: 'connection',
  attempts: 'unbounded',
  delay: { first: 1000, factor: 1, says: { first: '1.reconnectPeriod|0.reconnectPeriod' } },
  errors: 'connection',
  source: 'https://github.com/mqttjs/MQTT.js/blob/aa03369f/src/lib/client.ts#L61-L62',
} as const;

const done = { at: 'last', runs: 'later', params: ['error'], errorParam: 0, onThrow: 'crash' } as const;

export const mqtt = defineLibrary({
  name: 'mqtt',
  packages: ['mqtt', 'async-mqtt'],
  docs: 'https://github.com/mqttjs/MQTT.js#api',
  resource: { kind: 'queue', name: 'mqtt' },
  aliases: { Client: 'MqttClient', AsyncMqttClient: 'MqttClient', AsyncClient: 'MqttClient' },
  symbols: {
    connect: { effects: [{ kind: 'connect', target: '0' }], returns: 'MqttClient', fails: 'never', retries },
    connectAsync: { effects: [{ kind: 'connect', target: '0' }], returns: 'MqttClient', retries },
    'MqttClient.publish': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }], callbacks: [done], returns: 'this', fails: 'callback' },
    'MqttClient.publishAsync': { effects: [{ kind: 'enqueue', target: '0', payload: '1' }] },
    'MqttClient.subscribe': { effects: [{ kind: 'consume', target: '0' }], callbacks: [done], returns: 'this', fails: 'callback' },
    'MqttClient.subscribeAsync': { effects: [{ kind: 'consume', target: '0' }] },
    'MqttClient.unsubscribe|unsubscribeAsync|end|endAsync': { cleanup: true },
    // `message` brings (topic, payload): it is acknowledged before the listener's promise settles.
    'MqttClient.on|once': {
      returns: 'this',
      callbacks: [{ at: '1', runs: 'later', role: 'event', name: '0', onThrow: 'crash', errorEvents: { at: '0', names: ['error'] } }],
    },
    'MqttClient.reconnect': { effects: [{ kind: 'connect' }], returns: 'this', fails: 'never' },
  },
});
