import { parseArgs } from 'node:util';
import { addTo, nearest, UserError } from '@dist-lint/model';
import { type Command, commandNamed, commands, dashed, type Flag } from './flags.ts';

/** What was typed, known to be well formed. */
export interface Arguments {
  command: Command;
  /** Whether the command was named; otherwise it is `check`. */
  isNamed: boolean;
  operands: string[];
  /** The last value of a flag, as typed. */
  value(flag: string): string | undefined;
  /** All values of a flag that may be repeated. */
  values(flag: string): string[];
  has(flag: string): boolean;
}

/**
 * The command line, parsed strictly: nothing unknown, misplaced or incomplete is passed over.
 *
 * `cac` was tried first. It turns values into numbers (`--output 1e3`), splits flags at dots,
 * camel-cases the names it reports and takes a value that begins with a dash for `true`, so exact
 * errors are out of reach. The tokens of `node:util` keep every argument as it was typed.
 *
 * @throws {UserError} `unknown-flag`, `flag-value-missing`, `flag-takes-no-value`, `invalid-flag-value`
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...argv], options: allOptions(), strict: false, allowPositionals: true, tokens: true });
  const operands: string[] = [];
  const given: { name: string; rawName: string; value: string | undefined }[] = [];
  let firstIndex: number | undefined;
  let terminator = Number.POSITIVE_INFINITY;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') terminator = token.index;
    else if (token.kind === 'option') given.push({ name: token.name, rawName: token.rawName, value: token.value });
    else {
      firstIndex ??= token.index;
      operands.push(token.value);
    }
    if (token.kind === 'option' && !token.inlineValue && token.value !== '-' && token.value?.startsWith('-') === true) throw missingValue(token.rawName);
  }
  // After `--` everything is a path, even one called `check`.
  const isNamed = firstIndex !== undefined && firstIndex < terminator && commandNamed(operands[0] as string) !== undefined;
  const command = commandNamed(isNamed ? (operands.shift() as string) : 'check') as Command;

  const values = new Map<string, string[]>();
  for (const { name, rawName, value } of given) {
    const flag = command.flags.find((it) => it.name === name);
    if (flag === undefined) throw unknownFlag(rawName, command);
    addTo(values, name, checkedValue(flag, value));
  }
  return {
    command,
    isNamed,
    operands,
    value: (flag) => values.get(flag)?.at(-1),
    values: (flag) => values.get(flag) ?? [],
    has: (flag) => values.has(flag),
  };
}

function allOptions() {
  const flags = commands.flatMap((command) => command.flags);
  return Object.fromEntries(
    flags.map(({ name, short, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short === undefined ? {} : { short }) }]),
  );
}

/** A switch's value is the empty string. */
function checkedValue(flag: Flag, value: string | undefined): string {
  if (flag.value === undefined) {
    if (value !== undefined) throw new UserError('flag-takes-no-value', `${dashed(flag)} takes no value, but has '${value}'.`, `Write ${dashed(flag)} alone.`);
    return '';
  }
  if (value === undefined || value === '') throw missingValue(dashed(flag));
  if (flag.choices !== undefined && !flag.choices.includes(value)) throw invalidChoice('invalid-flag-value', flag.name, value, flag.choices);
  return value;
}

function missingValue(rawName: string): UserError {
  const flag = commands.flatMap((command) => command.flags).find((it) => dashed(it) === rawName);
  return new UserError('flag-value-missing', `${rawName} needs a value.`, `Write ${rawName} ${flag?.value ?? 'VALUE'}.`);
}

/** The error for a value that is none of those known. */
export function invalidChoice(code: string, flag: string, value: string, choices: readonly string[]): UserError {
  const meant = nearest(value, choices);
  const hint = `${meant === undefined ? '' : `Did you mean '${meant}'? `}Known: ${choices.join(', ')}.`;
  return new UserError(code, `--${flag} does not know '${value}'.`, hint);
}

function unknownFlag(rawName: string, command: Command): UserError {
  const elsewhere = commands.find((it) => it !== command && it.flags.some((flag) => dashed(flag) === rawName));
  if (elsewhere !== undefined) {
    return new UserError('unknown-flag', `${rawName} is no flag of '${command.name}' but of '${elsewhere.name}'.`, `\`dist-lint ${command.name} --help\` lists its flags.`);
  }
  const meant = nearest(rawName.replace(/^-+/, ''), command.flags.map((flag) => flag.name));
  const help = `\`dist-lint ${command.name} --help\` lists the flags.`;
  return new UserError('unknown-flag', `There is no flag ${rawName}.`, meant === undefined ? help : `Did you mean --${meant}? ${help}`);
}
