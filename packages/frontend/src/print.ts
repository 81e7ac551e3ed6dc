import type {
  CallStep, Expr, FunctionFact, ModuleFacts, ParamFact, Step, Target, TypeFact,
} from '@dist-lint/model';

/**
 * Module facts as indented lines, for people: one line a step, one block a function. Made for reading
 * and for tests, not for parsing.
 */
export function print(facts: ModuleFacts): string {
  const lines: string[] = [];
  for (const [id, fact] of facts.functions.entries()) {
    if (id > 0) lines.push(signature(facts, fact));
    printSteps(facts, fact.body, id === 0 ? 0 : 1, lines);
  }
  return lines.join('\n');
}

/** The steps of one body as lines. */
export function printSteps(facts: ModuleFacts, steps: Step[], indent: number, lines: string[]): void {
  for (const step of steps) printStep(facts, step, indent, lines);
}

function signature(facts: ModuleFacts, fact: FunctionFact): string {
  const flags = [
    fact.static && 'static', fact.async && 'async', fact.immediate && 'immediate', fact.bodiless && 'bodiless', fact.accessibility,
  ].filter(Boolean);
  const params = fact.params.map((param) => printParam(facts, param)).join(', ');
  const returns = fact.returns === undefined ? '' : `: ${printType(fact.returns)}`;
  return `${[...flags, fact.kind].join(' ')}${fact.generator ? '*' : ''} ${fact.name}(${params})${returns}`;
}

function printParam(facts: ModuleFacts, param: ParamFact): string {
  const standard = param.default === undefined ? '' : ` = ${printExpr(facts, param.default)}`;
  const type = param.type === undefined ? '' : `: ${printType(param.type)}`;
  return `${param.rest ? '...' : ''}${printTarget(facts, param.target)}${param.optional ? '?' : ''}${type}${standard}`;
}

function printStep(facts: ModuleFacts, step: Step, indent: number, lines: string[]): void {
  const line = (text: string): void => void lines.push('  '.repeat(indent) + text);
  const nested = (steps: Step[]): void => printSteps(facts, steps, indent + 1, lines);
  const part = (name: string, steps: Step[] | undefined): void => {
    if (steps === undefined || steps.length === 0) return;
    line(name);
    nested(steps);
  };
  const expr = (value: Expr): string => printExpr(facts, value);
  switch (step.s) {
    case 'call':
      return line(printCall(facts, step));
    case 'await':
      return line(`await ${expr(step.of)}`);
    case 'assign':
      return line(`${step.declares ? 'let ' : ''}${printTarget(facts, step.to)} ${step.op} ${expr(step.value)}`);
    case 'delete':
      return line(`delete ${expr(step.target)}`);
    case 'use':
      return line(`use ${expr(step.of)}`);
    case 'if':
      line(`if${step.kind === 'if' ? '' : `:${step.kind}`} ${expr(step.test)}`);
      nested(step.then);
      return part('else', step.else);
    case 'loop': {
      const item = step.item === undefined || step.over === undefined ? '' : ` ${printTarget(facts, step.item)} over ${expr(step.over)}`;
      line(`${step.label === undefined ? '' : `${step.label}: `}loop:${step.kind}${item}`);
      part(' init', step.init);
      part(' head', step.head);
      if (step.test !== undefined) line(` test ${expr(step.test)}`);
      nested(step.body);
      return part(' update', step.update);
    }
    case 'switch':
      line(`${step.label === undefined ? '' : `${step.label}: `}switch ${expr(step.on)}`);
      for (const { test, body } of step.cases) {
        line(test === undefined ? ' default' : ` case ${expr(test)}`);
        nested(body);
      }
      return;
    case 'try':
      line('try');
      nested(step.body);
      if (step.handler !== undefined) {
        line(`catch${step.handler.param === undefined ? '' : ` ${printTarget(facts, step.handler.param)}`}`);
        nested(step.handler.body);
      }
      return part('finally', step.finally);
    case 'block':
      line(`${step.label}: block`);
      return nested(step.body);
    case 'return':
      return line(step.value === undefined ? 'return' : `return ${expr(step.value)}`);
    case 'throw':
      return line(`throw ${expr(step.value)}`);
    case 'yield':
      return line(`yield${step.all ? '*' : ''}${step.value === undefined ? '' : ` ${expr(step.value)}`}`);
    case 'break':
    case 'continue':
      return line(step.label === undefined ? step.s : `${step.s} ${step.label}`);
    case 'function':
      return line(`function ${facts.functions[step.function]?.name ?? '?'}`);
    case 'class':
      return line(`class ${facts.classes[step.class]?.name ?? '?'}`);
  }
}

function printCall(facts: ModuleFacts, step: CallStep): string {
  const words = [`#${step.id} =`, step.awaited && 'await', step.kind ?? 'call'].filter(Boolean).join(' ');
  const args = step.args.map((arg) => printExpr(facts, arg)).join(', ');
  const types = step.typeArgs === undefined ? '' : `<${step.typeArgs.map(printType).join(', ')}>`;
  const fate = step.fate === undefined ? '' : ` [${step.fate}]`;
  return `${words} ${printExpr(facts, step.callee)}${step.optional ? '?.' : ''}${types}(${args})${fate}`;
}

