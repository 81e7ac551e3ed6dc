/** The states that a declared type allows: a union of string literals, or an enum. */
import type { TypeFact } from '@dist-lint/model';
import type { Program } from '../link.ts';
import type { LinkedModule } from '../program.ts';

/** Undefined when it allows anything else, save `undefined` and `null`. */
export function statesOfType(program: Program, module: LinkedModule, type: TypeFact): readonly string[] | undefined {
  const found = collect(program, module, type);
  return found && found.length > 0 ? [...new Set(found)] : undefined;
}

function collect(program: Program, module: LinkedModule, type: TypeFact): string[] | undefined {
  switch (type.t) {
    case 'literal':
      return typeof type.value === 'string' ? [type.value] : type.value === null ? [] : undefined;
    case 'keyword':
      return type.name === 'undefined' || type.name === 'null' ? [] : undefined;
    case 'union': {
      const parts = type.of.map((each) => collect(program, module, each));
      return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'ref': {
      const values = program.link.type(module, type);
      const states = values.map((value): readonly string[] | undefined => {
        if (value.is === 'literal') return typeof value.value === 'string' ? [value.value] : undefined;
        if (value.is !== 'enum') return undefined;
        return value.module.facts.enums[value.index]?.members.map((member) => (typeof member.value === 'string' ? member.value : member.name));
      });
      return values.length === 0 || states.some((each) => each === undefined) ? undefined : states.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}

/** The type of a property as its object's type declares it. */
export function propertyType(program: Program, module: LinkedModule, type: TypeFact, name: string): { module: LinkedModule; type: TypeFact } | undefined {
  for (const value of program.link.type(module, type)) {
    const declared = value.is === 'interface' ? { module: value.module, type: value.module.facts.types[value.index]?.type } : value.is === 'shape' ? value.type : undefined;
    const member = declared?.type?.t === 'object' ? declared.type.members.find((each) => each.name === name) : undefined;
    if (declared && member?.type) return { module: declared.module, type: member.type };
  }
  return undefined;
}
