import { presets, type Rule } from '@dist-lint/engine';
import type { OptionDeclaration } from '@dist-lint/graph';

/** What ESLint checks a rule's options against, made from what the rule declares. */
export function optionsSchema(rule: Rule): [{ type: 'object'; properties: Record<string, Schema>; additionalProperties: false }] {
  const properties: Record<string, Schema> = { ...FLOORS };
  for (const [name, declaration] of Object.entries(rule.options)) properties[name] = { description: declaration.description, ...typeOf(declaration) };
  return [{ type: 'object', properties, additionalProperties: false }];
}

/** Without options, a rule shows what the command line shows without flags. */
export function defaultOptions(rule: Rule): Record<string, unknown> {
  const own = Object.entries(rule.options).map(([name, declaration]) => [name, declaration.default] as const);
  return { ...presets.recommended, ...Object.fromEntries(own) };
}

/** The part of JSON Schema that is used here. */
interface Schema {
  description?: string;
  type?: 'boolean' | 'integer' | 'array' | 'string';
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: Schema;
}

/** ESLint has one severity for a rule, a finding its own: what lies below these is not reported. */
const FLOORS: Record<string, Schema> = {
  minSeverity: { enum: ['error', 'warning', 'info'], description: 'The lowest severity that is reported: how bad it is if it is true.' },
  minPrecision: { enum: ['high', 'medium', 'low'], description: 'The lowest precision that is reported: how often such a finding is true.' },
};

function typeOf(declaration: OptionDeclaration): Schema {
  switch (declaration.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: declaration.minimum, ...(declaration.maximum === undefined ? {} : { maximum: declaration.maximum }) };
    case 'choice':
      return { enum: [...declaration.choices] };
    case 'strings':
      return { type: 'array', items: { type: 'string' } };
  }
}
