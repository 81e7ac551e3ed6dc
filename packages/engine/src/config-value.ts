/** What a value in a configuration may be, as data. */
export type ConfigValue =
  | { type: 'choice'; choices: readonly string[] }
  | { type: 'number'; minimum: number; maximum: number }
  /** `hint`: why there is no other. */
  | { type: 'constant'; value: number | boolean; hint?: string }
  /** `text`: a string that is not empty. `slot`: where in a call something stands, see {@link SLOT}. */
  | { type: 'boolean' | 'string' | 'text' | 'slot' | 'null' | 'globs' | 'rules' | 'optionDeclarations' | 'function' }
  | { type: 'list'; of: ConfigValue; isFilled?: true }
  | { type: 'object'; keys: Record<string, ConfigKey>; required: readonly string[] }
  /** An object with keys of the user's choice. */
  | { type: 'map'; of: ConfigValue }
  | { type: 'either'; of: readonly ConfigValue[]; words: string };

export interface ConfigKey {
  value: ConfigValue;
  description: string;
  /** It holds functions: JSON and YAML cannot say it. */
  onlyInCode?: true;
}

const PLACE = String.raw`(?:this|\*\d+s?|<\d+>|(?:[\w$]+:)?(?:\d+\+?|last)(?:\.[\w$*-]+)*|=[^|]*)`;

/** The grammar of `Slot`, as the source of a regular expression, which the JSON Schema needs. */
export const SLOT = String.raw`^(?:=[\s\S]*|${PLACE}(?:\|${PLACE})*)$`;