/** A target in the syntax of the language. */
export function printTarget(facts: ModuleFacts, target: Target): string {
  if (target.k !== 'object-pattern' && target.k !== 'array-pattern') return printExpr(facts, target);
  const inner = target.k === 'object-pattern'
    ? target.props.map((prop) => `${prop.key ?? '[]'}: ${printItem(facts, prop)}`)
    : target.items.map((item) => (item === null ? '' : printItem(facts, item)));
  if (target.rest !== undefined) inner.push(`...${printTarget(facts, target.rest)}`);
  return target.k === 'object-pattern' ? `{ ${inner.join(', ')} }` : `[${inner.join(', ')}]`;
}

function printItem(facts: ModuleFacts, item: { to: Target; default?: Expr }): string {
  return printTarget(facts, item.to) + (item.default === undefined ? '' : ` = ${printExpr(facts, item.default)}`);
}

/** An operand in the syntax of the language; `#3` is the value of the call with that id. */
export function printExpr(facts: ModuleFacts, value: Expr): string {
  const expr = (inner: Expr): string => printExpr(facts, inner);
  switch (value.k) {
    case 'var':
      return facts.variables[value.v]?.name ?? '?';
    case 'global':
      return `global:${value.name}`;
    case 'this':
    case 'super':
      return value.k;
    case 'member':
      return `${expr(value.of)}.${value.name}`;
    case 'index':
      return `${expr(value.of)}[${expr(value.index)}]`;
    case 'literal':
      return typeof value.value === 'string' ? `'${value.value}'` : String(value.value);
    case 'bigint':
    case 'regexp':
      return value.text;
    case 'template':
      return `\`${value.parts.map((part, i) => part + (i < value.values.length ? `\${${expr(value.values[i] as Expr)}}` : '')).join('')}\``;
    case 'object':
      return value.props.length === 0 ? '{}' : `{ ${value.props.map((prop) => {
        if (prop.value.k === 'spread') return expr(prop.value);
        const key = prop.key ?? `[${prop.computed === undefined ? '' : expr(prop.computed)}]`;
        return `${prop.kind === undefined ? '' : `${prop.kind} `}${key}: ${expr(prop.value)}`;
      }).join(', ')} }`;
    case 'array':
      return `[${value.items.map(expr).join(', ')}]`;
    case 'spread':
      return `...${expr(value.of)}`;
    case 'result':
      return `#${value.id}`;
    case 'awaited':
      return `awaited(${expr(value.of)})`;
    case 'function':
      return `fn ${facts.functions[value.function]?.name ?? '?'}`;
    case 'class':
      return `class ${facts.classes[value.class]?.name ?? '?'}`;
    case 'op':
      return printOperator(value.op, value.args.map(expr));
    case 'unknown':
      return '?';
  }
}

function printOperator(op: string, args: string[]): string {
  if (op === '?:') return `(${args[0]} ? ${args[1]} : ${args[2]})`;
  if (args.length < 2) return `${op}(${args.join('')})`;
  return `(${args.join(` ${op} `)})`;
}

/** A type in the syntax of the language. */
export function printType(type: TypeFact): string {
  switch (type.t) {
    case 'ref':
      return type.name + printTypeArgs(type.args);
    case 'import':
      return `${type.typeof ? 'typeof ' : ''}import('${type.specifier}')${type.name === '' ? '' : `.${type.name}`}${printTypeArgs(type.args)}`;
    case 'keyword':
      return type.name;
    case 'literal':
      return typeof type.value === 'string' ? `'${type.value}'` : String(type.value);
    case 'union':
      return `(${type.of.map(printType).join(' | ')})`;
    case 'intersection':
      return `(${type.of.map(printType).join(' & ')})`;
    case 'array':
      return `${printType(type.of)}[]`;
    case 'function': {
      const params = type.params.map((param) => `${param.rest ? '...' : ''}${param.name}${param.optional ? '?' : ''}: ${param.type === undefined ? '?' : printType(param.type)}`);
      return `${type.constructs ? 'new ' : ''}(${params.join(', ')}) => ${type.returns === undefined ? '?' : printType(type.returns)}`;
    }
    case 'object':
      return `{ ${type.members.map((member) => `${member.readonly ? 'readonly ' : ''}${member.name}${member.optional ? '?' : ''}: ${member.type === undefined ? '?' : printType(member.type)}`).join('; ')} }`;
    case 'query':
      return 'typeof …';
    case 'index':
      return `${printType(type.of)}['${type.key}']`;
    case 'other':
      return '…';
  }
}

function printTypeArgs(args: TypeFact[] | undefined): string {
  return args === undefined ? '' : `<${args.map(printType).join(', ')}>`;
}
