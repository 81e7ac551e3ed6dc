/** What the linter's thread and the two behind it say to one another. */
import type { MessagePort } from 'node:worker_threads';
import type { Changes, FileFinding, LintAnswer, Seen } from '@dist-lint/engine';

export interface SessionSetup {
  root: string;
  cache?: boolean;
  threads?: number;
  /** {@link Cells}. */
  cells: Int32Array;
  /** To the linter's thread. */
  port: MessagePort;
}

/** What the session's thread gets on top. */
export interface InnerSetup extends SessionSetup {
  /** To the thread that watches. */
  lookout: MessagePort;
}

/** Of the thread that watches; `session` is handed on. */
export interface WatchSetup {
  session: SessionSetup;
  cells: Int32Array;
  /** To the linter's thread. */
  port: MessagePort;
  /** Megabytes of heap for the session; Node's default otherwise. */
  memory?: number;
}

export interface Question {
  id: number;
  /** Absolute. */
  file: string;
  text: string;
  rules: Record<string, Record<string, unknown>>;
}

export type SessionReply = { id: number; answer: LintAnswer } | { id: number; failure: string };

/** From the session to the thread that watches, which also looks at the disk: what to compare with, or that it is to look now. */
export type LookRequest = { follow: Partial<Seen> } | 'look';

/** `undefined` when the look failed: what is to be seen then is seen by the next. */
export type LookReply = Changes | undefined;

export type WatchReply =
  | { kind: 'alone'; id: number; findings: FileFinding[] }
  /** The session's thread is gone; why. */
  | { kind: 'dead'; reason: string };

/** Indices of the numbers that all three threads share. A thread that waits cannot receive events, so it looks here. */
export const BELL = 0;
export const PHASE = 1;
/** The id of the last question: a session that is late need not answer those before. */
export const NEWEST = 2;
/** Counts up as long as the watching thread lives. */
export const PULSE = 3;
/** Whether nobody who types should wait until the tree is read. */
export const SIZE = 4;
/** 1 when an editor has asked: what answers will need is computed ahead, and the disk is looked at from another thread. */
export const EDITOR = 5;
export const CELLS = 6;

export const UNKNOWN = 0;
export const SMALL = 1;
export const LARGE = 2;

export const BUILDING = 0;
export const READY = 1;
export const DEAD = 2;

/** Wakes whoever waits: something was said, or a number has changed. */
export function ring(cells: Int32Array): void {
  Atomics.add(cells, BELL, 1);
  Atomics.notify(cells, BELL);
}
