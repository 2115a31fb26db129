import type { CallMetadata, Explanation } from '../model/index.js';
import { type CheckedPredicate, isTwilioFilter, predicates } from './conditions.js';
import { incomplete, type ListPlan } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import { planRead } from './plan.js';
import type { Runner } from './runner.js';
import { type CheckedSortBy, isOwnOrder } from './sort.js';
import { onlyInGet } from './unlisted.js';

/** A predicate without its value, which may be private: `To =`. */
function toWords(all: readonly CheckedPredicate[]): string[] {
  return [...new Set(all.map(({ name, operator }) => `${name} ${operator}`))];
}

/** What is applied after the read: all but the pseudo-columns, which no row holds. */
function residualOf({ condition }: ListPlan): CheckedPredicate[] {
  return predicates(condition).filter(({ field }) => field.readable !== false);
}

/** Says how a planned list is answered. */
export function explainList(plan: ListPlan, sortBy?: CheckedSortBy): Explanation {
  const { entityType, reads } = plan;
  const isGets = reads.every(({ isGet }) => isGet);
  const unlisted = isGets ? [] : onlyInGet(entityType);
  const residual = residualOf(plan);
  const left = toWords(residual.filter((predicate) => !isTwilioFilter(predicate)));
  const isWhole = residual.length > 0 && reads.some(({ isGet, pushed }) => !isGet && pushed.length === 0);
  const pageRows = maxPageSizeOf(entityType).toLocaleString('en-US');
  return {
    reads: reads.map((read) => {
      const { path } = planRead(entityType, read);
      return { path, query: read.query, pushed: toWords(read.pushed) };
    }),
    residual: toWords(residual),
    requests: { least: reads.length, ...(isGets && { most: reads.length }) },
    why: [
      ...(reads.length > 1 && !isGets ? [`${reads.length} narrower reads stand for values joined by OR or IN.`] : []),
      ...(isGets
        ? ['Each key is one GET.']
        : [`A list takes one request for each page of up to ${pageRows} rows that Twilio finds.`]),
      ...(isWhole ? ['Nothing of the condition narrows what Twilio sends: the whole list is read.'] : []),
      ...(left.length > 0
        ? [`Twilio cannot filter by ${left.join(', ')} here: these are applied to the rows that it sends.`]
        : []),
      ...(unlisted.length > 0 ? [`Twilio's lists leave out ${unlisted.join(', ')}: null here.`] : []),
      ...(entityType.leavesOut && !isGets ? [`${incomplete(entityType)}.`] : []),
      ...(sortBy && !isGets ? [explainOrder(plan, sortBy)] : []),
    ],
  };
}

function explainOrder({ entityType, reads }: ListPlan, by: CheckedSortBy): string {
  return isOwnOrder(entityType, by, reads)
    ? `Twilio's list comes by ${by.name}, which is checked while it is read.`
    : `Twilio cannot sort by ${by.name}: the whole list is read, for each page anew.`;
}

/** What a call cost, and what was applied where. */
export function toMetadata(runner: Runner, plan?: ListPlan): CallMetadata {
  const { requests, warnings } = runner;
  const pushed = toWords(plan?.reads.flatMap((read) => read.pushed) ?? []);
  return { requests, pushed, residual: toWords(plan ? residualOf(plan) : []), warnings };
}
