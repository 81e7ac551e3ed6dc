import type { Rule } from "@dist-lint/graph";
export const rules: readonly Rule[] = [];
