import Handlebars from 'handlebars';
import type { MailPart } from './mails.js';

/** Renders one part of a mail. All of the mail's variables must be there, if only as `undefined`. */
export type Template = (variables: Record<string, unknown>) => string;

const handlebars = Handlebars.create();

const helpers = ['if', 'unless', 'count'];

/** "1 day", "7 days". */
handlebars.registerHelper('count', (...[count, one, other, ...rest]: unknown[]) => {
  if (typeof count !== 'number' || rest.length !== 1) {
    throw new Error(
      'count needs a number and the words for one and for more: count days "day" "days"',
    );
  }
  return `${count} ${String(count === 1 ? one : other)}`;
});

/**
 * Compiles a template. Throws what is wrong with it: it does not parse, or uses anything but the variables and helpers
 * there are. Strict mode alone would notice neither what stands in a branch that is not taken nor a misspelt `{{#if}}`.
 */
export function compileTemplate(
  source: string,
  part: MailPart,
  variables: readonly string[],
): Template {
  new TemplateCheck(part, variables).accept(handlebars.parse(source));
  const render = handlebars.compile<Record<string, unknown>>(source, {
    strict: true,
    noEscape: part !== 'html',
  });
  return part === 'subject'
    ? (values) => onOneLine(render(values))
    : (values) => render(values).trimStart();
}

/** A line break in a header would begin another header. */
function onOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

class TemplateCheck extends Handlebars.Visitor {
  readonly #part: MailPart;
  readonly #variables: readonly string[];

  constructor(part: MailPart, variables: readonly string[]) {
    super();
    this.#part = part;
    this.#variables = variables;
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    // Otherwise a name could bring HTML of its own into the mail.
    if (this.#part === 'html' && !mustache.escaped) {
      throw faultAt(mustache, 'HTML must be escaped: two braces, not three, and no &');
    }
    if (isCall(mustache)) this.#checkCall(mustache);
    else this.#checkVariable(mustache.path);
  }

  override BlockStatement(block: hbs.AST.BlockStatement): void {
    this.#checkCall(block);
    this.accept(block.program);
    if ((block.inverse as hbs.AST.Program | undefined) !== undefined) this.accept(block.inverse);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.#checkCall(expression);
  }

  override PathExpression(path: hbs.AST.PathExpression): void {
    this.#checkVariable(path);
  }

  override PartialStatement = refuse;
  override PartialBlockStatement = refuse;
  override Decorator = refuse;
  override DecoratorBlock = refuse;

  #checkCall(call: Call): void {
    const name = nameOf(call.path);
    if (!helpers.includes(name)) {
      throw faultAt(call, `unknown helper ${name}; there are ${helpers.join(', ')}`);
    }
    this.acceptArray(call.params);
    if ((call.hash as hbs.AST.Hash | undefined) !== undefined) this.accept(call.hash);
  }

  #checkVariable(path: hbs.AST.Expression): void {
    const name = nameOf(path);
    if (!this.#variables.includes(name)) {
      throw faultAt(path, `unknown variable ${name}; there are ${this.#variables.join(', ')}`);
    }
  }
}

function isCall({ params, hash, path }: hbs.AST.MustacheStatement): boolean {
  return (
    params.length > 0 ||
    (hash as hbs.AST.Hash | undefined) !== undefined ||
    helpers.includes(nameOf(path))
  );
}

function nameOf(path: hbs.AST.Expression): string {
  return (path as hbs.AST.PathExpression).original;
}

function refuse(node: hbs.AST.Node): never {
  throw faultAt(node, 'partials and decorators are not for mails');
}

function faultAt({ loc }: hbs.AST.Node, fault: string): Error {
  return new Error(`line ${loc.start.line}: ${fault}`);
}
