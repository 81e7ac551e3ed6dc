import { defineLibrary } from './library.ts';

/** Cold: nothing is sent before somebody subscribes, which `lastValueFrom` does. */
const answer = { returns: 'rxjs#Observable' } as const;
const ofSecond = { at: '1.timeout', unit: 'ms' } as const;
const ofThird = { at: '2.timeout', unit: 'ms' } as const;

export const nestjsAxios = defineLibrary({
  name: '@nestjs/axios',
  packages: ['@nestjs/axios'],
  docs: 'https://docs.nestjs.com/techniques/http-module',
  resource: { kind: 'host', addressed: true, base: ['0.baseURL'] },
  symbols: {
    'HttpService.axiosRef': { is: 'axios#AxiosInstance' },
    'HttpService.request': {
      effects: [
        {
          kind: 'network', target: '0.url', method: '0.method', payload: '0.data',
          timeout: { at: '0.timeout', unit: 'ms' }, lazy: true,
        },
      ],
      ...answer,
    },
    'HttpService.get': { effects: [{ kind: 'network', target: '0', method: '=GET', timeout: ofSecond, lazy: true }], ...answer },
    'HttpService.head': { effects: [{ kind: 'network', target: '0', method: '=HEAD', timeout: ofSecond, lazy: true }], ...answer },
    'HttpService.delete': {
      effects: [{ kind: 'network', target: '0', method: '=DELETE', timeout: ofSecond, lazy: true }],
      ...answer,
    },
    'HttpService.post|postForm': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1', timeout: ofThird, lazy: true }],
      ...answer,
    },
    'HttpService.put|putForm': {
      effects: [{ kind: 'network', target: '0', method: '=PUT', payload: '1', timeout: ofThird, lazy: true }],
      ...answer,
    },
    'HttpService.patch|patchForm': {
      effects: [{ kind: 'network', target: '0', method: '=PATCH', payload: '1', timeout: ofThird, lazy: true }],
      ...answer,
    },
  },
});
