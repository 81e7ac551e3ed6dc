import { defineLibrary } from './library.ts';

/** What hooks hand back, so that what a context or a memo holds is known. */
export const react = defineLibrary({
  name: 'react',
  packages: ['react', 'preact', 'preact/hooks', 'preact/compat', 'solid-js'],
  docs: 'https://react.dev/reference/react/hooks',
  symbols: {
    createContext: { returns: 'Context', fails: 'never' },
    'useContext|use': { returns: 'held0', fails: 'never' },
    lazy: { callbacks: [{ at: '0', runs: 'later' }], returns: 'result0.default', fails: 'never' },
    useCallback: { returns: 'arg0', fails: 'never' },
    useRef: { holds: { name: 'current', from: '0' }, fails: 'never' },
    'useMemo|createMemo': { returns: 'result0', fails: 'never' },
  },
});
