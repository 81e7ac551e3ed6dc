import { defineLibrary } from './library.ts';

export const rxjs = defineLibrary({
  name: 'rxjs',
  packages: ['rxjs', 'rxjs/operators'],
  docs: 'https://rxjs.dev/api',
  symbols: {
    'lastValueFrom|firstValueFrom': { returns: 'arg0' },
    from: { returns: 'Observable', emits: 'element' },
    of: { returns: 'Observable', emits: 'argument' },
    'forkJoin|combineLatest|zip': { returns: 'Observable', emits: 'all' },
    'merge|concat|race|fromEvent': { returns: 'Observable' },
    // Whoever waits for what comes of it waits for the callback, which runs anew for each subscription and not before.
    defer: { callbacks: [{ at: '0', runs: 'again' }], returns: 'Observable' },
    'interval|timer': { effects: [{ kind: 'timer', delay: '0', lazy: true }], returns: 'Observable', fails: 'never' },
    'Observable|Subject|BehaviorSubject|ReplaySubject.pipe': { returns: 'this', emits: 'pipe' },
    'Subject|BehaviorSubject|ReplaySubject.asObservable': { returns: 'this' },
    'Observable|Subject|BehaviorSubject|ReplaySubject.subscribe': {
      callbacks: [
        { at: '0', runs: 'later' },
        { at: '1', runs: 'later', params: ['error'], errorParam: 0 },
        { at: '2', runs: 'later' },
        { at: '0.next', runs: 'later' },
        { at: '0.error', runs: 'later', params: ['error'], errorParam: 0 },
        { at: '0.complete', runs: 'later' },
      ],
      returns: 'Subscription',
    },
    'Subscription.unsubscribe': { cleanup: true },
    'Subject|BehaviorSubject|ReplaySubject.next': { effects: [{ kind: 'emit', payload: '0' }], fails: 'never' },
    'Subject|BehaviorSubject|ReplaySubject.complete': { cleanup: true, fails: 'never' },
    'Subject|BehaviorSubject|ReplaySubject.error': { effects: [{ kind: 'emit', error: '0' }], fails: 'never' },
    // Subscribes again to what stands before it: without end and without delay, unless told otherwise.
    retry: {
      pipes: 'same',
      callbacks: [{ at: '0.delay', runs: 'later', params: ['error'], errorParam: 0 }],
      retries: {
        of: 'piped',
        attempts: 'unbounded',
        says: [
          { at: '0.count', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
          { at: '0', counts: 'retries', means: [{ is: 'Infinity', attempts: 'unbounded' }] },
        ],
        delay: { first: 0, factor: 1, says: { first: '0.delay' } },
        errors: 'any',
        source: 'https://github.com/ReactiveX/rxjs/blob/7.8.2/src/internal/operators/retry.ts#L85-L95',
      },
    },
    retryWhen: {
      pipes: 'same',
      callbacks: [{ at: '0', runs: 'later' }],
      retries: {
        of: 'piped',
        // The notifier decides how often and when: neither can be read.
        attempts: 'unknown',
        delay: { first: 0, factor: 1, given: '0' },
        errors: 'chosen',
        source: 'https://rxjs.dev/api/operators/retryWhen',
      },
    },
    onErrorResumeNext: { returns: 'Observable' },
    throwError: { callbacks: [{ at: '0', runs: 'later' }], returns: 'Observable' },
    catchError: { callbacks: [{ at: '0', runs: 'later', params: ['error'], errorParam: 0 }], pipes: 'same' },
    map: { callbacks: [{ at: '0', runs: 'later', params: ['piped'] }], pipes: 'result' },
    filter: { callbacks: [{ at: '0', runs: 'later', params: ['piped'] }], pipes: 'same' },
    'reduce|scan': { callbacks: [{ at: '0', runs: 'later' }] },
    'switchMap|mergeMap|concatMap|exhaustMap': { callbacks: [{ at: '0', runs: 'again', params: ['piped'] }], pipes: 'inner' },
    'take|takeUntil|first|last|delay|debounceTime|timeout|distinctUntilChanged|share|shareReplay': { pipes: 'same' },
    tap: {
      pipes: 'same',
      callbacks: [
        { at: '0', runs: 'later', params: ['piped'] },
        { at: '1', runs: 'later', params: ['error'], errorParam: 0 },
        { at: '0.next', runs: 'later', params: ['piped'] },
        { at: '0.error', runs: 'later', params: ['error'], errorParam: 0 },
      ],
    },
    finalize: { callbacks: [{ at: '0', runs: 'later' }], pipes: 'same' },
  },
});
