import { notSupported } from '../errors.js';
import { checkValue, findChangeable } from '../session/settings.js';
import type { Setting } from '../session/setting.js';
import type { Node } from '../syntax/nodes.js';
import type { CommandContext, Outcome } from './command.js';
import { sessionCommand } from './session-command.js';

interface VariableSet {
  readonly kind: string;
  readonly name?: string;
  readonly args?: readonly Node[];
  readonly is_local?: boolean;
}

/** An option of BEGIN and SET TRANSACTION, whose name is that of the setting. */
export interface TransactionMode {
  readonly DefElem: { readonly defname: string; readonly arg: Node };
}

/** SET and RESET. */
export const set = sessionCommand<VariableSet>('VariableSetStmt', async (tree, context) => {
  const { session } = context;
  const { kind, name = '', is_local: isLocal = false } = tree;
  switch (kind) {
    case 'VAR_RESET_ALL':
      session.settings.reset();
      return { tag: 'RESET' };
    case 'VAR_RESET':
    case 'VAR_SET_DEFAULT':
      session.settings.reset(findChangeable(name));
      return { tag: kind === 'VAR_RESET' ? 'RESET' : 'SET' };
    case 'VAR_SET_MULTI':
      setModes((tree.args ?? []) as readonly TransactionMode[], name, context);
      return { tag: 'SET' };
    case 'VAR_SET_VALUE':
      return setValue(findChangeable(name), tree.args ?? [], { isLocal, context });
    default:
      throw notSupported(`This form of SET ${name} is not supported. Write SET ${name} TO a value.`);
  }
});

async function setValue(
  setting: Setting,
  args: readonly Node[],
  { isLocal, context }: { readonly isLocal: boolean; readonly context: CommandContext },
): Promise<Outcome> {
  const { session, notice } = context;
  const isList = setting.name === 'search_path';
  const written = args.map((arg) => textOf(arg, setting)).map((text) => (isList ? asName(text) : text));
  const value = await validValue(setting, written.join(', '), context);
  if (isLocal && session.status === 'idle') {
    notice?.({ severity: 'WARNING', sqlState: '25P01', message: 'SET LOCAL can only be used in transaction blocks' });
  } else session.settings.set(setting, value, isLocal);
  return { tag: 'SET' };
}

/** The engine checks what it uses, and says how it shows it. */
async function validValue(setting: Setting, value: string, { environment, session, signal }: CommandContext) {
  const checked = checkValue(setting, value);
  if (!setting.engine) return checked;
  const statement = {
    sql: 'select current_setting($1)',
    parameters: [setting.name],
    slots: [],
    settings: { ...session.settings.forEngine(), [setting.name]: checked },
    nowMs: environment.now(),
  };
  const { rows } = await environment.engine.run(statement, new Map(), signal);
  return rows[0]?.[0] ?? checked;
}

function textOf({ A_Const: constant }: Node, { name }: Setting): string {
  if (!constant) throw notSupported(`${name} can only be set to a string or a number.`);
  const { ival, fval, sval } = constant;
  if (ival) return String(ival.ival ?? 0);
  return fval?.fval ?? sval?.sval ?? '';
}

const asName = (text: string): string => (/^[a-z_][a-z0-9_$]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`);

/** The modes of this transaction, or of all later ones (SESSION CHARACTERISTICS). */
export function setModes(modes: readonly TransactionMode[], target: string, { session }: CommandContext): void {
  const isSession = target === 'SESSION CHARACTERISTICS';
  for (const { DefElem: mode } of modes) {
    const setting = findChangeable(isSession ? `default_${mode.defname}` : mode.defname);
    session.settings.set(setting, checkValue(setting, textOf(mode.arg, setting)), !isSession);
  }
}
