/** Where `emitDecoratorMetadata` makes a declared type a value that is read when the class is evaluated. */
import type { ClassFact, DecoratorFact, Expr, ModuleFacts, Span, TypeFact } from '@dist-lint/model';

export interface MetadataUse {
  span: Span;
  /** A container reads the types of a class's constructor parameters to know what to inject. */
  injected: boolean;
  /** Nobody has to read the type: the decorators say it another way, or it belongs to a method. */
  lazy: boolean;
}

/** The members and parameters whose emitted type is a variable. O(members). */
export function metadataUses(facts: ModuleFacts, variable: number): MetadataUse[] {
  return facts.classes.flatMap((fact) => [...fields(fact, variable), ...parameters(facts, fact, variable)]);
}

function fields(fact: ClassFact, variable: number): MetadataUse[] {
  return fact.fields
    .filter((field) => field.decorators && field.param === undefined && isOfType(field.type, variable))
    .map((field) => ({ span: { at: field.at, end: field.end }, injected: false, lazy: (field.decorators ?? []).some(isThunked) }));
}

function parameters(facts: ModuleFacts, fact: ClassFact, variable: number): MetadataUse[] {
  const found: MetadataUse[] = [];
  for (const id of fact.methods) {
    const method = facts.functions[id];
    if (!method) continue;
    const isDecorated = method.decorators !== undefined || (method.kind === 'constructor' && fact.decorators !== undefined);
    if (!isDecorated && !method.params.some((param) => param.decorators)) continue;
    for (const param of method.params) {
      if (!isOfType(param.type, variable)) continue;
      const injected = method.kind === 'constructor';
      const isNamed = (param.decorators ?? []).some((each) => (each.args ?? []).length > 0);
      found.push({ span: { at: param.at, end: param.end }, injected, lazy: !injected || isNamed });
    }
  }
  return found;
}

/** A plain reference. Beside `null` and `undefined`, strict null checks make it `Object`. */
function isOfType(type: TypeFact | undefined, variable: number): boolean {
  return type?.t === 'ref' && type.variable === variable;
}

/** `@ManyToOne(() => Order)`, `@Inject(forwardRef(() => Orders))`, `@Prop({ type: Order })`: it says the type another way. */
function isThunked(decorator: DecoratorFact): boolean {
  return (decorator.args ?? []).some(saysType);
}

function saysType(expr: Expr): boolean {
  switch (expr.k) {
    case 'literal':
    case 'template':
      return false;
    case 'object':
      return expr.props.some((prop) => saysType(prop.value));
    case 'array':
      return expr.items.some(saysType);
    default:
      return true;
  }
}
