import { defineLibrary } from './library.ts';

/** Thrown from a handler, an exception answers the request with its status. */
export const nestjsExceptions = defineLibrary({
  name: 'nestjs-exceptions',
  packages: ['@nestjs/common'],
  docs: 'https://docs.nestjs.com/exception-filters#built-in-http-exceptions',
  symbols: {
    HttpException: { effects: [{ kind: 'respond', status: '1', payload: '0' }], fails: 'never' },
    BadRequestException: { effects: [{ kind: 'respond', status: '=400', payload: '0' }], fails: 'never' },
    UnauthorizedException: { effects: [{ kind: 'respond', status: '=401', payload: '0' }], fails: 'never' },
    ForbiddenException: { effects: [{ kind: 'respond', status: '=403', payload: '0' }], fails: 'never' },
    NotFoundException: { effects: [{ kind: 'respond', status: '=404', payload: '0' }], fails: 'never' },
    MethodNotAllowedException: { effects: [{ kind: 'respond', status: '=405', payload: '0' }], fails: 'never' },
    NotAcceptableException: { effects: [{ kind: 'respond', status: '=406', payload: '0' }], fails: 'never' },
    RequestTimeoutException: { effects: [{ kind: 'respond', status: '=408', payload: '0' }], fails: 'never' },
    ConflictException: { effects: [{ kind: 'respond', status: '=409', payload: '0' }], fails: 'never' },
    GoneException: { effects: [{ kind: 'respond', status: '=410', payload: '0' }], fails: 'never' },
    PreconditionFailedException: { effects: [{ kind: 'respond', status: '=412', payload: '0' }], fails: 'never' },
    PayloadTooLargeException: { effects: [{ kind: 'respond', status: '=413', payload: '0' }], fails: 'never' },
    UnsupportedMediaTypeException: { effects: [{ kind: 'respond', status: '=415', payload: '0' }], fails: 'never' },
    ImATeapotException: { effects: [{ kind: 'respond', status: '=418', payload: '0' }], fails: 'never' },
    MisdirectedException: { effects: [{ kind: 'respond', status: '=421', payload: '0' }], fails: 'never' },
    UnprocessableEntityException: { effects: [{ kind: 'respond', status: '=422', payload: '0' }], fails: 'never' },
    InternalServerErrorException: { effects: [{ kind: 'respond', status: '=500', payload: '0' }], fails: 'never' },
    NotImplementedException: { effects: [{ kind: 'respond', status: '=501', payload: '0' }], fails: 'never' },
    BadGatewayException: { effects: [{ kind: 'respond', status: '=502', payload: '0' }], fails: 'never' },
    ServiceUnavailableException: { effects: [{ kind: 'respond', status: '=503', payload: '0' }], fails: 'never' },
    GatewayTimeoutException: { effects: [{ kind: 'respond', status: '=504', payload: '0' }], fails: 'never' },
    HttpVersionNotSupportedException: { effects: [{ kind: 'respond', status: '=505', payload: '0' }], fails: 'never' },
  },
});
