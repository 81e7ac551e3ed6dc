import { defineLibrary } from './library.ts';

export const nestjsJwt = defineLibrary({
  name: 'nestjs-jwt',
  packages: ['@nestjs/jwt'],
  docs: 'https://docs.nestjs.com/security/authentication#jwt-token',
  symbols: {
    'JwtService.verify': { fails: 'throws', probe: true },
    'JwtService.verifyAsync': { fails: 'rejects', probe: true },
    'JwtService.sign': { fails: 'throws' },
    'JwtService.signAsync': { fails: 'rejects' },
    'JwtService.decode': { fails: 'never' },
  },
});
