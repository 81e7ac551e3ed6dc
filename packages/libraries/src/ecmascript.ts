import { defineLibrary } from './library.ts';

const each = { at: '0', runs: 'each', params: ['element'] } as const;

export const ecmascript = defineLibrary({
  name: 'ecmascript',
  packages: ['global'],
  docs: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects',
  symbols: {
    Promise: { callbacks: [{ at: '0', runs: 'now' }] },
    'Promise.all|resolve': { returns: 'arg0' },
    'Promise.allSettled': { fails: 'result', errorIn: 'status' },
    'Promise.reject': { fails: 'rejects' },
    'Promise.try': { callbacks: [{ at: '0', runs: 'now' }], returns: 'result0' },
    'Promise.then': { callbacks: [{ at: '0', runs: 'now' }, { at: '1', runs: 'now', params: ['error'], errorParam: 0 }], returns: 'result0' },
    'Promise.catch': { callbacks: [{ at: '0', runs: 'now', params: ['error'], errorParam: 0 }] },
    'Promise.finally': { callbacks: [{ at: '0', runs: 'now' }], returns: 'this' },

    'Array|Set.forEach': { callbacks: [each] },
    'Map.forEach': { callbacks: [{ at: '0', runs: 'each', params: ['element'] }] },
    'Array.map': { callbacks: [each] },
    'Array.flatMap': { callbacks: [each], returns: 'result0' },
    'Array.filter': { callbacks: [each] },
    'Array.find|findLast': { callbacks: [each], returns: 'element' },
    'Array.some|every|findIndex|findLastIndex': { callbacks: [each] },
    'Array.reduce|reduceRight': { callbacks: [{ at: '0', runs: 'each', params: [null, 'element'] }], returns: 'result0' },
    'Array.sort': { callbacks: [{ at: '0', runs: 'each', params: ['element', 'element'] }], returns: 'this' },
    'Array.toSorted': { callbacks: [{ at: '0', runs: 'each', params: ['element', 'element'] }] },
    'Array.at|pop|shift': { returns: 'element' },
    'Array.reverse|fill|copyWithin': { returns: 'this' },
    'Array.from|fromAsync': { callbacks: [{ at: '1', runs: 'each' }] },
    'Map|WeakMap.get': { returns: '<1>' },
    'Map|Set|WeakMap.set|add': { returns: 'this' },
    'Map.values': { returns: '<1>[]' },
    'Map|Set.keys': { returns: '<0>[]' },
    'Set.values': { returns: '<0>[]' },

    'Object.assign': { returns: 'args' },
    'Object.freeze|seal|preventExtensions|defineProperty|defineProperties|setPrototypeOf|create': { returns: 'arg0' },
    'Object|Map.groupBy': { callbacks: [{ at: '1', runs: 'each' }] },
    'JSON.parse': { callbacks: [{ at: '1', runs: 'each' }], fails: 'throws', probe: true },
    'URL|URLPattern|RegExp|BigInt': { fails: 'throws', probe: true },
    'decodeURI|decodeURIComponent|encodeURI|encodeURIComponent|atob|btoa': { fails: 'throws', probe: true },
    'URL.canParse|parse': { fails: 'never' },
    'AbortController.signal': { is: 'AbortSignal' },
    'AbortController.abort': { cleanup: true },
    queueMicrotask: { callbacks: [{ at: '0', runs: 'later', onThrow: 'crash' }] },
  },
});

/** Members that mean the same on (nearly) any receiver. */
export const anyReceiver = defineLibrary({
  name: 'ecmascript (any receiver)',
  packages: ['*'],
  docs: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects',
  symbols: {
    then: { callbacks: [{ at: '0', runs: 'now' }, { at: '1', runs: 'now', params: ['error'], errorParam: 0 }], returns: 'result0' },
    catch: { callbacks: [{ at: '0', runs: 'now', params: ['error'], errorParam: 0 }], returns: 'this' },
    finally: { callbacks: [{ at: '0', runs: 'now' }], returns: 'this' },
    forEach: { callbacks: [each] },
    map: { callbacks: [each] },
    flatMap: { callbacks: [each], returns: 'result0' },
    filter: { callbacks: [each] },
    'find|findLast': { callbacks: [each], returns: 'element' },
    'some|every|findIndex|findLastIndex': { callbacks: [each] },
    'reduce|reduceRight': { callbacks: [{ at: '0', runs: 'each', params: [null, 'element'] }], returns: 'result0' },
    'sort|toSorted': { callbacks: [{ at: '0', runs: 'each', params: ['element', 'element'] }] },
    'replace|replaceAll': { callbacks: [{ at: '1', runs: 'each' }] },
    'abort|close|destroy|disconnect|dispose|quit|unref|unsubscribe': { cleanup: true },
  },
});
