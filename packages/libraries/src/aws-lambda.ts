import { defineLibrary } from './library.ts';

/**
 * Behind a gateway a throw is answered with 502; from a queue, a stream or an asynchronous invocation the event
 * comes again. The types `Handler`, `SQSHandler`, … say which, and have no row: they type functions, not calls.
 */
export const awsLambda = defineLibrary({
  name: 'aws-lambda',
  packages: ['aws-lambda', '@types/aws-lambda'],
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/typescript-handler.html',
  symbols: {},
  files: [
    {
      glob: '**/{lambda,lambdas,functions,handlers}/**/*.{ts,mts,cts,js,mjs}',
      exports: ['handler'],
      role: 'serverless',
      onReturn: 'respond',
      onThrow: 'retry',
    },
    { glob: '**/{handler,lambda,index}.{ts,mts,cts,js,mjs}', exports: ['handler'], role: 'serverless', onReturn: 'respond', onThrow: 'retry' },
  ],
});

export const middy = defineLibrary({
  name: 'middy',
  packages: ['@middy/core'],
  docs: 'https://middy.js.org/docs/intro/getting-started',
  aliases: { default: 'middy' },
  symbols: {
    middy: { callbacks: [{ at: '0', runs: 'later', role: 'serverless', onReturn: 'respond', onThrow: 'retry' }], returns: 'Middy', fails: 'never' },
    'Middy.use|before|after': { returns: 'this', fails: 'never' },
    'Middy.onError': { callbacks: [{ at: '0', runs: 'later', role: 'error-middleware', errorParam: 0, onThrow: 'retry' }], returns: 'this', fails: 'never' },
    'Middy.handler': { callbacks: [{ at: '0', runs: 'later', role: 'serverless', onReturn: 'respond', onThrow: 'retry' }], returns: 'this', fails: 'never' },
  },
});
