export { anyEmitter as emitters } from './node-events.ts';
