import { defineLibrary } from './library.ts';

const answered = { onReturn: 'respond', onThrow: 'handled' } as const;
const inApp = { below: 'app', parts: 'folders' } as const;
const inPages = { below: 'pages', parts: 'files' } as const;

export const next = defineLibrary({
  name: 'next',
  packages: ['next/server', 'next', 'next/navigation', 'next/headers'],
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions',
  resource: false,
  symbols: {
    'NextResponse.json': { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], returns: 'global#Response', fails: 'never' },
    'NextResponse.redirect': { effects: [{ kind: 'respond', status: '=307' }], returns: 'global#Response', fails: 'never' },
    'NextResponse.next|rewrite': { returns: 'global#Response', fails: 'never' },
    NextResponse: { effects: [{ kind: 'respond', status: '1.status', payload: '0' }], fails: 'never' },
    'NextRequest.json|text|formData|arrayBuffer|blob': { fails: 'rejects' },
    'NextApiResponse.status': { effects: [{ kind: 'respond', status: '0' }], returns: 'this', fails: 'throws' },
    'NextApiResponse.json|send|end|write': { effects: [{ kind: 'respond', status: 'status:0', payload: '0' }], returns: 'this', fails: 'throws' },
    'NextApiResponse.redirect': { effects: [{ kind: 'respond', status: '=307' }], returns: 'this', fails: 'throws' },
    'NextApiResponse.setHeader|setPreviewData|clearPreviewData': { returns: 'this', fails: 'throws' },
    'NextApiResponse.revalidate': { effects: [{ kind: 'cache-invalidate', target: '0' }] },
    // Runs when the response is on its way; what it throws is logged.
    after: { callbacks: [{ at: '0', runs: 'later', onThrow: 'handled' }], fails: 'throws' },
    'NextFetchEvent.waitUntil': { fails: 'never' },
    // These answer by throwing: a `catch` around them must throw on what they throw.
    'redirect|permanentRedirect': { effects: [{ kind: 'respond', status: '=307' }], fails: 'throws' },
    'notFound|forbidden|unauthorized': { effects: [{ kind: 'respond', status: '=404' }], fails: 'throws' },
  },
  files: [
    {
      glob: '{src/,}app/**/route.{ts,tsx,js,jsx}',
      exports: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      role: 'route',
      route: inApp,
      params: ['NextRequest', null],
      ...answered,
    },
    { glob: '{src/,}pages/api/**/*.{ts,tsx,js,jsx}', exports: ['default'], role: 'route', route: inPages, params: ['NextApiRequest', 'NextApiResponse'], onThrow: 'handled' },
    { glob: '{src/,}{middleware,proxy}.{ts,js}', exports: ['middleware', 'proxy', 'default'], role: 'middleware', params: ['NextRequest', 'NextFetchEvent'], onThrow: 'handled' },
    {
      glob: '{src/,}app/**/{page,layout,template,default,loading,error,not-found,sitemap,robots}.{ts,tsx,js,jsx}',
      exports: ['default', 'generateMetadata', 'generateStaticParams'],
      role: 'page',
      route: inApp,
      ...answered,
    },
    { glob: '{src/,}pages/**/*.{tsx,jsx}', exports: ['default', 'getServerSideProps', 'getStaticProps', 'getStaticPaths'], role: 'page', route: inPages, ...answered },
    // Server actions are told by `'use server'`; this is where most projects keep them.
    { glob: '{src/,}app/**/actions.{ts,tsx}', exports: ['*'], role: 'procedure', ...answered },
    { glob: '{src/,}instrumentation.{ts,js}', exports: ['register', 'onRequestError'], role: 'lifecycle', onThrow: 'crash' },
  ],
});
