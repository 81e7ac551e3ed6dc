import type { ts } from 'ts-morph';
import type { CommentFact } from '@dist-lint/model';
import type { Lowering } from './lowering.ts';
export function commentStartsOf(text: string): number[] { return text === '' ? [] : []; }
export function handlerComments(_cx: Lowering, _body: ts.Block, _clause: ts.CatchClause): void {}
export function argumentComments(_cx: Lowering, _callee: ts.Expression, _fn: ts.ArrowFunction | ts.FunctionExpression, _later: boolean): void {}
export function directiveComments(_cx: Lowering): void {}
export function sorted(cx: Lowering): CommentFact[] { return [...cx.comments.values()].sort((a, b) => a.at - b.at); }
