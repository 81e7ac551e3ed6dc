/** The JSON Schema of a configuration, for editors. Only `pnpm generate` reads it; it loads without anything being built. */
import type { OptionDeclaration, Rule } from '@dist-lint/graph';
import { configKeys, ruleKeys } from './config-keys.ts';
import { SLOT, type ConfigKey, type ConfigValue } from './config-value.ts';

export { configKeys } from './config-keys.ts';

type Schema = Record<string, unknown>;
type Declared = Pick<Rule, 'name' | 'summary' | 'options'>;

/** Draft 7, which every editor reads. What only code can say is left out. */
export function schemaOf(rules: readonly Declared[]): Schema {
  const object = (keys: Record<string, ConfigKey>, required: readonly string[] = []): Schema => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(keys).filter(([, { onlyInCode }]) => !onlyInCode).map(([key, { value, description }]) => [key, { ...(description === '' ? {} : { description }), ...schema(value) }])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  });

  function schema(value: ConfigValue): Schema {
    switch (value.type) {
      case 'choice':
        return { enum: value.choices };
      case 'number':
        return { type: 'integer', minimum: value.minimum, maximum: value.maximum };
      case 'constant':
        return { const: value.value };
      case 'boolean':
      case 'string':
      case 'null':
        return { type: value.type };
      case 'text':
        return { type: 'string', minLength: 1 };
      case 'slot':
        return { type: 'string', pattern: SLOT };
      case 'globs':
        return { type: 'array', items: { type: 'string', minLength: 1, not: { const: '!' } } };
      case 'list':
        return { type: 'array', ...(value.isFilled ? { minItems: 1 } : {}), items: schema(value.of) };
      case 'object':
        return object(value.keys, value.required);
      case 'map':
        return { type: 'object', additionalProperties: schema(value.of) };
      case 'either':
        return { anyOf: value.of.map(schema) };
      case 'rules':
        return { $ref: '#/definitions/rules' };
      case 'optionDeclarations':
      case 'function':
        throw new Error(`A key that holds a value of type '${value.type}' is only for code.`);
    }
  }

  const setting = ({ options }: Declared): Schema => {
    const { properties, ...rest } = object(ruleKeys) as { properties: Schema };
    const own = Object.entries(options).map(([key, declared]): [string, Schema] => [key, { description: declared.description, default: declared.default, ...optionSchema(declared) }]);
    return { anyOf: [{ enum: ['off', 'on'] }, { ...rest, properties: { ...(Object.fromEntries(own) as Schema), ...properties } }] };
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A configuration of dist-lint',
    ...object(configKeys),
    definitions: {
      rules: {
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.name, { description: rule.summary, ...setting(rule) }])),
        additionalProperties: false,
      },
    },
  };
}

function optionSchema(declared: OptionDeclaration): Schema {
  switch (declared.type) {
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: declared.minimum, maximum: declared.maximum ?? Number.MAX_SAFE_INTEGER };
    case 'choice':
      return { enum: declared.choices };
    case 'strings':
      return { type: 'array', items: { type: 'string' } };
  }
}
