import { defineLibrary } from './library.ts';

const answer = { returns: 'AxiosResponse' } as const;
const ofConfig = { at: '0.timeout', unit: 'ms' } as const;
const ofSecond = { at: '1.timeout', unit: 'ms' } as const;
const ofThird = { at: '2.timeout', unit: 'ms' } as const;

/** No timeout unless set, here or on the instance. */
export const axios = defineLibrary({
  name: 'axios',
  packages: ['axios'],
  docs: 'https://axios-http.com/docs/api_intro',
  resource: { kind: 'host', addressed: true, base: ['0.baseURL'] },
  aliases: { default: 'AxiosInstance', AxiosStatic: 'AxiosInstance', Axios: 'AxiosInstance' },
  symbols: {
    'AxiosInstance.create': { returns: 'AxiosInstance' },
    AxiosInstance: {
      effects: [{ kind: 'network', target: '0.url', method: '0.method', payload: '0.data', timeout: ofConfig }],
      ...answer,
    },
    'AxiosInstance.request': {
      effects: [{ kind: 'network', target: '0.url', method: '0.method', payload: '0.data', timeout: ofConfig }],
      ...answer,
    },
    'AxiosInstance.get': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout: ofSecond }], ...answer },
    'AxiosInstance.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout: ofSecond }], ...answer },
    'AxiosInstance.options': { effects: [{ kind: 'network', target: '0', method: '=OPTIONS', timeout: ofSecond }], ...answer },
    'AxiosInstance.delete': { effects: [{ kind: 'network', target: '0', method: '=DELETE', timeout: ofSecond }], ...answer },
    'AxiosInstance.post|postForm': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1', timeout: ofThird }],
      ...answer,
    },
    'AxiosInstance.put|putForm': {
      effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1', timeout: ofThird }],
      ...answer,
    },
    'AxiosInstance.patch|patchForm': {
      effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1', timeout: ofThird }],
      ...answer,
    },
    'AxiosInstance.all': { returns: 'arg0' },
    'AxiosInstance.interceptors.request|response.use': {
      callbacks: [
        { at: '0', runs: 'later' },
        { at: '1', runs: 'later', params: ['error'], errorParam: 0 },
      ],
    },
  },
});
