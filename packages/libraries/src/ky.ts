import { defineLibrary } from './library.ts';

const timeout = { at: '1.timeout', unit: 'ms' } as const;

/** Retries reads on its own; gives up after ten seconds unless told otherwise. */
export const ky = defineLibrary({
  name: 'ky',
  packages: ['ky'],
  docs: 'https://github.com/sindresorhus/ky#api',
  aliases: { default: 'KyInstance' },
  symbols: {
    'KyInstance.create|extend': { returns: 'KyInstance' },
    KyInstance: {
      effects: [{ kind: 'network', target: '0', method: '1.method', payload: '1.json', timeout }],
      returns: 'ResponsePromise',
    },
    'KyInstance.get': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout }], returns: 'ResponsePromise' },
    'KyInstance.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout }], returns: 'ResponsePromise' },
    'KyInstance.post': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1.json', timeout }], returns: 'ResponsePromise' },
    'KyInstance.put': { effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1.json', timeout }], returns: 'ResponsePromise' },
    'KyInstance.patch': { effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1.json', timeout }], returns: 'ResponsePromise' },
    'KyInstance.delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', timeout }], returns: 'ResponsePromise' },
    'ResponsePromise|KyResponse.json|text|arrayBuffer|blob|formData': { effects: [{ kind: 'network', method: '=GET' }] },
  },
});
